import * as fc from 'fast-check';
import type { TrackedContact } from '../../../shared/domain/usergems/cohorts';
import { differenceOf, listAccounts, listContacts, outcomeOf, type ListedRecord } from '../../../shared/domain/usergems/vendor-lists';
import { isRemoval, keyText, vendorRecordKey, writeHash, type VendorRecord } from '../../../shared/domain/usergems/vendor-record';
import type { Account, Contact } from '../../../shared/records/catalogue';
import { aContact, anAccount } from '../../support/records';
import { rulesAt } from '../../support/rules';

const SIGNAL = 'Contact Tracking';
const byId = <T extends { readonly Id: string }>(records: readonly T[]): Map<string, T> => new Map(records.map((record) => [record.Id, record]));

describe('the tracked contacts as the vendor should have them (UG-03 to UG-05)', () => {
  const acme = anAccount({ Id: 'acme', Name: 'Acme' });
  const list = (tracked: readonly TrackedContact[], contacts: readonly Contact[]) => listContacts(tracked, { contacts: byId(contacts), accounts: byId([acme]) }, SIGNAL);
  const tracked = (contactId: string, cohort = 1, tier: TrackedContact['tier'] = '2'): TrackedContact => ({ contactId, cohort, tier });

  it('a contact is told with what the vendor may know, and how to remove it from this relation only', () => {
    const ada = aContact({ Id: 'c-1', AccountId: 'acme', FirstName: 'Ada', LastName: 'Okafor', Email: ' Ada@Acme.example ', LinkedIn_URL__c: 'https://www.linkedin.com/in/ada' });
    expect(list([tracked('c-1', 1, '1')], [ada])).toEqual({
      listed: [
        {
          recordId: 'c-1',
          add: {
            kind: 'add_contact', email: 'ada@acme.example', firstName: 'Ada', lastName: 'Okafor', company: 'Acme', linkedinUrl: 'https://www.linkedin.com/in/ada', relationshipType: 'Closed Won Opp Contact', signal: SIGNAL,
            custom: 'c-1',
          },
          removal: { kind: 'remove_contact', email: 'ada@acme.example', relationshipType: 'Closed Won Opp Contact', signal: SIGNAL },
        },
      ],
      untold: [],
    });
  });

  it.each([
    [1, 'Closed Won Opp Contact'], [2, 'Closed Won Opp Contact'], [3, 'Closed Won Opp Contact'], [4, 'Closed Won Opp Contact'], [5, 'Open Opp Contact'], [6, 'Open Opp Contact'], [7, 'Open Opp Contact'],
  ])('cohort %s is known to the vendor as %s', (cohort, relationshipType) => {
    expect(list([tracked('c-1', cohort)], [aContact({ Id: 'c-1' })]).listed.map(({ removal }) => removal)).toEqual([{ kind: 'remove_contact', email: 'c-1@past.example', relationshipType, signal: SIGNAL }]);
  });

  it('overflow is not told: the vendor has no room for it (UG-04)', () => {
    expect(list([tracked('c-1', 1, 'overflow')], [aContact({ Id: 'c-1' })])).toEqual({ listed: [], untold: [{ recordId: 'c-1', reason: 'OVERFLOW' }] });
  });

  it.each([undefined, 'none', 'a@b', 'a b@c.example', 'a@b@c.example', 'a@.example', `${'a'.repeat(250)}@b.example`])('an e-mail %j is of no use', (Email) => {
    expect(list([tracked('c-1')], [{ ...aContact({ Id: 'c-1' }), Email }])).toEqual({ listed: [], untold: [{ recordId: 'c-1', reason: 'NO_EMAIL' }] });
  });

  it('who was erased is never told', () => {
    expect(list([tracked('c-1')], [aContact({ Id: 'c-1', Erased_DateTime__c: '2024-10-01T00:00:00.000Z' })])).toEqual({ listed: [], untold: [{ recordId: 'c-1', reason: 'ERASED' }] });
  });

  it('of contacts that share an e-mail the best cohort stands for all, then the smallest id, in whatever order they come', () => {
    const contacts = ['c-1', 'c-2', 'c-3'].map((Id) => aContact({ Id, Email: 'Shared@acme.example' }));
    const all = [tracked('c-1', 5), tracked('c-3', 2), tracked('c-2', 2)];
    const expected = { told: [['c-2', 'Closed Won Opp Contact']], untold: [{ recordId: 'c-3', reason: 'SAME_EMAIL' }, { recordId: 'c-1', reason: 'SAME_EMAIL' }] };
    for (const order of [all, [...all].reverse()]) {
      const { listed, untold } = list(order, contacts);
      expect({ told: listed.map(({ recordId, add }) => [recordId, add.kind === 'add_contact' && add.relationshipType]), untold }).toEqual(expected);
    }
  });
});

