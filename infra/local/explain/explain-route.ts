import { ALTERNATE_POLICIES } from '../../../shared/domain/routing/alternate-policies.table';
import type { Decision } from '../../../shared/stores/decision-store';
import { decidedBy, textIn } from './decided';
import type { ExplainDeps } from './explain-deps';
import { isInbound } from './explain-inbound';
import { factsIn } from './explain-notifications';
import type { ExplainedRoute } from './explanation';
import { namerOf, type Namer } from './named';

/** Why a lead that a run made has its owner: the way that was taken, and what was asked before (RT-02, RT-03, RT-07, RT-08). */
export const explainRoute = async (decisions: readonly Decision[], deps: ExplainDeps): Promise<ExplainedRoute | undefined> => {
  const decision = decisions.find((one) => one.kind === 'routing' && !isInbound(one));
  if (!decision) return undefined;
  const { fields } = decision;
  const facts = factsIn(decision);
  const [path = '', pool, ownerId, accountId, matchedBy = '', segment = ''] = ['Path', 'Pool', 'OwnerId', 'MatchedAccountId', 'MatchedBy', 'Segment'].map((name) => textIn(fields, name));
  const bdrId = typeof facts['accountBdrId'] === 'string' ? facts['accountBdrId'] : undefined;
  const [users, accounts] = await Promise.all([namerOf('User', [ownerId, bdrId], deps.stores), namerOf('Account', [accountId], deps.stores)]);
  return {
    ...decidedBy(decision, deps),
    path,
    words: wordsOf(path),
    ...(pool !== undefined && { pool }),
    owner: users(ownerId),
    matchedAccount: accounts(accountId),
    matchedBy,
    segment,
    facts,
    passedOver: passedOver(path, { accountId, bdrId, users, policies: deps.stores.settings.routing.alternatePolicies }),
  };
};

const DO_NOT_ROUTE = 'DO_NOT_ROUTE';
const ACCOUNT_BDR = 'ACCOUNT_BDR';

/** The ways of contracts, section 11, by how their path begins. */
const WAYS: readonly (readonly [beginning: string, words: (pool: string) => string])[] = [
  [DO_NOT_ROUTE, () => 'the account is marked do-not-route: the default owner has it'],
  [ACCOUNT_BDR, () => 'the account’s BDR has it'],
  ['SMB_NO_BDR→', (pool) => `an SMB account without an active BDR: the next in the pool ${pool} has it`],
  ['NO_BDR→', (pool) => `no active BDR on the account: the next in the pool ${pool} has it`],
  ['NO_COVERAGE→', (pool) => `nobody covers ${/\((.*)\)/.exec(pool)?.[1]?.replace(',', ', ') ?? 'it'}: the default owner has it`],
];

const wordsOf = (path: string): string => {
  const [, words] = WAYS.find(([beginning]) => path.startsWith(beginning)) ?? [];
  const [way = '', target = ''] = path.split('→', 2);
  return words ? words(target) : `policy ${way}: the account’s owner has it`;
};

/** Questions that come before the way that was taken, each with why it did not lead anywhere. */
const passedOver = (path: string, about: { readonly accountId: string | undefined; readonly bdrId: string | undefined; readonly users: Namer; readonly policies: readonly string[] }): string[] => {
  const { accountId, bdrId, users, policies } = about;
  if (path.startsWith(DO_NOT_ROUTE)) return [];
  if (accountId === undefined) return ['no account matched'];
  const switchedOn = ALTERNATE_POLICIES.filter(({ id }) => policies.includes(id));
  const taken = switchedOn.findIndex(({ id }) => path.startsWith(`${id}→`));
  const before = ['the account is not marked do-not-route', ...switchedOn.slice(0, taken < 0 ? undefined : taken).map(({ id }) => `policy ${id} did not hold, or the account had no active owner`)];
  if (taken >= 0 || path === ACCOUNT_BDR) return before;
  return [...before, bdrId === undefined ? 'the account had no BDR' : `its BDR ${users(bdrId)?.name ?? bdrId} was not active`];
};
