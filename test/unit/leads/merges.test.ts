import fc from 'fast-check';
import type { MergeEntry } from '../../../shared/domain/leads/changes';
import type { Clock } from '../../../shared/domain/leads/clock';
import { previewMerge, resultOf, undoMerge } from '../../../shared/domain/leads/merges';
import { workStream } from '../../../shared/domain/leads/work-stream';
import type { Lead } from '../../../shared/records/catalogue';
import { anAction, aCrmEvent, NOW } from '../../support/lead-deliveries';
import { aLeadContext, leadFacts } from '../../support/lead-facts';

const survivor: Lead = {
  Id: 's', LastName: 'Abara', LeadSource: 'Demo', Initial_Source_DateTime__c: '2018-01-02T00:00:00.000Z', Status: 'Inquiry', Inquiry_DateTime__c: '2018-03-01T00:00:00.000Z', Person_Score__c: 15, Sales_Segmentation__c: 'Unknown',
};
const merged: Lead = {
  Id: 'm', LastName: 'Okafor', Title: 'Analyst', LeadSource: 'Conference', Initial_Source_DateTime__c: '2017-12-30T00:00:00.000Z', Status: 'MQL', Inquiry_DateTime__c: '2018-02-01T00:00:00.000Z', MQL_DateTime__c: '2018-04-01T00:00:00.000Z',
  Person_Score__c: 95, Number_of_Developers_Bucket__c: '>100', Sales_Segmentation__c: 'Mid-Market', Last_Demo_Or_Chat__c: '2018-06-01', Active_Until__c: '2018-07-31',
};
const together = {
  ...survivor, Title: 'Analyst', LeadSource: 'Conference', Initial_Source_DateTime__c: '2017-12-30T00:00:00.000Z', Inquiry_DateTime__c: '2018-02-01T00:00:00.000Z', MQL_DateTime__c: '2018-04-01T00:00:00.000Z',
  Person_Score__c: 95, Number_of_Developers_Bucket__c: '>100', Sales_Segmentation__c: 'Mid-Market', Last_Demo_Or_Chat__c: '2018-06-01', Active_Until__c: '2018-07-31',
};

const merge = aCrmEvent('crm-1', { type: 'merged', object: 'Lead', recordId: 's', mergedId: 'm', by: 'system' });
const facts = leadFacts({ leads: [survivor, merged] });

describe('what becomes of two records that are merged (LD-06)', () => {
  it('says of every field what it becomes, and why', () => {
    const reasons = previewMerge(survivor, merged).map(({ field, result, because }) => [field, result, because]);

    expect(reasons).toEqual([
      ['LeadSource', 'Conference', 'first_touch'],
      ['Initial_Source_DateTime__c', '2017-12-30T00:00:00.000Z', 'first_touch'],
      ['Inquiry_DateTime__c', '2018-02-01T00:00:00.000Z', 'earlier'],
      ['MQL_DateTime__c', '2018-04-01T00:00:00.000Z', 'earlier'],
      ['Person_Score__c', 95, 'larger'],
      ['Status', 'Inquiry', 'survivor'],
      ['LastName', 'Abara', 'survivor'],
      ['Sales_Segmentation__c', 'Mid-Market', 'recalculated'],
      ['Title', 'Analyst', 'taken'],
      ['Number_of_Developers_Bucket__c', '>100', 'taken'],
      ['Last_Demo_Or_Chat__c', '2018-06-01', 'taken'],
      ['Active_Until__c', '2018-07-31', 'recalculated'],
    ]);
  });

  it('leaves one record with the best of both, the other naming it, and no score row', () => {
    const { leads, merges, scores, routings, outcomes } = workStream(facts, aLeadContext(), [merge], NOW);
    const after = { survivor: together, merged: { ...merged, MasterRecordId: 's' } };

    expect(leads).toEqual([{ before: survivor, after: after.survivor }, { before: merged, after: after.merged }]);
    expect(merges).toEqual([{ object: 'Lead', survivorId: 's', mergedId: 'm', at: NOW, eventId: 'crm-1', actor: 'system', before: { survivor, merged }, after }]);
    expect([scores, routings, outcomes]).toEqual([[], [], [{ deliveryId: 'crm#crm-1', outcome: 'processed', reason: '', recordId: 's' }]]);
  });

  it('whatever names the merged record later reaches the survivor', () => {
    const { leads } = workStream(facts, aLeadContext(), [merge, anAction('mar-1', 'm', 'pricing_page')], NOW);

    expect(leads.map(({ after }) => [after.Id, after.Person_Score__c])).toEqual([['s', expect.any(Number)], ['m', 95]]);
    expect(leads[0]?.after.Person_Score__c).toBeGreaterThan(95);
  });

  it('LR-02: an open clock runs on for the survivor', () => {
    const clock: Clock = { clockId: 'forms#for-1', kind: 'contact_us', eventId: 'for-1', recordId: 'm', receivedRecordId: 'm', receivedAt: NOW, dueAt: '2018-07-05T16:00:00.000Z', outcome: 'open' };

    expect(workStream({ ...facts, clocks: [clock] }, aLeadContext(), [merge], NOW).clocks).toEqual([{ ...clock, recordId: 's' }]);
  });

  it.each([
    ['RECORD_UNKNOWN', 's', 'nowhere'],
    ['RECORD_UNKNOWN', 'nowhere', 'm'],
    ['RECORD_UNKNOWN', 's', 'gone'],
    ['RECORD_UNKNOWN', 'gone', 's'],
    ['SAME_RECORD', 's', 's'],
  ])('%s: %s takes over %s', (reason, recordId, mergedId) => {
    const { outcomes, leads } = workStream(leadFacts({ leads: [survivor, merged, { Id: 'gone', MasterRecordId: 's' }] }), aLeadContext(), [aCrmEvent('crm-1', { type: 'merged', object: 'Lead', recordId, mergedId })], NOW);

    expect([outcomes, leads]).toEqual([[{ deliveryId: 'crm#crm-1', outcome: 'rejected', reason }], []]);
  });
});

