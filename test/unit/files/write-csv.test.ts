import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { readCsv } from '../../../shared/adapters/files/read-csv';
import { writeCsv } from '../../../shared/adapters/files/write-csv';
import { writeFileAtomically } from '../../../shared/adapters/files/write-file';
import type { Opportunity } from '../../../shared/records/catalogue';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'revsignal-out-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('writeCsv (contracts, section 2)', () => {
  it('writes the columns in their order, quotes only what RFC 4180 asks for, ends lines with LF, leaves absent fields empty', async () => {
    const path = join(dir, 'new', 'Account.csv');

    await writeCsv(path, ['Id', 'Name', 'Is_Customer__c', 'NumberOfEmployees'], [
      { Id: 'a', Name: 'Acme, "The" Co', Is_Customer__c: false, NumberOfEmployees: 0, Left_Out__c: 'x' },
      { Id: 'b', Name: ' two\nlines ' },
      { Id: 'c', Name: 'return\r', Is_Customer__c: true, NumberOfEmployees: 1.5 },
    ]);

    expect(readFileSync(path, 'utf8')).toBe('Id,Name,Is_Customer__c,NumberOfEmployees\na,"Acme, ""The"" Co",false,0\nb," two\nlines ",,\nc,"return\r",true,1.5\n');
  });

  it('is read back as it was written, whatever the text', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', '😀', '\uFEFF', '='), minLength: 1 });
    const records = fc.array(
      fc.record<Opportunity>({ Id: fc.uuid(), Name: text, Amount: fc.double({ noNaN: true, noDefaultInfinity: true }).map((amount) => amount + 0), IsClosed: fc.boolean(), CloseDate: fc.constant('2024-02-29') }, { requiredKeys: ['Id'] }),
    );
    const path = join(dir, 'Opportunity.csv');

    await fc.assert(
      fc.asyncProperty(records, async (written) => {
        await writeCsv(path, ['Name', 'Id', 'Amount', 'IsClosed', 'CloseDate'], written);
        const read: Opportunity[] = [];
        for await (const batch of readCsv('Opportunity', path)) read.push(...batch.rows.map((row) => row.record));

        expect(read).toEqual(written);
      }),
      { numRuns: 50 },
    );
  });
});

describe('writeFileAtomically', () => {
  it('replaces a file and leaves nothing else behind', async () => {
    writeFileSync(join(dir, 'Runs.json'), 'old');

    await writeFileAtomically(join(dir, 'Runs.json'), 'new');

    expect(readFileSync(join(dir, 'Runs.json'), 'utf8')).toBe('new');
    expect(readdirSync(dir)).toEqual(['Runs.json']);
  });

  it('leaves nothing behind when it fails', async () => {
    mkdirSync(join(dir, 'Runs.json', 'in the way'), { recursive: true });

    await expect(writeFileAtomically(join(dir, 'Runs.json'), 'new')).rejects.toThrow('Runs.json');

    expect(readdirSync(dir)).toEqual(['Runs.json']);
  });
});
