import * as fc from 'fast-check';
import { leadEmailKey, leadPersonKey, matchKeysOf, personEntry } from '../../../shared/domain/matching/match-keys';
import { normaliseEmail, normaliseLinkedIn } from '../../../shared/domain/matching/normalise';
import { regionFinder } from '../../../shared/domain/routing/regions';
import type { Change } from '../../../shared/domain/usergems/change';
import { leadIdOf } from '../../../shared/domain/usergems/event-id';
import { dealToShards, groupByKeys } from '../../../shared/domain/usergems/groups';
import { personOf, type ReleaseContext } from '../../../shared/domain/usergems/release';
import { releaseFacts, type LoadedFacts } from '../../../shared/domain/usergems/release-facts';
import { releaseShard, type ShardWork } from '../../../shared/domain/usergems/release-shard';
import type { Account, Contact, Lead } from '../../../shared/records/catalogue';
import { aContact, aLead, anAccount, aUser } from '../../support/records';
import { rulesAt } from '../../support/rules';

const NOW = '2024-10-08T13:00:00.000Z';
const isFreeMail = (host: string): boolean => host === 'gmail.com';

const CONTEXT: ReleaseContext = {
  scheduledTime: NOW,
  rules: rulesAt(NOW),
  isFreeMail,
  regionOf: regionFinder({}),
  alternatePolicies: [],
  users: new Map([aUser({ Id: 'admin', Role__c: 'Sales Admin' }), aUser({ Id: 'sdr', Role__c: 'SDR', Region__c: 'AMER' }), aUser({ Id: 'b-7', Role__c: 'BDR' })].map((user) => [user.Id, user])),
};

interface Crm {
  readonly accounts: readonly Account[];
  readonly contacts: readonly Contact[];
  readonly leads: readonly Lead[];
  /** Entries under keys of persons, beside those that the records have by themselves. */
  readonly persons?: readonly { readonly person: string; readonly leadId: string; readonly employer: string }[];
}

/** The CRM as loaded, with those keys of leads that the changes ask for: nothing else of a store is at hand. */
const load = ({ accounts, contacts, leads, persons = [] }: Crm, changes: readonly Change[]): LoadedFacts => {
  const keys = new Map<string, string[]>();
  const note = (key: string, entry: string): void => void keys.set(key, [...(keys.get(key) ?? []), entry]);
  for (const account of accounts) for (const key of matchKeysOf.Account(account, isFreeMail)) note(key, account.Id);
  for (const contact of contacts) for (const key of matchKeysOf.Contact(contact)) note(key, contact.Id);
  for (const lead of leads) for (const key of matchKeysOf.Lead(lead)) note(key, lead.Id);
  for (const { person, leadId, employer } of persons) note(leadPersonKey(person), personEntry(leadId, employer));

  const byId = <T extends { readonly Id: string }>(records: readonly T[]): Map<string, T> => new Map(records.map((record) => [record.Id, record]));
  const all = { accounts: byId(accounts), contacts: byId(contacts), leads: byId(leads), tiers: new Map(contacts.map(({ Id }) => [Id, '1'] as const)), accountsWithOpenOpportunities: new Set<string>(), matchKeys: keys };
  const facts = releaseFacts(all, isFreeMail);
  const asked = new Set(changes.flatMap((change) => [leadEmailKey(normaliseEmail(change.person.email) ?? ''), leadPersonKey(personOf(change, facts.pastContact(change.previous)) ?? '')]));
  return { ...all, matchKeys: new Map([...keys].filter(([key]) => !key.startsWith('lead:') || asked.has(key))) };
};

const release = (crm: Crm, changes: readonly Change[], context: Partial<ReleaseContext> = {}): ShardWork => releaseShard(changes, releaseFacts(load(crm, changes), isFreeMail), { ...CONTEXT, ...context });

const aChange = (eventId: string, fields: Partial<Change> = {}): Change => ({
  signalId: eventId, eventId, motion: 'job_change', person: { firstName: 'Ada', lastName: `Okafor ${eventId}` }, previous: { contactId: 'c-1' }, current: { company: 'Globex', domain: 'globex.example' }, ...fields,
});