describe('undoing a merge', () => {
  const after = { survivor: together, merged: { ...merged, MasterRecordId: 's' } };
  const applied = (record: Lead, fields: object): Lead => JSON.parse(JSON.stringify({ ...record, ...fields })) as Lead;

  it('makes both records what they were', () => {
    const undone = undoMerge({ before: { survivor, merged }, after }, after);

    expect([applied(after.survivor, undone.survivor), applied(after.merged, undone.merged), undone.kept]).toEqual([survivor, merged, []]);
  });

  it('keeps what somebody changed after the merge, and says so', () => {
    const now = { survivor: { ...together, Person_Score__c: 105, Title: 'Chief', Country: 'Japan' }, merged: after.merged };
    const undone = undoMerge({ before: { survivor, merged }, after }, now);

    expect(applied(now.survivor, undone.survivor)).toEqual({ ...survivor, Person_Score__c: 105, Title: 'Chief', Country: 'Japan' });
    expect(undone.kept).toEqual([
      { recordId: 's', field: 'Person_Score__c', before: 15, now: 105 },
      { recordId: 's', field: 'Title', before: undefined, now: 'Chief' },
    ]);
  });

  it('undoes any merge of any two records', () => {
    const instant = fc.option(fc.constantFrom('2018-01-01T00:00:00.000Z', '2018-02-01T00:00:00.000Z', '2018-03-01T00:00:00.000Z'), { nil: undefined });
    const fields = fc.record({
      LeadSource: fc.option(fc.constantFrom('Demo', 'Webcast'), { nil: undefined }), Initial_Source_DateTime__c: instant, CreatedDate: instant, MQL_DateTime__c: instant,
      Person_Score__c: fc.option(fc.integer({ min: -50, max: 200 }), { nil: undefined }), Title: fc.option(fc.string({ minLength: 1 }), { nil: undefined }), Engageable__c: fc.option(fc.boolean(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fields, fields, (one, other) => {
        const before: MergeEntry['before'] = { survivor: applied({ Id: 's' }, one), merged: applied({ Id: 'm' }, other) };
        const after = { survivor: applied(before.survivor, resultOf(previewMerge(before.survivor, before.merged))), merged: { ...before.merged, MasterRecordId: 's' } };
        const undone = undoMerge({ before, after }, after);

        expect([applied(after.survivor, undone.survivor), applied(after.merged, undone.merged), undone.kept]).toEqual([before.survivor, before.merged, []]);
      }),
    );
  });
});
