import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeBody } from '../../../infra/local/sample-company/change-bodies';
import { generateSampleCompany, type SampleCompany } from '../../../infra/local/sample-company/generate-sample-company';
import { writeSampleCompany } from '../../../infra/local/sample-company/write-sample-company';
import { readCsv } from '../../../shared/adapters/files/read-csv';
import { readJsonl } from '../../../shared/adapters/files/read-jsonl';
import { OBJECT_NAMES } from '../../../shared/records/catalogue';
import type { FlatRecord } from '../../../shared/records/format-record';
import { readChange } from './read-change';

const company = generateSampleCompany({ seed: 1, asOf: '2024-10-01' });
const { records, deliveries, pushes, planted } = company;
const RELEASE_AT = '2024-10-01T13:00:00.000Z';

/** Bodies as the vendor means them; the spoilt ones lack fields. */
const asChange = (body: unknown): ChangeBody => body as ChangeBody;
const bytesOf = (seed: number): string => JSON.stringify(generateSampleCompany({ seed, asOf: '2024-10-01' }));
const eventIdsOf = (name: string): string[] => planted.filter((each) => each.case === name).flatMap(({ eventId }) => eventId ?? []);
const deliveriesOf = (eventId: string): SampleCompany['deliveries'] => deliveries.filter(({ body }) => asChange(body).id === eventId);