describe('the accounts as the vendor should have them (UG-06)', () => {
  const REPORTS = [{ list: 'target', reportId: 7, reportName: 'Targets' }, { list: 'open_opportunity', reportId: 8, reportName: 'In talks' }, { list: 'customer', reportId: 9, reportName: 'Customers' }] as const;
  const list = (accounts: readonly Account[], withOpen: readonly string[] = []) =>
    listAccounts(accounts, REPORTS, { rules: rulesAt('2024-10-07T13:00:00.000Z'), isFreeMail: (host) => host === 'gmail.com', withOpenOpportunity: new Set(withOpen) });
  const adds = (accounts: readonly Account[], withOpen?: readonly string[]) => list(accounts, withOpen).listed.map(({ add }) => add);

  it('an account is on each list that it belongs to, under the number and the name of its report', () => {
    const globex = anAccount({ Id: 'globex', Is_Target_Account__c: true, Is_Customer__c: true });
    expect(list([globex, anAccount({ Id: 'other' })], ['globex']).listed).toEqual(
      REPORTS.map(({ reportId, reportName }) => ({
        recordId: 'globex', add: { kind: 'add_account', reportId, name: 'Company globex', domain: 'globex.example' }, removal: { kind: 'remove_account', reportName, domain: 'globex.example' },
      })),
    );
  });

  it.each([undefined, '', 'none', 'https://gmail.com/globex'])('a web site %j is no domain', (Website) => {
    expect(list([{ ...anAccount({ Id: 'globex', Is_Target_Account__c: true }), Website }])).toEqual({ listed: [], untold: [{ recordId: 'globex', reason: 'NO_DOMAIN' }] });
  });

  it('of accounts that share a domain the smallest id stands for all on a list', () => {
    const accounts = ['b', 'a'].map((Id) => anAccount({ Id, Website: 'globex.example', Is_Target_Account__c: true }));
    expect(list(accounts)).toMatchObject({ listed: [{ recordId: 'a' }], untold: [{ recordId: 'b', reason: 'SAME_DOMAIN' }] });
  });

  it('an account without a name is called by its domain, because the vendor asks for one', () => {
    expect(adds([{ Id: 'globex', Website: 'globex.example', Is_Target_Account__c: true }])).toEqual([{ kind: 'add_account', reportId: 7, name: 'globex.example', domain: 'globex.example' }]);
  });
});

const listedOf = (email: string, relationshipType: string, name: string): ListedRecord => ({
  recordId: `id of ${email}`,
  add: { kind: 'add_contact', email, firstName: name, relationshipType, signal: SIGNAL, custom: `id of ${email}` },
  removal: { kind: 'remove_contact', email, relationshipType, signal: SIGNAL },
});
const rowOf = ({ recordId, add, removal }: ListedRecord, state: VendorRecord['state'] = 'told'): VendorRecord => ({
  ...vendorRecordKey(removal), state, hash: writeHash(add), reason: '', toldAt: '2024-09-30T20:00:00.000Z', runId: 'earlier', recordId, removal,
});

const anyListed = fc.uniqueArray(fc.record({ email: fc.constantFrom('a', 'b', 'c', 'd', 'e'), type: fc.constantFrom('Won', 'Open'), name: fc.constantFrom('Ada', 'Bo') }), { selector: ({ email, type }) => `${email}#${type}` }).map((rows) =>
  rows.map(({ email, type, name }) => listedOf(`${email}@x.example`, type, name)),
);
const anyTold = anyListed.chain((records) => fc.tuple(...records.map((record) => fc.constantFrom<VendorRecord['state']>('telling', 'told', 'refused').map((state) => rowOf(record, state)))));

/** What stands in the records when the vendor has taken everything. */
const applied = (told: readonly VendorRecord[], writes: ReturnType<typeof differenceOf>): VendorRecord[] => {
  const rows = new Map(told.map((record) => [keyText(record), record]));
  for (const { recordId, write, removal } of writes) {
    const key = keyText(vendorRecordKey(removal));
    if (isRemoval(write)) rows.delete(key);
    else rows.set(key, { ...rowOf({ recordId, add: write, removal }), state: 'told' });
  }
  return [...rows.values()];
};
const essence = (rows: readonly VendorRecord[]): string[] => rows.map((row) => `${keyText(row)} ${row.state} ${row.hash}`).sort();

