import * as fc from 'fast-check';
import { leadsMadeBy, takeBack, withoutLeads } from '../../../infra/local/diff/take-back';
import { fieldChanges } from '../../../shared/domain/field-changes';
import { leadIdOf } from '../../../shared/domain/usergems/event-id';
import { aLead } from '../../support/records';

const byId = <T extends { readonly Id: string }>(...records: T[]): Map<string, T> => new Map(records.map((record) => [record.Id, record]));

describe('taking back what a release did', () => {
  const record = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(fc.string({ minLength: 1 }), fc.boolean(), fc.integer()), { noNullPrototype: true });

  it('gives the record as it was (PLAT-07)', () => {
    fc.assert(
      fc.property(record, record, (before, set) => {
        const taken = takeBack({ ...before, ...set }, fieldChanges(before, set));
        expect(JSON.parse(JSON.stringify(taken))).toEqual(JSON.parse(JSON.stringify(before)));
      }),
    );
  });

  it('leaves what somebody has changed since then', () => {
    expect(takeBack({ Status: 'Nurture', Title: 'CTO' }, [{ field: 'Status', old: 'Raw', new: 'Disqualified' }, { field: 'Title', old: 'VP', new: 'CTO' }])).toEqual({ Status: 'Nurture', Title: 'VP' });
  });

  it('knows a lead that the CRM loaded under an id of its own', () => {
    const own = aLead({ Id: leadIdOf('e-1'), MasterRecordId: 'crm-1' });
    const leads = byId(own, aLead({ Id: 'crm-1', UserGem__EventId__c: 'e-1' }), aLead({ Id: leadIdOf('e-2'), MasterRecordId: 'older' }), aLead({ Id: 'older', UserGem__EventId__c: 'e-0' }));

    expect(leadsMadeBy(new Set(['e-1', 'e-2', 'e-3']), leads)).toEqual(new Set([leadIdOf('e-1'), 'crm-1', leadIdOf('e-2')]));
  });

  it('drops the entries of those leads only', () => {
    expect(withoutLeads(new Map([['k', ['made|account:a', 'stood|account:a']]]), new Set(['made']))).toEqual(new Map([['k', ['stood|account:a']]]));
  });
});
