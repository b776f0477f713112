import type { RoutingTrigger } from '../../../shared/domain/leads/changes';
import { reasonsOf } from '../../../shared/domain/reason-words.table';
import type { Decision } from '../../../shared/stores/decision-store';
import { decidedBy, textIn } from './decided';
import type { ExplainDeps } from './explain-deps';
import type { ExplainedInbound } from './explained-history';
import { namerOf } from './named';

/** Whether a routing decision is one of the lead database: those of UserGems have no trigger. */
export const isInbound = ({ kind, fields }: Decision): boolean => kind === 'routing' && fields['Trigger'] !== undefined;

/** Why inbound routing gave a lead to whom it did, or left it alone; the oldest decision first (LR-01 to LR-10). */
export const explainInbound = async (decisions: readonly Decision[], deps: ExplainDeps): Promise<ExplainedInbound[]> => {
  const inbound = decisions.filter(isInbound).sort((a, b) => (a.at < b.at ? -1 : 1));
  const [users, accounts] = await Promise.all([
    namerOf('User', inbound.flatMap(({ fields }) => [fields['OwnerId'], fields['PreviousOwnerId']]), deps.stores),
    namerOf('Account', inbound.map(({ fields }) => fields['MatchedAccountId']), deps.stores),
  ]);
  return inbound.map((decision): ExplainedInbound => {
    const said = (name: string): string => textIn(decision.fields, name) ?? '';
    const [trigger, eventId] = [said('Trigger') as RoutingTrigger, decision.about.slice(decision.about.indexOf('#') + 1)];
    return {
      ...decidedBy(decision, deps),
      trigger, eventId, path: said('Path'), words: wordsOf(said('Path')),
      source: said('Source'), segment: said('Segment'), region: said('Region'), flags: reasonsOf(said('Flags')),
      ...(said('Pool') !== '' && { pool: said('Pool') }),
      owner: users(said('OwnerId')), previousOwner: users(said('PreviousOwnerId')),
      matchedAccount: accounts(said('MatchedAccountId')), matchedBy: said('MatchedBy'),
    };
  });
};

/** Guard and assignment (contracts-leads, section 9) by how the path begins; what stands in brackets is the pool or its region. */
const WAYS: readonly (readonly [beginning: string, words: (target: string) => string])[] = [
  ['NOT_OPEN→', () => 'it is not open any more, and keeps its owner'],
  ['ACTIVELY_WORKED→', () => 'somebody is working it, and keeps it'],
  ['OWNED→', () => 'a person owns it already, and keeps it'],
  ['NO_ENGAGE→', () => 'people of its initial source are not engaged until they raise a hand'],
  ['CONTACT→', () => 'a contact keeps its owner, whatever its score'],
  ['FEDERAL→', () => 'a request of the public sector: the Federal team shares these out, whatever the size'],
  ['EE_TRIAL→', (region) => `trials go to the inbound BDRs of the region, whatever the segment: the next in ${region} has it`],
  ['SEGMENT→', () => 'the account’s owner in field sales has it'],
  ['SEGMENT_NO_OWNER→', (region) => `of this segment the account’s owner would have it, but nobody in field sales owns one: the next inbound BDR in ${region} has it`],
  ['SMB→', (region) => `an SMB: the next inbound BDR in ${region} has it`],
  ['UNKNOWN→', (region) => `its size is not known: the next inbound BDR in ${region} has it`],
  ['NO_COVERAGE→', (pool) => `nobody is in the pool ${pool}: the Sales Admin has it, and Marketing Ops was told`],
];

const wordsOf = (path: string): string => {
  const [, words] = WAYS.find(([beginning]) => path.startsWith(beginning)) ?? [];
  return words ? words(/\((.*)\)/.exec(path)?.[1] ?? '') : `policy ${path.split('→', 1)[0] ?? ''}: the account’s owner has it`;
};
