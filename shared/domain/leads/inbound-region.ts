import type { InboundRegion } from './inbound-pools';
import type { LeadContext } from './lead-context';

/** The region of inbound sales: the person's country decides, else the account's; where neither is known NCSA takes it, with a flag (LR-05). */
export const inboundRegion = (countryOf: LeadContext['countryOf'], person: string | undefined, account: string | undefined): { readonly region: InboundRegion; readonly isMapped: boolean } => {
  const country = countryOf(person) ?? countryOf(account);
  return country === undefined ? { region: 'NCSA', isMapped: false } : { region: country.region === 'AMER' ? 'NCSA' : country.region, isMapped: true };
};
