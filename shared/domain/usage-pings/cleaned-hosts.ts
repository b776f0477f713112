import type { Company } from './company';
import type { UsageOutcome } from './usage-ping';

/** A host that may lead to a company. */
export interface KeptHost {
  /** As it pinged. */
  readonly host: string;
  /** The host itself; of an address the one that it stands for. */
  readonly found: string;
  readonly activeUsers: number;
  readonly instances: number;
  /** Domain of its company. Without one nobody outside knows the host, and the accounts' web sites are asked. */
  readonly domain?: string | undefined;
  /** To whom its address is registered, when nobody had a name for it. */
  readonly registrant?: string | undefined;
}

/** Hosts after everybody outside has been asked about them. */
export interface CleanedHosts {
  readonly kept: readonly KeptHost[];
  /** The companies of kept hosts, each once: as the first of its hosts had it. */
  readonly companies: readonly Company[];
  readonly discarded: readonly UsageOutcome[];
}
