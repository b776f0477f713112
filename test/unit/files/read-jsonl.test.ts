import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readJsonl } from '../../../shared/adapters/files/read-jsonl';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'revsignal-jsonl-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const read = async (path: string): Promise<unknown[]> => {
  const lines: unknown[] = [];
  for await (const line of readJsonl(path)) lines.push(line);
  return lines;
};

describe('readJsonl (contracts, sections 2 and 13)', () => {
  it('yields every line with its number and text; ignores empty lines, reports what is no JSON and goes on', async () => {
    const texts = ['\uFEFF{"a":1}', '', '{"cut":', ' "text" ', '[1,\u2028"\u2028"]', 'null', '  ', '{"last":"line separator \u2028 inside"}'];
    writeFileSync(join(dir, 'Events.jsonl'), texts.join('\r\n'));

    expect(await read(join(dir, 'Events.jsonl'))).toEqual([
      { line: 1, value: { a: 1 }, text: '{"a":1}' },
      { file: 'Events.jsonl', line: 3, reason: 'NOT_JSON' },
      { line: 4, value: 'text', text: ' "text" ' },
      { file: 'Events.jsonl', line: 5, reason: 'NOT_JSON' },
      { line: 6, value: null, text: 'null' },
      { line: 8, value: { last: 'line separator \u2028 inside' }, text: '{"last":"line separator \u2028 inside"}' },
    ]);
  });

  it('reads long lines whose characters fall across chunks, gzipped', async () => {
    const values = [{ note: 'ü€😀'.repeat(40_000) }, { note: 'next' }];
    writeFileSync(join(dir, 'Events.jsonl.gz'), gzipSync(values.map((value) => `${JSON.stringify(value)}\n`).join('')));

    expect(await read(join(dir, 'Events.jsonl.gz'))).toEqual(values.map((value, index) => ({ line: index + 1, value, text: JSON.stringify(value) })));
  });

  it.each([
    ['is not there', 'Missing.jsonl', /^Missing\.jsonl cannot be read: ENOENT/],
    ['is not gzipped', 'Plain.jsonl.gz', /^Plain\.jsonl\.gz cannot be read: incorrect header check/],
  ])('stops at a file that %s and names it', async (_name, name, message) => {
    writeFileSync(join(dir, 'Plain.jsonl.gz'), '{}\n');

    await expect(read(join(dir, name))).rejects.toMatchObject({ name: 'InvalidInputError', message: expect.stringMatching(message) });
  });
});

const data = process.env['REVSIGNAL_DATA'];

(data ? it : it.skip)('EA164: finds the cut-off delivery of autumn-2024 (skipped without REVSIGNAL_DATA)', async () => {
  const lines = await read(join(data ?? '', 'autumn-2024', 'UserGemsEvents.jsonl.gz'));

  expect(lines.filter((line) => typeof line === 'object' && line !== null && 'reason' in line)).toEqual([{ file: 'UserGemsEvents.jsonl.gz', line: 1381, reason: 'NOT_JSON' }]);
});
