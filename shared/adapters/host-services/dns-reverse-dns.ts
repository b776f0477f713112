import { Resolver } from 'node:dns/promises';
import { vendorUnavailableError } from '../../errors/app-error';
import type { ReverseDns } from '../../ports/host-services';
import { eachConcurrently } from '../each-concurrently';

const AT_ONCE = 32;
const OPTIONS = { timeout: 2_000, tries: 2 };

/** There is no resolver to ask. Whatever else goes wrong concerns one address, whose name servers may be down for good. */
const NO_RESOLVER = 'ECONNREFUSED';

/** Names of addresses from the resolver of the network (PTR records); of several the first in order. */
export const dnsReverseDns = (resolver: Pick<Resolver, 'reverse'> = new Resolver(OPTIONS)): ReverseDns => ({
  hostsOf: async (addresses) => {
    const found = new Map<string, string>();
    await eachConcurrently(addresses, AT_ONCE, async (address) => {
      const [host] = (await namesOf(resolver, address)).sort();
      if (host !== undefined) found.set(address, host);
    });
    return found;
  },
});

const namesOf = async (resolver: Pick<Resolver, 'reverse'>, address: string): Promise<string[]> => {
  try {
    return await resolver.reverse(address);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NO_RESOLVER) throw vendorUnavailableError('The resolver of the network did not answer');
    return [];
  }
};
