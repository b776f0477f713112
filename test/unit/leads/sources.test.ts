import { firstTouchOf, sourceRefusal } from '../../../shared/domain/leads/sources';

describe('initial sources (LD-07, LD-08)', () => {
  const settings = { sources: { active: ['Demo', 'Webcast'], inactive: ['Swag Store'] } };

  it.each([
    ['Demo', undefined],
    [undefined, 'SOURCE_MISSING'],
    ['', 'SOURCE_MISSING'],
    ['Swag Store', 'SOURCE_INACTIVE'],
    ['Banner', 'SOURCE_UNKNOWN'],
  ])('%j: %s', (source, refusal) => {
    expect(sourceRefusal(source, settings)).toBe(refusal);
  });
});

describe('the first touch of two records (LD-06)', () => {
  const demo = { LeadSource: 'Demo', Initial_Source_DateTime__c: '2018-01-02T00:00:00.000Z', CreatedDate: '2018-01-05T08:00:00.000Z' };
  const conference = { LeadSource: 'Conference', Initial_Source_DateTime__c: '2017-12-30T00:00:00.000Z', CreatedDate: '2018-01-05T08:00:00.000Z' };
  const first = { LeadSource: 'Conference', Initial_Source_DateTime__c: '2017-12-30T00:00:00.000Z' };

  it('is the one that was set first, whichever record survives', () => {
    expect([firstTouchOf(demo, conference), firstTouchOf(conference, demo)]).toEqual([first, first]);
  });

  it('counts from the creation of a record whose source has no instant, and keeps it', () => {
    const created = { LeadSource: 'Webcast', CreatedDate: '2017-11-01T00:00:00.000Z' };

    expect(firstTouchOf(demo, created)).toEqual({ LeadSource: 'Webcast', Initial_Source_DateTime__c: '2017-11-01T00:00:00.000Z' });
  });

  it('is the survivor\'s at the same instant', () => {
    const webcast = { ...demo, LeadSource: 'Webcast' };

    expect(firstTouchOf(demo, webcast).LeadSource).toBe('Demo');
    expect(firstTouchOf(webcast, demo).LeadSource).toBe('Webcast');
  });

  it('is never an empty source', () => {
    const none = { Initial_Source_DateTime__c: '2016-01-01T00:00:00.000Z' };

    expect([firstTouchOf(none, demo).LeadSource, firstTouchOf(demo, none).LeadSource]).toEqual(['Demo', 'Demo']);
  });
});