const ACME = anAccount({ Id: 'acme', Name: 'Acme', Website: 'acme.example' });
const GLOBEX = anAccount({ Id: 'globex', Name: 'Globex', Website: 'https://www.globex.example', Is_Target_Account__c: true, Is_Customer__c: true, BDR_Assigned__c: 'b-7' });
const CRM: Crm = { accounts: [ACME, GLOBEX], contacts: [aContact({ Id: 'c-1', AccountId: 'acme', Title: 'VP Eng' }), aContact({ Id: 'c-2', AccountId: 'globex' })], leads: [] };

const outcomes = ({ releases }: ShardWork): string[] => releases.map(({ outcome, reason }) => [outcome, reason].join(' ').trim());

describe('what a change does (UG-09 to UG-14)', () => {
  it('a job change makes a lead at the new company and marks the old contact at the run instant (UG-09)', () => {
    const { releases, created } = release(CRM, [aChange('e', { current: { company: 'Globex', title: 'CTO', startedOn: '2024-09-01', country: 'Germany' } })]);

    const leadId = leadIdOf('e');
    expect(created).toEqual([
      {
        Id: leadId, FirstName: 'Ada', LastName: 'Okafor e', Company: 'Globex', Title: 'CTO', Country: 'Germany', Matched_Account__c: 'globex', Sales_Segment__c: 'SMB',
        LeadSource: 'UserGems Contact Tracking', Status: 'Raw', CreatedDate: NOW, IsConverted: false, High_Priority__c: true, High_Priority_Reason__c: 'UserGems Lead',
        UserGem__CompanyCountry__c: 'Germany', UserGem__JobStartedDate__c: '2024-09-01', UserGem__PastAccount__c: 'acme', UserGem__PastContact__c: 'c-1', UserGem__PastTitle__c: 'VP Eng',
        UserGem__IsTargetCompany__c: true, UserGem__IsCustomerCompany__c: true, UserGem__EventId__c: 'e', UserGem__Plays__c: '1', LastModifiedDate: NOW,
      },
    ]);
    expect(releases[0]?.mark?.set).toEqual({
      UserGem__NoLongerAtCompany__c: true, Status: 'Disqualified', Unqualified_Reasons__c: 'No Longer At Company', Unqualified_DateTime__c: NOW, UserGem__CurrentLead__c: leadId, LastModifiedDate: NOW,
    });
    expect(releases[0]?.routing).toMatchObject({ route: { path: 'ACCOUNT_BDR', ownerId: 'b-7' }, matchedBy: 'name', segment: 'SMB' });
  });

  it('a promotion at the same employer makes a lead and leaves the contact alone (UG-10)', () => {
    const work = release(CRM, [aChange('e', { motion: 'promotion', previous: { contactId: 'c-2' } })]);
    expect(work.created).toHaveLength(1);
    expect(work.releases[0]?.mark).toBeUndefined();
  });

  it('an account that is no target makes no lead for a new hire (UG-06)', () => {
    expect(outcomes(release(CRM, [aChange('e', { motion: 'new_hire', previous: {}, current: { company: 'Acme' } })]))).toEqual(['rejected NOT_TARGET_ACCOUNT']);
  });

  it.each([
    { what: 'an unknown past contact', fields: { previous: { contactId: 'nobody' } }, outcome: 'lead_created PAST_CONTACT_UNKNOWN' },
    { what: 'the same employer', fields: { previous: { contactId: 'c-2' } }, outcome: 'lead_created SAME_EMPLOYER' },
    { what: 'nothing remarkable', fields: {}, outcome: 'lead_created' },
  ])('says so: $what', ({ fields, outcome }) => {
    expect(outcomes(release(CRM, [aChange('e', fields)]))).toEqual([outcome]);
  });

  it('a contact that is marked already stays as it is, ignoring case and the old name of the status (D-05, D-14)', () => {
    const marked = aContact({ Id: 'c-1', AccountId: 'acme', UserGem__NoLongerAtCompany__c: true, Status: 'UNQUALIFIED', Unqualified_Reasons__c: 'No longer at Company', Unqualified_DateTime__c: '2024-01-01T00:00:00.000Z' });
    const work = release({ ...CRM, contacts: [marked] }, [aChange('e')]);
    expect(outcomes(work)).toEqual(['lead_created CONTACT_ALREADY_MARKED']);
    expect(work.releases[0]?.mark).toBeUndefined();
  });

  it('a second event for the same person and employer makes no second lead, also without the e-mail (UG-13)', () => {
    const linkedinUrl = 'https://www.linkedin.com/in/Ada/';
    const work = release(CRM, [aChange('e-1', { person: { lastName: 'Okafor', email: 'ada@globex.example', linkedinUrl } }), aChange('e-2', { person: { lastName: 'Okafor', linkedinUrl: 'linkedin.com/in/ada?x=1', country: 'Canada' } })]);
    expect(outcomes(work)).toEqual(['lead_created', 'enriched_existing SAME_PERSON_AND_EMPLOYER;CONTACT_ALREADY_MARKED']);
    expect(work.created).toMatchObject([{ Id: leadIdOf('e-1'), UserGem__PersonCountry__c: 'Canada', Country: 'Canada', UserGem__EventId__c: 'e-1' }]);
    expect(work.enriched).toEqual([]);
  });

  it('the oldest open lead with the same e-mail is enriched instead; closed ones are not (UG-13, D-13)', () => {
    const lead = (Id: string, fields: object) => aLead({ Id, Email: 'ADA@globex.example', OwnerId: 'someone', LastName: 'As it was', ...fields });
    const leads = [
      lead('young', { CreatedDate: '2024-02-01T00:00:00.000Z' }), lead('old', { CreatedDate: '2024-01-01T00:00:00.000Z', Title: undefined }),
      lead('converted', { CreatedDate: '2023-01-01T00:00:00.000Z', IsConverted: true }), ...['Disqualified', 'unqualified', 'Bad Data', 'Web Portal Purchase', 'Ineligible'].map((Status) => lead(Status, { Status, CreatedDate: '2023-01-01T00:00:00.000Z' })),
    ];
    const work = release({ ...CRM, leads }, [aChange('e', { person: { lastName: 'New Name', email: ' ada@globex.example' }, current: { company: 'Globex', title: 'CTO', startedOn: '2024-09-01' } })]);

    expect(outcomes(work)).toEqual(['enriched_existing OPEN_LEAD_SAME_EMAIL']);
    expect(work.created).toEqual([]);
    expect(work.enriched).toMatchObject([{ leadId: 'old', overwrite: { UserGem__JobStartedDate__c: '2024-09-01', UserGem__IsTargetCompany__c: true }, fill: { LastName: 'New Name', Title: 'CTO' } }]);
    expect(work.releases[0]?.enrichment?.changes).toEqual(expect.arrayContaining([{ field: 'Title', new: 'CTO' }]));
    expect(work.releases[0]?.enrichment?.changes.map(({ field }) => field)).not.toContain('LastName');
    expect(work.releases[0]?.routing).toBeUndefined();
  });

  it('a change that no record can hold fails alone, and leaves nothing for the others to see', () => {
    const work = release(CRM, [aChange('huge', { person: { lastName: 'x'.repeat(400_000) } }), aChange('e')]);
    expect(outcomes(work)).toEqual(['failed PROCESSING:InvalidInputError', 'lead_created']);
    expect(work.created.map(({ Id }) => Id)).toEqual([leadIdOf('e')]);
    expect(work.releases[1]?.mark).toBeDefined();
  });
});