describe('the difference between what is listed and what was told', () => {
  it('applied to what was told it gives what is listed, and then there is nothing left to tell', () => {
    fc.assert(
      fc.property(anyListed, anyTold, (listed, told) => {
        const after = applied(told, differenceOf(listed, told));
        expect(essence(after)).toEqual(essence(listed.map((record) => rowOf(record))));
        expect(differenceOf(listed, after)).toEqual([]);
      }),
    );
  });

  it('it names each record once, removals first', () => {
    fc.assert(
      fc.property(anyListed, anyTold, (listed, told) => {
        const writes = differenceOf(listed, told);
        const kinds = writes.map(({ write }) => (isRemoval(write) ? 'removal' : 'addition'));
        expect(new Set(writes.map(({ removal }) => keyText(vendorRecordKey(removal)))).size).toBe(writes.length);
        expect(kinds).toEqual([...kinds].sort().reverse());
      }),
    );
  });

  const ada = listedOf('ada@x.example', 'Won', 'Ada');
  it.each<[string, VendorRecord[], string[]]>([
    ['was never told', [], ['add_contact']],
    ['was told as it is', [rowOf(ada)], []],
    ['was told otherwise', [rowOf(listedOf('ada@x.example', 'Won', 'Eda'))], ['add_contact']],
    ['was refused', [rowOf(ada, 'refused')], ['add_contact']],
    ['was being told when the run was killed', [rowOf(ada, 'telling')], ['add_contact']],
    ['was told under another relation', [rowOf(listedOf('ada@x.example', 'Open', 'Ada'))], ['remove_contact', 'add_contact']],
  ])('a record that %s', (_, told, kinds) => {
    expect(differenceOf([ada], told).map(({ write }) => write.kind)).toEqual(kinds);
  });

  it('a record that is no longer listed is removed as it was added, whatever the settings say by now', () => {
    const removal = { kind: 'remove_contact', email: 'ada@x.example', relationshipType: 'Won', signal: 'Signal of last year' } as const;
    expect(differenceOf([], [{ ...rowOf(ada, 'telling'), ...vendorRecordKey(removal), removal }])).toEqual([{ recordId: ada.recordId, write: removal, removal }]);
  });
});

describe('what became of a planned write', () => {
  const ada = listedOf('ada@x.example', 'Won', 'Ada');
  const adding = { recordId: ada.recordId, write: ada.add, removal: ada.removal };
  const removing = { recordId: ada.recordId, write: ada.removal, removal: ada.removal };
  const refused = (write: ListedRecord['add'] | ListedRecord['removal'], runId: string): VendorRecord => ({ ...rowOf(ada, 'refused'), hash: writeHash(write), runId });

  it.each<[string, typeof adding | typeof removing, VendorRecord | undefined, string]>([
    ['an addition without a row', adding, undefined, 'pending'],
    ['an addition that was told', adding, rowOf(ada), 'added'],
    ['an addition under way', adding, rowOf(ada, 'telling'), 'pending'],
    ['an addition that was told otherwise', adding, rowOf(listedOf('ada@x.example', 'Won', 'Eda')), 'pending'],
    ['an addition that this run saw refused', adding, refused(ada.add, 'now'), 'refused'],
    ['an addition that an earlier run saw refused', adding, refused(ada.add, 'earlier'), 'pending'],
    ['an addition whose removal was refused', adding, refused(ada.removal, 'now'), 'pending'],
    ['a removal without a row', removing, undefined, 'removed'],
    ['a removal of what is there', removing, rowOf(ada), 'pending'],
    ['a removal that this run saw refused', removing, refused(ada.removal, 'now'), 'refused'],
  ])('%s', (_, planned, record, outcome) => {
    expect(outcomeOf(planned, record, { runId: 'now', isErased: false })).toBe(outcome);
  });

  it('who is erased after the plan was made is not added any more, but removed', () => {
    expect([outcomeOf(adding, undefined, { runId: 'now', isErased: true }), outcomeOf(removing, rowOf(ada), { runId: 'now', isErased: true })]).toEqual(['erased', 'pending']);
  });
});
