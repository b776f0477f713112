import type { RuleRow } from '../../../shared/domain/rule-row';
import type { Channel } from '../../../shared/domain/notifications/recipients';
import type { Company } from './load-company';
import type { DatedLedgerEntry, Fate, Lived } from './live-window';
import type { RuleVersion } from './read-rule-change';
import type { Window } from './window';

/** One thing on both sides. */
export interface Pair<T> {
  readonly deployed: T;
  readonly other: T;
}

/** How often a thing occurs on each side. */
export interface Count extends Pair<number> {
  readonly name: string;
}

/** A lead's way: its path, and the owner where the path names one; a pool stands for its members, whoever's turn it was. */
export interface Way {
  readonly outcome: Fate['outcome'];
  readonly releasedOn?: string | undefined;
  readonly leadId?: string | undefined;
  readonly path?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly ownerName?: string | undefined;
}

export interface Message {
  readonly rule: string;
  /** Those of the person; a member of a pool may be one with others. */
  readonly channels?: readonly Channel[];
}

/** What two sets of rules make of the same window. Of what is listed only what differs stands here; counts stand here in full. */
export interface Difference {
  readonly window: { readonly from: string; readonly to: string; readonly signals: number; readonly unreadable: number };
  readonly rules: readonly (Pair<RuleText> & {
    readonly id: string;
    /** False: nothing in the window was put to it on either side. */
    readonly asked: boolean;
  })[];
  readonly settings: readonly (Pair<unknown> & { readonly name: string })[];
  /** `cohort 1, tier 2` and so on, and the contacts that stand elsewhere. */
  readonly tracked: { readonly counts: readonly Count[]; readonly changed: readonly (Pair<string | undefined> & { readonly contactId: string })[] };
  readonly released: readonly Count[];
  readonly ownership: {
    readonly byPath: readonly Count[];
    readonly byPerson: readonly (Count & { readonly userId: string })[];
    readonly changed: readonly (Pair<Way> & { readonly signalId: string })[];
  };
  readonly messages: {
    /** Rows of the ledger by rule and outcome. */
    readonly byRule: readonly Count[];
    /** Messages by person; a message is one record told to one person on one day. Those of a changed entry go to a user id or a pool. */
    readonly byPerson: readonly (Count & { readonly userId: string })[];
    readonly changed: readonly (Pair<Message | undefined> & { readonly runDate: string; readonly recordId: string; readonly recipient: string; readonly recipientName: string })[];
  };
  readonly fallsThrough: readonly (Count & { readonly onlyDeployed: readonly string[]; readonly onlyOther: readonly string[] })[];
}

export interface RuleText {
  readonly where: string;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly off: boolean;
}

interface Side {
  readonly version: RuleVersion;
  readonly lived: Lived;
  /** Ids of the rules that something was put to. */
  readonly asked: ReadonlySet<string>;
}

/** Lays two lives of one window side by side. */
export const compareLived = (window: Window, company: Company, sides: Pair<Side>): Difference => {
  const lived = both(sides, (side) => side.lived);
  const nameOf = (userId: string): string => company.users.get(userId)?.Name ?? userId;
  const withUser = (count: Count): Count & { readonly userId: string } => ({ ...count, userId: count.name, name: count.name === '' ? 'nobody' : nameOf(count.name) });
  return {
    window: { from: window.from, to: window.to, signals: company.changes.length, unreadable: company.unreadable },
    rules: changedRules(sides),
    settings: changedSettings(both(sides, ({ version }) => version.settings)),
    tracked: compareTracked(lived),
    released: counts(both(lived, ({ fates }) => map(fates.values(), ({ outcome, releasedOn }) => (outcome === 'held' ? 'held at the end' : `${releasedOn ?? ''} ${outcome}`)))),
    ownership: {
      byPath: counts(both(lived, (side) => assigned(side).map(({ path }) => path))),
      byPerson: counts(both(lived, (side) => assigned(side).map(({ ownerId }) => ownerId ?? ''))).map(withUser),
      changed: differing(both(lived, ({ fates }) => new Map(map(fates, ([id, fate]) => [id, wayOf(fate, nameOf)] as const)))).map(({ id, deployed, other }) => ({ signalId: id, deployed: deployed ?? HELD, other: other ?? HELD })),
    },
    messages: {
      byRule: counts(both(lived, ({ ledger }) => ledger.map(({ rule, outcome, reason }) => [rule || reason, outcome].join(' ')))),
      byPerson: counts(both(lived, recipientsOf)).map(withUser),
      changed: differing(both(lived, messagesOf)).map(({ id, ...pair }) => {
        const [runDate, recordId, recipient] = parseKey(id);
        return { runDate, recordId, recipient, recipientName: nameOf(recipient), ...pair };
      }),
    },
    fallsThrough: FALLS_THROUGH.map(({ name, of }) => {
      const ids = both(lived, (side) => new Set(of(side)));
      return { name, deployed: ids.deployed.size, other: ids.other.size, onlyDeployed: without(ids.deployed, ids.other), onlyOther: without(ids.other, ids.deployed) };
    }),
  };
};