describe('generateSampleCompany', () => {
  it('makes the same company from the same seed and another from another', () => {
    expect(bytesOf(1)).toBe(JSON.stringify(company));
    expect(bytesOf(2)).not.toBe(bytesOf(1));
  });

  it('refuses a day that is no first Tuesday: Tier 2 would wait', () => {
    expect(() => generateSampleCompany({ seed: 1, asOf: '2024-10-08' })).toThrow('asOf is 2024-10-08: the sample company needs the first Tuesday of a month');
  });

  it('is of the size of a small company with a busy week', () => {
    const sizes = Object.fromEntries(OBJECT_NAMES.map((object) => [object, records[object].length]));

    expect(sizes['User']).toBe(40);
    expect(sizes['Account']).toBeGreaterThan(300);
    expect(sizes['Contact']).toBeGreaterThan(2_000);
    expect(sizes['Lead']).toBeGreaterThan(100);
    expect(deliveries.length).toBeGreaterThanOrEqual(300);
    expect(deliveries.length).toBeLessThanOrEqual(400);
    expect(pushes.map((push) => push.length > 30)).toEqual([true, true, true]);
  });

  it('gives every record an 18-character id of its object, once', () => {
    const prefixes = { Account: '001', Contact: '003', Lead: '00Q', Opportunity: '006', OpportunityContactRole: '00K', Task: '00T', User: '005' };

    for (const object of OBJECT_NAMES) {
      const ids = records[object].map(({ Id }) => Id);
      expect(ids.filter((id) => id.length !== 18 || !id.startsWith(prefixes[object]))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('refers to nothing that is not there', () => {
    const ids = new Set(OBJECT_NAMES.flatMap((object) => records[object].map(({ Id }) => Id)));
    const references = ['AccountId', 'OwnerId', 'WhoId', 'BDR_Assigned__c', 'Renewal_Manager__c', 'OpportunityId', 'ContactId', 'Matched_Account__c'];

    const all: readonly FlatRecord[] = OBJECT_NAMES.flatMap((object): readonly FlatRecord[] => records[object]);
    const dangling = references.flatMap((field) => all.filter((record) => record[field] !== undefined && !ids.has(String(record[field]))).map((record) => `${record['Id']} ${field}`));

    expect(all.length).toBeGreaterThan(5_000);
    expect(dangling).toEqual([]);
  });

  it('names no host outside .example', () => {
    const hosts = JSON.stringify(company).match(/(?<=@|:\/\/)[\w.-]+\.[a-z]+|(?<=[" ])(?:www\.)?[\w-]+\.(?:com|org|net|io|co)\b/gi) ?? [];

    expect(hosts.length).toBeGreaterThan(1_000);
    expect(hosts.filter((host) => !host.toLowerCase().endsWith('.example'))).toEqual([]);
  });

  it('gives nobody else the address of a contact, lead or user', () => {
    const addresses = [...records.Contact, ...records.Lead, ...records.User].map(({ Email }) => Email?.toLowerCase());

    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('employs every role in every region, some who have left, and every way of being told', () => {
    const posts = new Set(records.User.map((user) => [user.Role__c, user.Region__c, user.IsActive].join(' ')));

    for (const region of ['AMER', 'EMEA', 'APAC']) for (const role of ['BDR', 'SDR', 'AE', 'Renewal Manager']) expect(posts).toContain(`${role} ${region} true`);
    expect(new Set(records.User.filter((user) => !user.IsActive).map((user) => user.Role__c))).toEqual(new Set(['Sales Admin', 'BDR', 'SDR', 'AE', 'Renewal Manager']));
    expect(new Set(records.User.filter((user) => user.Role__c === 'AE' && user.IsActive).map((user) => user.Notify_By__c))).toEqual(new Set(['both', 'email', 'slack', undefined]));
  });

  it('delivers in order and inside the period, most of it before the release', () => {
    const times = deliveries.map(({ receivedAt }) => receivedAt);

    expect(company.period).toEqual({ from: '2024-09-30', to: '2024-10-02' });
    expect(times.toSorted()).toEqual(times);
    expect(times.filter((time) => time < '2024-09-30T07:00:00.000Z' || time >= '2024-10-03T07:00:00.000Z')).toEqual([]);
    expect(times.filter((time) => time < RELEASE_AT).length).toBeGreaterThan(250);
    expect(times.filter((time) => time >= RELEASE_AT).length).toBeGreaterThan(30);
  });
});

describe('the planted cases', () => {
  const ONCE_AT_LEAST = [
    'rule 1A', 'rule 1B', 'rule 1C', 'rule 1D', 'rule 3A', 'rule 3B', 'merged', 'NO_RULE', 'BDR_MISSING', 'AE_MISSING', 'RM_MISSING', 'RETRO_ACTIVE',
    'matchedBy account_id', 'matchedBy domain', 'matchedBy name', 'matchedBy none',
    'ACCOUNT_BDR', 'DO_NOT_ROUTE→DEFAULT_OWNER', 'SMB_NO_BDR→SDR_RR(AMER)', 'SMB_NO_BDR→SDR_RR(EMEA)', 'SMB_NO_BDR→SDR_RR(APAC)', 'NO_BDR→BDR_RR(AMER,Large)',
    'NO_BDR→BDR_RR(EMEA,Mid-Market)', 'NO_COVERAGE→DEFAULT_OWNER(APAC,PubSec)', 'NO_COVERAGE→DEFAULT_OWNER(EMEA,Unknown)',
    'OPEN_LEAD_SAME_EMAIL', 'SAME_PERSON_AND_EMPLOYER', 'SAME_ID', 'SAME_BODY', 'INVALID_BODY:type', 'TOO_LARGE', 'NOT_TARGET_ACCOUNT', 'WRONG_MOTION_FOR_PUSH',
    'SAME_EMPLOYER', 'CONTACT_ALREADY_MARKED', 'PAST_CONTACT_UNKNOWN', 'CONTACT_NOT_TRACKED', 'held NEXT_TUESDAY', 'held FIRST_TUESDAY', 'tier 1', 'tier 2',
  ];

  it('are all there, and every one names an event or record that exists', () => {
    const eventIds = new Set([...deliveries.map(({ body }) => body), ...pushes.flat()].map((body) => asChange(body).id));
    const recordIds = new Set(OBJECT_NAMES.flatMap((object) => records[object].map(({ Id }) => Id)));

    expect(ONCE_AT_LEAST.filter((name) => !planted.some((each) => each.case === name))).toEqual([]);
    expect(planted.filter(({ eventId, recordId }) => (eventId === undefined && recordId === undefined) || (eventId !== undefined && !eventIds.has(eventId)) || (recordId !== undefined && !recordIds.has(recordId)))).toEqual([]);
  });

  // Each case again, read from the records and the body alone.
  const read = readChange(records, '2024-10-02');
  type Reading = ReturnType<typeof read>;
  const TELLING: Readonly<Record<string, (change: Reading, body: ChangeBody) => boolean>> = {
    'rule 1A': ({ joined, startedWithin }) => joined.open.length === 0 && startedWithin(3),
    'rule 1B': ({ joined, startedWithin }) => joined.open.length === 0 && !startedWithin(3),
    'rule 1C': ({ joined, startedWithin }) => joined.late && startedWithin(6),
    'rule 1D': ({ joined, startedWithin }) => (joined.early || (joined.account?.Is_Customer__c === true && joined.renewals > 0)) && startedWithin(6),
    'rule 3A': ({ left }) => left.late,
    'rule 3B': ({ left }) => left.early,
    NO_RULE: ({ joined, startedWithin }) => joined.open.length > 0 && !startedWithin(6),
    BDR_MISSING: ({ left }) => left.early && left.account?.BDR_Assigned__c === undefined,
    AE_MISSING: ({ joined, isTold }) => joined.late && !isTold(joined.account?.OwnerId),
    RM_MISSING: ({ joined, isTold }) => joined.late && !isTold(joined.account?.Renewal_Manager__c),
    'tier 1': ({ cohort }) => cohort === 'won Large',
    'tier 2': ({ cohort }) => cohort === 'won Mid-Market',
    CONTACT_NOT_TRACKED: ({ contact, cohort }) => contact !== undefined && cohort === undefined,
    CONTACT_ALREADY_MARKED: ({ contact }) => contact?.UserGem__NoLongerAtCompany__c === true && (contact.Unqualified_DateTime__c ?? '') < '2024-09-24',
    PAST_CONTACT_UNKNOWN: ({ contact }, body) => contact === undefined && body.previous !== null,
    SAME_EMPLOYER: ({ joined, left }, body) => body.type === 'job_change' && joined.account === left.account,
    NOT_TARGET_ACCOUNT: ({ joined }, body) => body.type === 'new_hire' && joined.account?.Is_Target_Account__c === false,
    OPEN_LEAD_SAME_EMAIL: (_, body) => records.Lead.some((lead) => lead.Email?.toLowerCase() === body.person.email && lead.Status === 'Inquiry' && lead.IsConverted === false),
    'held FIRST_TUESDAY': ({ cohort }, body) => cohort !== 'won Large' && deliveriesOf(body.id).every(({ receivedAt }) => receivedAt >= RELEASE_AT),
    'held NEXT_TUESDAY': ({ cohort }, body) => (cohort === 'won Large' || body.type !== 'job_change') && deliveriesOf(body.id).every(({ receivedAt }) => receivedAt >= RELEASE_AT),
  };

  const released = planted.flatMap(({ case: name, eventId }) => (eventId === undefined ? [] : deliveriesOf(eventId).map(({ body }) => ({ name, eventId, body: asChange(body) }))));

  it.each(Object.keys(TELLING))('%s: the inputs say so', (name) => {
    const bodies = released.filter((each) => each.name === name);

    expect(bodies.length).toBeGreaterThan(0);
    expect(bodies.filter(({ body }) => !TELLING[name]?.(read(body), body)).map(({ eventId }) => eventId)).toEqual([]);
  });

  it('take the routing path that they name', () => {
    const routed = released.filter(({ name }) => name === 'ACCOUNT_BDR' || name.includes('→'));

    expect(routed.map(({ body }) => read(body).path)).toEqual(routed.map(({ name }) => name));
  });

  it('match in the way that they name', () => {
    const matched = released.filter(({ name }) => name.startsWith('matchedBy '));

    expect(matched.map(({ body }) => `matchedBy ${read(body).matchedBy}`)).toEqual(matched.map(({ name }) => name));
  });

  it('come twice where a duplicate is planted, once by id and once by body', () => {
    const [first, second] = eventIdsOf('SAME_ID').flatMap(deliveriesOf);
    const withoutId = deliveries.filter(({ body }) => typeof body === 'object' && body !== null && 'type' in body && !('id' in body));

    expect(second?.body).toEqual(first?.body);
    expect(withoutId.map(({ body }) => body)).toEqual([withoutId[0]?.body, withoutId[0]?.body]);
  });

  it('have one body above 256 KiB', () => {
    expect(deliveries.filter(({ body }) => JSON.stringify(body).length > 262_144).map(({ body }) => asChange(body).id)).toEqual(eventIdsOf('TOO_LARGE'));
  });

  it('have a correction of the same person at the same employer, later and without address', () => {
    const [eventId = ''] = eventIdsOf('SAME_PERSON_AND_EMPLOYER');
    const { person, current } = asChange(deliveriesOf(eventId)[0]?.body);
    const same = deliveries.map(({ body }) => asChange(body)).filter((body) => body.person?.linkedinUrl === person.linkedinUrl);

    expect(same.map((body) => [body.current.domain, body.person.email === null])).toEqual([[current.domain, false], [current.domain, true]]);
  });

  it('have a retro-active lead made on the day of the release', () => {
    const ids = new Set(planted.filter((each) => each.case === 'RETRO_ACTIVE').map(({ recordId }) => recordId));

    expect(records.Lead.filter(({ Id }) => ids.has(Id)).map((lead) => [lead.LeadSource, lead.Retro_Active_Push__c, lead.CreatedDate])).toEqual([['UserGems Contact Tracking', '1', '2024-10-01T14:00:00.000Z']]);
  });

  it('have one job change in the second push, none in the third', () => {
    const jobChanges = pushes.map((push) => push.map(asChange).filter(({ type }) => type === 'job_change').map(({ id }) => id));

    expect(jobChanges.slice(1)).toEqual([eventIdsOf('WRONG_MOTION_FOR_PUSH'), []]);
    expect(jobChanges[0]?.length).toBeGreaterThan(0);
  });
});

it('writeSampleCompany writes a folder that reads back as the company (contracts, section 2)', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'revsignal-sample-'));
  try {
    await writeSampleCompany(dir, company);

    expect(readdirSync(dir).sort()).toEqual([
      'Account.csv', 'Contact.csv', 'Lead.csv', 'Opportunity.csv', 'OpportunityContactRole.csv', 'Task.csv', 'User.csv',
      'UserGemsEvents.jsonl', 'UserGemsRetroPush1.jsonl', 'UserGemsRetroPush2.jsonl', 'UserGemsRetroPush3.jsonl',
    ]);
    for (const object of OBJECT_NAMES) {
      const read: unknown[] = [];
      for await (const batch of readCsv(object, join(dir, `${object}.csv`))) {
        read.push(...batch.rows.map(({ record }) => record));
        expect([...batch.badRows, ...batch.warnings]).toEqual([]);
      }
      expect(read).toEqual(records[object]);
    }
    for (const [file, values] of [['UserGemsEvents', deliveries], ...pushes.map((push, index) => [`UserGemsRetroPush${index + 1}`, push] as const)] as const) {
      const read: unknown[] = [];
      for await (const line of readJsonl(join(dir, `${file}.jsonl`))) read.push('value' in line ? line.value : line);
      expect(read).toEqual(values);
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
});
