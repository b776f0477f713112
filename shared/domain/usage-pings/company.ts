/** A company as enrichment knows it (CE-03); everything but the domain may be missing. */
export interface Company {
  readonly domain: string;
  readonly name?: string | undefined;
  readonly employees?: number | undefined;
  readonly billingStreet?: string | undefined;
  readonly billingCity?: string | undefined;
  readonly billingPostalCode?: string | undefined;
  readonly billingCountry?: string | undefined;
  readonly industry?: string | undefined;
}

/** To whom an address is registered. */
export interface Registration {
  readonly organisation?: string | undefined;
  readonly domain: string;
}