/** Nothing comes out differently, though a rule may read differently. */
export const isWithoutEffect = ({ tracked, released, ownership, messages, fallsThrough }: Difference): boolean =>
  [tracked.changed, ownership.changed, messages.changed].every((changed) => changed.length === 0) &&
  [tracked.counts, released, ownership.byPath, ownership.byPerson, messages.byRule, messages.byPerson, fallsThrough].every((all: readonly Count[]) => all.every(({ deployed, other }) => deployed === other));

/** What is left without an owner, a rule or a reader, and what does not even become a lead. */
const FALLS_THROUGH: readonly { readonly name: string; readonly of: (side: Lived) => Iterable<string> }[] = [
  { name: 'signals held at the end', of: ({ fates }) => signalsWith(fates, ({ outcome }) => outcome === 'held') },
  { name: 'signals refused: not a target account', of: ({ fates }) => signalsWith(fates, ({ outcome }) => outcome === 'rejected') },
  { name: 'signals that could not be worked', of: ({ fates }) => signalsWith(fates, ({ outcome }) => outcome === 'failed') },
  { name: 'leads that nobody covers', of: ({ fates }) => signalsWith(fates, ({ assignment }) => assignment?.path.startsWith('NO_COVERAGE') === true) },
  { name: 'leads without an owner', of: ({ fates }) => signalsWith(fates, ({ assignment }) => assignment !== undefined && assignment.ownerId === undefined) },
  { name: 'records that no rule held for', of: ({ ledger }) => ledger.flatMap(({ outcome, runDate, recordId }) => (outcome === 'no_rule' ? [`${runDate} ${recordId}`] : [])) },
  { name: 'records that nobody could be told of', of: ({ nobodyReached }) => nobodyReached },
];

const signalsWith = (fates: Lived['fates'], test: (fate: Fate) => boolean): string[] => [...fates].flatMap(([signalId, fate]) => (test(fate) ? [signalId] : []));

const HELD: Way = { outcome: 'held' };

const wayOf = ({ outcome, releasedOn, leadId, assignment }: Fate, nameOf: (userId: string) => string): Way => ({
  outcome,
  ...(releasedOn !== undefined && { releasedOn }),
  ...(leadId !== undefined && { leadId }),
  ...(assignment && { path: assignment.path, ...(assignment.pool === undefined && assignment.ownerId !== undefined && { ownerId: assignment.ownerId, ownerName: nameOf(assignment.ownerId) }) }),
});

const assigned = ({ fates }: Lived): NonNullable<Fate['assignment']>[] => [...fates.values()].flatMap(({ assignment }) => assignment ?? []);

const changedRules = (sides: Pair<Side>): Difference['rules'] => {
  const texts = both(sides, ({ version }) => new Map(version.rules.map((rule) => [rule.id, textOf(rule, version)])));
  return differing(texts).flatMap(({ id, deployed, other }) => (deployed && other ? [{ id, deployed, other, asked: sides.deployed.asked.has(id) || sides.other.asked.has(id) }] : []));
};

