import { uniteVisits, visitCareerPage } from '../../../shared/domain/leads/career-pages';

const MONDAY = '2018-07-02T16:00:00.000Z';
const A_WEEK_LATER = '2018-07-09T16:00:00.000Z';

describe('visits of career pages (LD-T1)', () => {
  it.each([
    ['7 days to the second', MONDAY, A_WEEK_LATER],
    ['7 days to the second, delivered the other way round', A_WEEK_LATER, MONDAY],
    ['the same instant', MONDAY, MONDAY],
  ])('makes a pair of two: %s', (_, first, second) => {
    expect(visitCareerPage(first, second)).toEqual({ pair: true, unused: undefined });
  });

  it('makes no pair a millisecond beyond 7 days', () => {
    expect(visitCareerPage(MONDAY, '2018-07-09T16:00:00.001Z')).toEqual({ pair: false, unused: `${MONDAY};2018-07-09T16:00:00.001Z` });
  });

  it('uses up the latest of several that lie near enough', () => {
    const unused = '2018-07-01T00:00:00.000Z;2018-07-12T00:00:00.000Z;2018-07-30T00:00:00.000Z';

    expect(visitCareerPage(unused, '2018-07-06T00:00:00.000Z')).toEqual({ pair: true, unused: '2018-07-01T00:00:00.000Z;2018-07-30T00:00:00.000Z' });
  });

  it('LD-06: a merge unites what is unused', () => {
    expect(uniteVisits(A_WEEK_LATER, MONDAY)).toBe(`${MONDAY};${A_WEEK_LATER}`);
    expect(uniteVisits(undefined, undefined)).toBeUndefined();
  });
});