describe('keys of leads', () => {
  it('an enrichment leaves the other leads under the e-mail of its lead where they are', () => {
    const leads = [aLead({ Id: 'made', Email: 'ada@globex.example' }), aLead({ Id: 'imported', Email: 'ada@globex.example' })];
    const persons = [{ person: 'linkedin:ada', leadId: 'made', employer: 'account:globex' }];
    // The correction comes without the e-mail: its key is not at hand.
    const work = release({ ...CRM, leads, persons }, [aChange('e', { person: { lastName: 'Okafor', linkedinUrl: 'linkedin.com/in/ada' } })]);

    expect(outcomes(work)).toEqual(['enriched_existing SAME_PERSON_AND_EMPLOYER']);
    expect(work.matchKeys).toEqual([]);
  });
});

describe('shards', () => {
  const maybe = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
  const changes = fc
    .array(
      fc.record({
        motion: fc.constantFrom('job_change' as const, 'new_hire' as const, 'promotion' as const),
        person: fc.record({ firstName: fc.constant('Ada'), lastName: fc.constantFrom('A', 'B', 'C', 'D'), email: maybe('e0@x.example', 'e1@x.example', 'E2@x.example', 'e3@x.example'), linkedinUrl: maybe('linkedin.com/in/l0', 'linkedin.com/in/l1', 'linkedin.com/in/L2'), country: maybe('Germany', 'Japan') }),
        previous: fc.record({ contactId: maybe('p0', 'p1', 'p2', 'p3'), email: maybe('p1@past.example', 'p3@past.example') }),
        current: fc.constantFrom({ company: 'Globex' }, { domain: 'acme.example' }, { company: 'Nobody knows it' }),
      }),
      { maxLength: 16 },
    )
    .map((all) => all.map((change, index): Change => ({ signalId: `s${index}`, eventId: `s${index}`, ...change })));

  const crm: Crm = {
    accounts: [ACME, GLOBEX],
    contacts: ['p0', 'p1', 'p2', 'p3'].map((Id, index) => aContact({ Id, AccountId: index === 3 ? 'globex' : 'acme' })),
    leads: [aLead({ Id: 'x', Email: 'e0@x.example' }), aLead({ Id: 'y', Email: 'e0@x.example' }), aLead({ Id: 'z', Email: 'e1@x.example', Status: 'Disqualified' }), aLead({ Id: 'w' })],
    persons: [{ person: 'linkedin:l1', leadId: 'z', employer: 'account:globex' }, { person: 'linkedin:l2', leadId: 'w', employer: 'account:globex' }],
  };

  /** Keys through which changes can reach the same record (contracts, section 7). */
  const keyed = (all: readonly Change[]) => {
    const loaded = load(crm, all);
    const facts = releaseFacts(loaded, isFreeMail);
    return all.map((change) => {
      const contact = facts.pastContact(change.previous);
      const [email, linkedIn, person] = [normaliseEmail(change.person.email), normaliseLinkedIn(change.person.linkedinUrl), personOf(change, contact)];
      const leads = [email && leadEmailKey(email), person && leadPersonKey(person)].flatMap((key) => (key === undefined ? [] : (loaded.matchKeys.get(key) ?? [])));
      return { id: change.signalId, change, keys: [email, linkedIn, contact?.Id, person, ...leads.map((entry) => `lead ${entry.split('|')[0] ?? ''}`)].filter((key) => key !== undefined) };
    });
  };

  /** What the shards do to the store, all together. */
  const effectsOf = (works: readonly ShardWork[]) => {
    const sorted = <T>(items: readonly T[], key: (item: T) => string): T[] => [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    return {
      releases: sorted(works.flatMap((work) => work.releases), ({ signalId }) => signalId),
      created: sorted(works.flatMap((work) => work.created), ({ Id }) => Id),
      enriched: sorted(works.flatMap((work) => work.enriched), ({ leadId }) => leadId),
      matchKeys: sorted(works.flatMap((work) => work.matchKeys), ({ key }) => key),
    };
  };

  it('do the same to the store whatever their size, and no two of them write the same record or key', () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 8 }), (all, size) => {
        const shards = dealToShards(groupByKeys(keyed(all)), size).map((shard) => release(crm, shard.map(({ change }) => change)));
        const effects = effectsOf(shards);

        expect(effects).toEqual(effectsOf([release(crm, all)]));
        const written = shards.flatMap((work) => [...new Set([...work.created.map(({ Id }) => Id), ...work.enriched.map(({ leadId }) => leadId), ...work.matchKeys.map(({ key }) => key), ...work.releases.flatMap(({ mark, contactId }) => (mark && contactId ? [contactId] : []))])]);
        expect(written).toHaveLength(new Set(written).size);
      }),
      { numRuns: 500 },
    );
  });

  it('make one lead for one person and employer, and one mark for one contact', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const work = release({ ...crm, leads: [], persons: [] }, all);
        const reached = work.releases.filter(({ outcome }) => outcome === 'lead_created');
        expect(work.created).toHaveLength(reached.length);
        const marked = work.releases.flatMap(({ mark, contactId }) => (mark ? [contactId] : []));
        expect(marked).toHaveLength(new Set(marked).size);
      }),
    );
  });
});