const textOf = ({ id, where, from, until }: RuleRow, { off }: RuleVersion): RuleText => ({ where, ...(from !== undefined && { from }), ...(until !== undefined && { until }), off: off.has(id) });

const changedSettings = (settings: Pair<object>): Difference['settings'] => {
  const leaves = both(settings, (side) => new Map(leavesOf(side)));
  return differing(leaves).map(({ id, deployed, other }) => ({ name: id, deployed, other }));
};

const leavesOf = (value: object, prefix = ''): (readonly [string, unknown])[] =>
  Object.entries(value).flatMap(([name, inner]: [string, unknown]) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? leavesOf(inner, `${prefix}${name}.`) : [[`${prefix}${name}`, inner] as const]));

const compareTracked = (lived: Pair<Lived>): Difference['tracked'] => {
  const places = both(lived, ({ tracked }) => new Map(tracked.map(({ contactId, cohort, tier }) => [contactId, `cohort ${cohort}, ${tier === 'overflow' ? tier : `tier ${tier}`}`])));
  return { counts: counts(both(places, (side) => side.values())), changed: differing(places).map(({ id, deployed, other }) => ({ contactId: id, deployed, other })) };
};

const toSend = ({ ledger }: Lived): DatedLedgerEntry[] => ledger.filter(({ outcome }) => outcome === 'to_send');

/** The recipient of each message; one that leaves on two channels is one message. */
const recipientsOf = (side: Lived): string[] => [...new Set(toSend(side).map(({ runDate, recordId, recipientId }) => keyOf(runDate, recordId, recipientId)))].map((key) => parseKey(key)[2]);

/** By run date, record and recipient; a lead's owner who is the member of a pool stands there as the pool. */
const messagesOf = (side: Lived): Map<string, Message> => {
  const dealt = new Map([...side.fates.values()].flatMap(({ leadId, assignment }) => (leadId !== undefined && assignment?.pool !== undefined ? [[leadId, assignment] as const] : [])));
  const messages = new Map<string, Message>();
  for (const { runDate, recordId, recipientId, rule, channel } of toSend(side)) {
    const owner = dealt.get(recordId);
    if (owner?.ownerId === recipientId) messages.set(keyOf(runDate, recordId, owner.pool ?? recipientId), { rule });
    else {
      const key = keyOf(runDate, recordId, recipientId);
      messages.set(key, { rule, channels: [...(messages.get(key)?.channels ?? []), ...(channel === '' ? [] : [channel])] });
    }
  }
  return messages;
};

const keyOf = (runDate: string, recordId: string, recipient: string): string => JSON.stringify([runDate, recordId, recipient]);
const parseKey = (key: string): [runDate: string, recordId: string, recipient: string] => JSON.parse(key);

const both = <A, B>({ deployed, other }: Pair<A>, to: (side: A) => B): Pair<B> => ({ deployed: to(deployed), other: to(other) });

/** How often each name occurs on each side, in the order of the names. */
const counts = (names: Pair<Iterable<string>>): Count[] => {
  const found = new Map<string, { deployed: number; other: number }>();
  for (const side of ['deployed', 'other'] as const) {
    for (const name of names[side]) {
      const count = found.get(name) ?? { deployed: 0, other: 0 };
      count[side] += 1;
      found.set(name, count);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ name, ...count }));
};

/** What is not the same on both sides, in the order of the ids. */
const differing = <T>(sides: Pair<ReadonlyMap<string, T>>): ({ readonly id: string } & Pair<T | undefined>)[] => {
  const ids = [...new Set([...sides.deployed.keys(), ...sides.other.keys()])].sort();
  return ids.flatMap((id) => {
    const pair = both(sides, (side) => side.get(id));
    return JSON.stringify(pair.deployed) === JSON.stringify(pair.other) ? [] : [{ id, ...pair }];
  });
};

const without = (ids: ReadonlySet<string>, others: ReadonlySet<string>): string[] => [...ids].filter((id) => !others.has(id)).sort();

const map = function* <T, R>(items: Iterable<T>, to: (item: T) => R): Generator<R> {
  for (const item of items) yield to(item);
};
