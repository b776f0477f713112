import * as fc from 'fast-check';
import { formatRecord } from '../../../shared/records/format-record';
import { parseRecord } from '../../../shared/records/parse-record';

describe('parseRecord (contracts, sections 1 and 2)', () => {
  it('keeps text, ids and unknown columns exactly as they came and leaves empty cells out', () => {
    const row = { Id: ' 001 ', Name: ' Acme ', Website: '', Type: 'TRUE', Source_Key__c: '0042', BillingPostalCode: '01234' };

    expect(parseRecord('Account', row)).toEqual({ record: { Id: ' 001 ', Name: ' Acme ', Type: 'TRUE', Source_Key__c: '0042', BillingPostalCode: '01234' }, warnings: [] });
  });

  it.each([
    ['true', true], ['TRUE', true], ['1', true], ['Yes', true], [' true ', true],
    ['false', false], ['False', false], ['0', false], ['no', false],
  ])('takes %p as the boolean %p', (text, value) => {
    expect(parseRecord('User', { Id: 'u', IsActive: text })).toEqual({ record: { Id: 'u', IsActive: value }, warnings: [] });
  });

  it.each([
    ['0', 0], ['-12.50', -12.5], ['+3', 3], ['.5', 0.5], ['5.', 5], ['1.2E3', 1200], [' 7 ', 7],
  ])('takes %p as the number %p', (text, value) => {
    expect(parseRecord('Opportunity', { Id: 'o', Amount: text })).toEqual({ record: { Id: 'o', Amount: value }, warnings: [] });
  });

  it.each([
    ['2024-10-08T13:00:00.000Z', '2024-10-08T13:00:00.000Z'],
    ['2024-10-08T13:00:00.000+0000', '2024-10-08T13:00:00.000Z'],
    ['2024-10-08T13:00:00Z', '2024-10-08T13:00:00.000Z'],
    ['2024-10-08t13:00z', '2024-10-08T13:00:00.000Z'],
    ['2024-10-08T06:00:00-07:00', '2024-10-08T13:00:00.000Z'],
    ['2024-10-08T18:30:00.123456+0530', '2024-10-08T13:00:00.123Z'],
    ['2024-10-08 13:00:00', '2024-10-08T13:00:00.000Z'],
    ['2024-10-08', '2024-10-08T00:00:00.000Z'],
  ])('takes %p as the instant %p', (text, value) => {
    expect(parseRecord('Lead', { Id: 'l', CreatedDate: text })).toEqual({ record: { Id: 'l', CreatedDate: value }, warnings: [] });
  });

  it.each([
    ['User', 'IsActive', 'maybe'],
    ['Opportunity', 'Amount', '1,000'],
    ['Opportunity', 'Amount', '0x10'],
    ['Opportunity', 'Amount', '1e999'],
    ['Opportunity', 'CloseDate', '08/10/2024'],
    ['Opportunity', 'CloseDate', '2024-02-30'],
    ['Opportunity', 'CloseDate', '2024-10-08T00:00:00Z'],
    ['Lead', 'CreatedDate', '2024-02-30T00:00:00Z'],
    ['Lead', 'CreatedDate', '2024-10-08T25:00:00Z'],
    ['Lead', 'CreatedDate', '2024-10-08T13:00:00 PST'],
    ['Lead', 'CreatedDate', '2024-10-08Z'],
  ] as const)('%s.%s: keeps %p as text and reports it', (object, field, value) => {
    expect(parseRecord(object, { Id: 'x', [field]: value })).toEqual({ record: { Id: 'x', [field]: value }, warnings: [{ field, value, reason: 'INVALID_VALUE' }] });
  });
});

describe('formatRecord', () => {
  it('makes cells that parse back to the record', () => {
    const leads = fc.record(
      {
        Id: fc.string({ minLength: 1 }),
        LastName: fc.string({ minLength: 1 }),
        Person_Score__c: fc.integer(),
        High_Priority__c: fc.boolean(),
        CreatedDate: fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') }).map((date) => date.toISOString()),
        Source_Key__c: fc.string({ minLength: 1 }),
      },
      { requiredKeys: ['Id'] },
    );
    const columns = ['Source_Key__c', 'CreatedDate', 'High_Priority__c', 'Person_Score__c', 'LastName', 'Id'];

    fc.assert(
      fc.property(leads, (lead) => {
        const cells = formatRecord(columns, lead);
        const row = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));

        expect(parseRecord('Lead', row)).toEqual({ record: lead, warnings: [] });
      }),
    );
  });
});
