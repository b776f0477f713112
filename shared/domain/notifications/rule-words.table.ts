import type { RuleId } from './digest';

/** What a rule is called in a message, in the order in which a digest tells them (table NT-T1). */
export interface RuleWords {
  readonly rule: RuleId;
  readonly move: 'joined' | 'left';
  readonly heading: string;
  /** The play that applies (UG-18): 1 a tracked person has a new job, 3 somebody joins or leaves an open opportunity. */
  readonly play: string;
}

export const RULE_WORDS = [
  { rule: '1A', move: 'joined', heading: 'Joined a company without an open opportunity in the last 3 months', play: 'Play 1: a contact we track has a new job' },
  // 1B also holds when the start date is not known (NT-04).
  { rule: '1B', move: 'joined', heading: 'Joined a company without an open opportunity more than 3 months ago, or start date not known', play: 'Play 1: a contact we track has a new job' },
  { rule: '1C', move: 'joined', heading: 'Joined an account with an open opportunity at stage 3 or later', play: 'Plays 1 and 3: a contact we track joined an open deal' },
  { rule: '1D', move: 'joined', heading: 'Joined an account with an open opportunity at stage 0 to 2 or an open renewal', play: 'Plays 1 and 3: a contact we track joined an open deal' },
  { rule: '3A', move: 'left', heading: 'Left an account with an open opportunity at stage 3 or later', play: 'Play 3: a contact left an open deal' },
  { rule: '3B', move: 'left', heading: 'Left an account with an open opportunity at stage 0 to 2', play: 'Play 3: a contact left an open deal' },
] as const satisfies readonly RuleWords[];
