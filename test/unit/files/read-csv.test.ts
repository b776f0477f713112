import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BadRow } from '../../../shared/adapters/files/bad-row';
import { type CsvBatch, readCsv } from '../../../shared/adapters/files/read-csv';
import type { ObjectName } from '../../../shared/records/catalogue';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'revsignal-csv-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const aFile = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
};

const read = async <O extends ObjectName>(object: O, path: string, batchSize?: number): Promise<CsvBatch<O>[]> => {
  const batches: CsvBatch<O>[] = [];
  for await (const batch of readCsv(object, path, batchSize)) batches.push(batch);
  return batches;
};

describe('readCsv (contracts, sections 2 and 13)', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ])('reads quoted commas, quotes and line breaks, with a byte-order mark and %s, and counts lines as an editor does', async (_name, eol) => {
    const rows = ['\uFEFFName,Id,Is_Customer__c', '"Acme, ""The"" Co",a,true', `"two${eol}lines\nand three",b,false`, '', '6" pipe,c,', 'last,d,TRUE'];

    const batches = await read('Account', aFile('Account.csv', rows.join(eol)));

    expect(batches).toEqual([
      {
        columns: ['Name', 'Id', 'Is_Customer__c'],
        rows: [
          { line: 2, record: { Id: 'a', Name: 'Acme, "The" Co', Is_Customer__c: true } },
          { line: 3, record: { Id: 'b', Name: `two${eol}lines\nand three`, Is_Customer__c: false } },
          { line: 7, record: { Id: 'c', Name: '6" pipe' } },
          { line: 8, record: { Id: 'd', Name: 'last', Is_Customer__c: true } },
        ],
        badRows: [],
        warnings: [],
      },
    ]);
  });

  it('reports bad rows and values with file and line and goes on', async () => {
    const rows = ['Id,Name,Amount,Source_Key__c', 'a,one,1.5,x', ',no id,2,', ' ,blank id,2,', 'b,short', 'c,long,3,x,y', 'd,odd,many,', 'e,"open,4,', 'f,next,5,', 'g,"closed" early,6,', 'h,last,7,'];

    const batches = await read('Opportunity', aFile('Opportunity.csv', rows.join('\n')));

    const file = 'Opportunity.csv';
    expect(batches).toEqual([
      {
        columns: ['Id', 'Name', 'Amount', 'Source_Key__c'],
        rows: [
          { line: 2, record: { Id: 'a', Name: 'one', Amount: 1.5, Source_Key__c: 'x' } },
          { line: 7, record: { Id: 'd', Name: 'odd', Amount: 'many' } },
          { line: 9, record: { Id: 'f', Name: 'next', Amount: 5 } },
          { line: 11, record: { Id: 'h', Name: 'last', Amount: 7 } },
        ],
        badRows: [
          { file, line: 3, reason: 'ID_MISSING' },
          { file, line: 4, reason: 'ID_MISSING' },
          { file, line: 5, reason: 'FIELD_COUNT' },
          { file, line: 6, reason: 'FIELD_COUNT' },
          { file, line: 8, reason: 'QUOTES_UNPAIRED' },
          { file, line: 10, reason: 'QUOTES_UNPAIRED' },
        ],
        warnings: [{ file, line: 7, field: 'Amount', value: 'many', reason: 'INVALID_VALUE' }],
      },
    ]);
  });

  it('yields batches of the size asked for, from a gzipped file too', async () => {
    const path = aFile('User.csv.gz', gzipSync(['Id', 'a', 'b', 'c', 'd', 'e'].join('\n')));

    const batches = await read('User', path, 2);

    expect(batches.map((batch) => [batch.columns, batch.rows.map((row) => row.record.Id)])).toEqual([[['Id'], ['a', 'b']], [['Id'], ['c', 'd']], [['Id'], ['e']]]);
  });

  it('takes a header without rows as an export of nothing', async () => {
    expect(await read('Lead', aFile('Lead.csv', 'Id,LastName\n'))).toEqual([]);
  });

  it.each([
    ['without the column Id', 'Lead.csv', 'ID,LastName\nx,y\n', /^The header of Lead\.csv has no column Id, which every export needs; columns found: ID, LastName\.$/],
    ['that is empty', 'Lead.csv', '', /^Lead\.csv is empty: an export begins with a header of API names\.$/],
    ['with a column twice', 'Lead.csv', 'Id,Email,Email\nx,y,z\n', /^The header of Lead\.csv has the column Email twice: keep one of them\.$/],
    ['whose header has an open quote', 'Lead.csv', 'Id,"LastName\nx,y\n', /^The header of Lead\.csv cannot be read: its quotes do not pair\.$/],
    ['that is cut off', 'Lead.csv.gz', gzipSync('Id\n'.repeat(1000)).subarray(0, 20), /^Lead\.csv\.gz cannot be read: unexpected end of file/],
    ['that is not gzipped', 'Lead.csv.gz', 'Id\na\n', /^Lead\.csv\.gz cannot be read: incorrect header check/],
  ])('stops at a file %s and says so', async (_name, name, content, message) => {
    await expect(read('Lead', aFile(name, content))).rejects.toMatchObject({ name: 'InvalidInputError', message: expect.stringMatching(message) });
  });

  it('stops at a file that is not there', async () => {
    await expect(read('Lead', join(dir, 'Lead.csv'))).rejects.toMatchObject({ name: 'InvalidInputError', message: expect.stringMatching(/^Lead\.csv cannot be read: ENOENT/) });
  });
});

const data = process.env['REVSIGNAL_DATA'];
const withData = data ? it : it.skip;
const scenario = join(data ?? '', 'autumn-2024');

withData('EA164: finds exactly the unreadable rows of the autumn-2024 export (skipped without REVSIGNAL_DATA)', async () => {
  const { badRows }: { badRows: BadRow[] } = JSON.parse(readFileSync(join(scenario, 'expected', 'expected.json'), 'utf8'));

  const batches = [...(await read('Account', join(scenario, 'Account.csv.gz'))), ...(await read('Contact', join(scenario, 'Contact.csv.gz')))];

  expect(batches.flatMap((batch) => batch.badRows)).toEqual(badRows.filter((row) => row.file !== 'UserGemsEvents').map(({ file, line, reason }) => ({ file: `${file}.csv.gz`, line, reason })));
  expect(batches.flatMap((batch) => batch.warnings)).toEqual([]);
});
