import { salesforceId } from '../../../infra/local/sample-company/salesforce-id';

describe('salesforceId', () => {
  it('makes 18 characters: key prefix, pod, number in base 62 and the checksum of the capitals', () => {
    expect(['001', '003', '00Q'].map((prefix) => salesforceId(prefix, 1))).toEqual(['0018c0000000001AAA', '0038c0000000001AAA', '00Q8c0000000001EAA']);
    expect([36, 61, 62, 3_843].map((n) => salesforceId('003', n))).toEqual(['0038c000000000aAAA', '0038c000000000zAAA', '0038c0000000010AAA', '0038c00000000zzAAA']);
    expect(salesforceId('003', 62 ** 2 * 10 + 11)).toBe('0038c0000000A0BAAU');
  });

  it('gives later records greater ids, in order of code units', () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => salesforceId('001', index + 1));

    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
