import { join } from 'node:path';
import { generateSampleCompany, type SampleCompany } from '../../infra/local/sample-company/generate-sample-company';
import { writeSampleCompany } from '../../infra/local/sample-company/write-sample-company';
import type { Scorecard } from '../../shared/domain/scorecard/scorecard';
import type { Card } from '../../shared/domain/usergems/card';
import type { ListRow } from '../../shared/domain/usergems/list-view';
import { TABLE_NAMES } from '../../shared/names/tables';
import { USERGEMS_ROUTE } from '../../shared/names/webhooks';
import { temporaryDirectory } from '../support/host-files';
import { withLocalRuntime, type ResultRow, type Results } from '../support/replayed-folder';
import { storeState } from '../support/store-state';

/** Starting bundles, synthesizes and opens a store; the replay then runs three days. */
jest.setTimeout(240_000);

const company = generateSampleCompany({ seed: 1, asOf: '2024-10-01' });

/** What a run does to the store, by table and key; the tale of how it got there apart. */
const KEPT = TABLE_NAMES.filter((table) => !['Run', 'Sequence', 'Signal'].includes(table));

interface Week {
  readonly results: Results;
  readonly delivered: { readonly delivered: number; readonly outside: number };
  readonly mails: readonly string[];
  /** Addressees of Slack posts, and what each was shown: a long digest comes in parts. */
  readonly posts: readonly { readonly to: string; readonly shown: string }[];
  /** What the API lists to Marketing Ops, all pages. */
  readonly listed: readonly ListRow[];
  /** Cards of the first listed lead that has a past contact, and of that contact. */
  readonly cards: readonly Card[];
  readonly scorecards: readonly Scorecard[];
  readonly store: Awaited<ReturnType<typeof storeState>>;
  readonly signals: Awaited<ReturnType<typeof storeState>>;
}

/** Three days of the company over a store folder; the records are imported where `isNew`. */
const playWeek = (db: string, folder: string, out: string, isNew: boolean): Promise<Week> =>
  withLocalRuntime({ db }, async ({ runtime, import: importFrom, replay, results }) => {
    const { deliveries } = isNew ? await importFrom(folder) : { deliveries: company.deliveries.map(({ receivedAt, body }, line) => ({ receivedAt: Date.parse(receivedAt), route: USERGEMS_ROUTE, body: JSON.stringify(body), line })) };
    const delivered = await replay(company.period, deliveries, company.starts);
    const ask = async <Answer>(url: string): Promise<Answer> => JSON.parse((await runtime.api.handle({ method: 'GET', url, headers: {} })).body.toString());
    const listed = await allPages(ask);
    const moved = listed.find(({ pastContact }) => pastContact !== undefined);
    const cards = [await ask<Card>(`/leads/${moved?.lead.id}/card`), await ask<Card>(`/contacts/${moved?.pastContact?.id}/card`)];
    return {
      delivered,
      listed,
      cards,
      scorecards: (await ask<{ readonly scorecards: readonly Scorecard[] }>('/scorecards')).scorecards,
      results: await results(out),
      mails: runtime.outbox.mails.flatMap(({ to }) => to),
      posts: runtime.outbox.posts.map(({ recipient, channel, blocks }) => ({ to: recipient ?? channel, shown: JSON.stringify(blocks) })),
      store: await storeState(runtime.stores.tables, KEPT),
      signals: await storeState(runtime.stores.tables, ['Signal']),
    };
  });

const allPages = async (ask: (url: string) => Promise<{ readonly rows: readonly ListRow[]; readonly next?: string }>): Promise<ListRow[]> => {
  const listed: ListRow[] = [];
  for (let page = await ask('/usergems?limit=100'); ; page = await ask(`/usergems?limit=100&cursor=${page.next}`)) {
    listed.push(...page.rows);
    if (page.next === undefined) return listed;
  }
};

