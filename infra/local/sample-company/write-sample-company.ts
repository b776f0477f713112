import { join } from 'node:path';
import { writeCsv } from '../../../shared/adapters/files/write-csv';
import { writeFileAtomically } from '../../../shared/adapters/files/write-file';
import { CATALOGUE, OBJECT_NAMES } from '../../../shared/records/catalogue';
import type { FlatRecord } from '../../../shared/records/format-record';
import type { SampleCompany } from './generate-sample-company';

/** Writes the company as the folder that `--data` takes, to show how an export should look (contracts, section 2). */
export const writeSampleCompany = async (dir: string, company: SampleCompany): Promise<void> => {
  for (const object of OBJECT_NAMES) {
    const records: readonly FlatRecord[] = company.records[object];
    const columns = Object.keys(CATALOGUE[object]).filter((field) => records.some((record) => record[field] !== undefined));
    await writeCsv(join(dir, `${object}.csv`), columns, records);
  }
  await writeJsonl(join(dir, 'UserGemsEvents.jsonl'), company.deliveries);
  for (const [index, push] of company.pushes.entries()) await writeJsonl(join(dir, `UserGemsRetroPush${index + 1}.jsonl`), push);
};

const writeJsonl = (path: string, values: readonly unknown[]): Promise<void> => writeFileAtomically(path, values.map((value) => `${JSON.stringify(value)}\n`).join(''));
