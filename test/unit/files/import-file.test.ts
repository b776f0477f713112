import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findImportFile } from '../../../shared/adapters/files/import-file';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'revsignal-folder-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('findImportFile (contracts, section 2)', () => {
  it('finds a file, plain or gzipped, and says undefined when there is neither', async () => {
    writeFileSync(join(dir, 'Account.csv'), '');
    writeFileSync(join(dir, 'Contact.csv.gz'), '');

    expect(await Promise.all(['Account.csv', 'Contact.csv', 'Lead.csv'].map((name) => findImportFile(dir, name)))).toEqual([join(dir, 'Account.csv'), join(dir, 'Contact.csv.gz'), undefined]);
  });

  it('refuses a folder that holds both', async () => {
    writeFileSync(join(dir, 'Account.csv'), '');
    writeFileSync(join(dir, 'Account.csv.gz'), '');

    await expect(findImportFile(dir, 'Account.csv')).rejects.toMatchObject({ name: 'InvalidInputError', message: `The folder ${dir} holds Account.csv and Account.csv.gz: keep one of them.` });
  });

  it('refuses a folder that is not there', async () => {
    await expect(findImportFile(join(dir, 'nowhere'), 'Account.csv')).rejects.toMatchObject({ name: 'InvalidInputError', message: expect.stringMatching(/nowhere cannot be read: ENOENT/) });
  });
});