describe('three days of the sample company, through the bundles, the HTTP API and the store', () => {
  const directory = temporaryDirectory();
  const [db, folder] = [join(directory, 'db'), join(directory, 'folder')];
  let week: Week;
  beforeAll(async () => {
    await writeSampleCompany(folder, company);
    week = await playWeek(db, folder, join(directory, 'out'), true);
  });

  it('play a refresh of the lists, a sync, a scorecard and a notification, and what the lead database does by the clock, and all succeed', () => {
    expect(week.results.executions.map(({ name, status }) => [name, status])).toEqual([
      ['ce-usage-load-2024-09-30', 'SUCCEEDED'],
      ['lead-intake-ce-usage-load-2024-09-30-1', 'SUCCEEDED'],
      ['person-score-2024-09-30', 'SUCCEEDED'],
      ['usergems-cohort-refresh-2024-09-30', 'SUCCEEDED'],
      ['usergems-sync-2024-10-01', 'SUCCEEDED'],
      ['person-score-2024-10-01', 'SUCCEEDED'],
      ['usergems-scorecard-2024-10-01', 'SUCCEEDED'],
      ['usergems-notify-2024-10-02', 'SUCCEEDED'],
      ['person-score-2024-10-02', 'SUCCEEDED'],
    ]);
  });

  it('the API shows Marketing Ops the scorecard of September: eleven categories, of which filtering had nothing to measure (SC-09)', () => {
    expect(week.scorecards.map(({ month }) => month)).toEqual(['2024-09']);
    expect(week.scorecards[0]?.rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(week.scorecards[0]?.rows.filter(({ grade }) => grade === 'N/A').map(({ title }) => title)).toEqual(['Filtering']);
  });

  it('every delivery has its outcome: signals in = signals out', () => {
    expect(week.delivered).toEqual({ delivered: company.deliveries.length, outside: 0 });
    expect(week.results.signals).toHaveLength(company.deliveries.length);
    expect(week.results.signals.filter(({ outcome }) => outcome === '' || outcome === 'failed')).toEqual([]);
  });

  it('every lead of contact tracking and every marked contact stands in the ledger', () => {
    const entered = [...week.results.leads.filter((lead) => lead['LeadSource'] === 'UserGems Contact Tracking' && lead['CreatedDate'] === '2024-10-01T13:00:00.000Z'), ...week.results.contacts].map(({ Id }) => Id);
    const told = new Set(week.results.ledger.map(({ recordId }) => recordId));

    expect(entered.length).toBeGreaterThan(100);
    expect(entered.filter((id) => !told.has(id))).toEqual([]);
  });

  it('the API lists every lead of UserGems once, and the cards of a lead and its past contact lead to each other (UG-01, UG-15)', () => {
    const leads = Object.entries(week.store).flatMap(([key, { Id, LeadSource }]) => (key.startsWith('Lead ') && String(LeadSource).startsWith('UserGems') ? [Id] : []));
    const [leadCard, contactCard] = week.cards;

    expect(week.listed.map(({ lead }) => lead.id).sort()).toEqual(leads.sort());
    expect(leads.length).toBeGreaterThan(100);
    expect(leadCard).toMatchObject({ object: 'Lead', pastContact: { id: contactCard?.id } });
    expect(contactCard).toMatchObject({ object: 'Contact', currentLead: { id: leadCard?.id } });
  });

  it('nobody is told twice: of one record once by channel, and in one digest by channel (NT-07)', () => {
    const sent = week.results.ledger.filter(({ outcome }) => outcome === 'sent');
    const tellings = sent.map(({ recordId, recipientId, channel }) => `${recordId} ${recipientId} ${channel}`);
    const addressOf = new Map(company.records.User.map(({ Id, Email }) => [Id, Email ?? '']));
    const told = (channel: string): string[] => [...new Set(sent.filter((row) => row['channel'] === channel).map(({ recipientId = '' }) => addressOf.get(recipientId) ?? ''))].sort();
    const isOperations = (addressee: string): boolean => !company.records.User.some(({ Email }) => Email === addressee);

    expect(sent.length).toBeGreaterThan(100);
    expect(new Set(tellings).size).toBe(tellings.length);
    expect(week.mails.filter((to) => !isOperations(to)).sort()).toEqual(told('email'));
    expect([...new Set(week.posts.map(({ to }) => to))].filter((to) => !isOperations(to)).sort()).toEqual(told('slack'));
    expect(new Set(week.posts.map(({ to, shown }) => `${to} ${shown}`)).size).toBe(week.posts.length);
  });

  it('the same days again over the same store, in a new process, tell nobody and change nothing (PLAT-05)', async () => {
    const again = await playWeek(db, folder, join(directory, 'again'), false);

    expect(again.results.executions.map(({ name, status }) => [name, status])).toEqual(week.results.executions.map(({ name }) => [name, 'SUCCEEDED']));
    expect([...again.mails, ...again.posts]).toEqual([]);
    expect(again.store).toEqual(week.store);
    const settled = Object.entries(week.signals).filter(([, { Outcome }]) => Outcome !== 'duplicate' && Outcome !== 'rejected');
    expect(settled.filter(([key, signal]) => JSON.stringify(again.signals[key]) !== JSON.stringify(signal))).toEqual([]);
    expect(new Set(Object.entries(again.signals).flatMap(([key, { Outcome }]) => (key in week.signals ? [] : [Outcome])))).toEqual(new Set(['duplicate', 'rejected']));
  });

  describe('what was planted comes out as its name says:', () => {
    type Planted = SampleCompany['planted'][number];
    /** What the files say of the event or record of a case. */
    const seen = ({ eventId, recordId }: Planted) => {
      const { signals, routing, ledger, contacts } = week.results;
      const known = eventId ?? signals.find(({ contactId, outcome }) => contactId === recordId && outcome !== 'duplicate')?.['eventId'];
      const rows = signals.filter((row) => row['eventId'] === known);
      const row = rows.find(({ outcome }) => outcome !== 'duplicate');
      return {
        rows,
        row: row ?? {},
        reasons: (row?.['reason'] ?? '').split(';'),
        route: routing.find(({ leadId }) => leadId === row?.['leadId']) ?? {},
        ledger: ledger.filter((one) => one['recordId'] !== '' && [row?.['leadId'], row?.['contactId'], recordId].includes(one['recordId'])),
        marked: contacts.filter(({ Id }) => Id === row?.['contactId']),
      };
    };
    type Seen = ReturnType<typeof seen>;
    const ledgerHas = (fields: ResultRow) => ({ ledger }: Seen): boolean => ledger.some((row) => Object.entries(fields).every(([column, value]) => row[column] === value));
    const outcomeIs = (outcome: string, name?: string) => ({ row, reasons }: Seen): boolean => row['outcome'] === outcome && (name === undefined || reasons.includes(name));
    const comesTwice = (reason: string) => ({ rows }: Seen): boolean => rows.length === 2 && rows.some(({ outcome }) => outcome === 'lead_created') && rows.some((row) => row['outcome'] === 'duplicate' && row['reason'] === reason);

    const PROMISES: readonly (readonly [name: RegExp, promise: (name: string) => (seen: Seen) => boolean])[] = [
      [/^rule /, (name) => ledgerHas({ rule: name.slice('rule '.length), outcome: 'sent' })],
      [/^merged$/, () => ledgerHas({ outcome: 'merged' })],
      [/^NO_RULE$/, () => ledgerHas({ outcome: 'no_rule', reason: 'NO_RULE', objectType: 'Lead' })],
      [/^(BDR|AE|RM)_MISSING$/, (reason) => ledgerHas({ outcome: 'recipient_missing', reason })],
      [/^nobody can be told$/, () => ({ ledger }) => ledger.some(({ objectType }) => objectType === 'Lead') && ledger.every(({ outcome }) => outcome !== 'sent')],
      [/^RETRO_ACTIVE$/, (reason) => ledgerHas({ outcome: 'suppressed', reason })],
      [/^matchedBy /, (name) => ({ route }) => route['matchedBy'] === name.slice('matchedBy '.length)],
      [/^ACCOUNT_BDR$|→/, (path) => ({ route }) => route['path'] === path],
      [/^tier /, (name) => ({ row }) => row['outcome'] === 'lead_created' && row['tier'] === name.slice('tier '.length)],
      [/^(OPEN_LEAD_SAME_EMAIL|SAME_PERSON_AND_EMPLOYER)$/, (name) => outcomeIs('enriched_existing', name)],
      [/^(CONTACT_NOT_TRACKED|CONTACT_ALREADY_MARKED|PAST_CONTACT_UNKNOWN)$/, (name) => outcomeIs('lead_created', name)],
      [/^SAME_EMPLOYER$/, (name) => (all) => outcomeIs('lead_created', name)(all) && all.marked.length === 0],
      [/^known by e-mail only$/, () => (all) => outcomeIs('lead_created')(all) && all.marked.length === 1],
      [/^(SAME_ID|SAME_BODY)$/, comesTwice],
      [/^NOT_TARGET_ACCOUNT$/, (name) => (all) => outcomeIs('rejected', name)(all) && all.row['releasedOn'] === '2024-10-01'],
      [/^(new hire|promotion) at a target account$/, () => outcomeIs('lead_created', '')],
      [/^new hire whose past contact is known$/, () => (all) => outcomeIs('lead_created', '')(all) && all.marked.length === 1],
      [/^TOO_LARGE$/, (name) => outcomeIs('rejected', name)],
      [/^INVALID_BODY:no object$/, () => () => week.results.signals.some((row) => (row['eventId'] ?? '').startsWith('body-') && (row['reason'] ?? '').startsWith('INVALID_BODY:'))],
      [/^INVALID_BODY:/, (name) => ({ row, rows }) => rows.length === 1 && row['outcome'] === 'rejected' && (row['reason'] ?? '').startsWith('INVALID_BODY:') && (row['reason'] ?? '').includes(name.slice('INVALID_BODY:'.length))],
      [/^held /, (name) => ({ row }) => row['outcome'] === 'held' && row['reason'] === name.slice('held '.length) && row['releasedOn'] === ''],
    ];

    // Pushes lie outside the three days.
    const played = company.planted.filter((each) => each.case !== 'WRONG_MOTION_FOR_PUSH');

    it.each([...new Set(played.map((each) => each.case))])('%s', (name) => {
      const promise = PROMISES.find(([names]) => names.test(name))?.[1](name);
      const broken = played.filter((each) => each.case === name).map((each) => ({ ...each, seen: seen(each) })).filter((each) => promise?.(each.seen) !== true);

      expect(broken).toEqual([]);
    });
  });
});
