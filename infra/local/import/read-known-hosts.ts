import type { KnownHosts } from '../../../shared/adapters/memory/memory-host-services';
import { findImportFile, readImportText } from '../../../shared/adapters/files/import-file';
import { parseCsv } from '../../../shared/adapters/files/parse-csv';
import type { Company, Registration } from '../../../shared/domain/usage-pings/company';

type Row = Readonly<Record<string, string | undefined>>;

/** What the outside services know in a data folder: `Enrichment.csv`, `ReverseDns.csv`, `Whois.csv` (contracts-leads, section 1); nothing where a file is missing. */
export const readKnownHosts = async (dir: string): Promise<KnownHosts> => ({
  companies: await readTable(dir, 'Enrichment.csv', 'host', companyIn),
  names: await readTable(dir, 'ReverseDns.csv', 'ip', ({ host }) => host),
  registrations: await readTable(dir, 'Whois.csv', 'ip', registrationIn),
});

/** The rows of a file by a column in lower case; one without an answer is none. */
const readTable = async <Answer>(dir: string, file: string, key: string, answerIn: (row: Row) => Answer | undefined): Promise<ReadonlyMap<string, Answer>> => {
  const answers = new Map<string, Answer>();
  const path = await findImportFile(dir, file);
  if (path === undefined) return answers;
  let columns: readonly string[] | undefined;
  for await (const rows of parseCsv(readImportText(path))) {
    for (const { cells = [] } of rows) {
      if (columns === undefined) {
        columns = cells;
        continue;
      }
      const row: Row = Object.fromEntries(columns.map((column, index) => [column.trim(), cells[index]?.trim() || undefined]));
      const [asked, answer] = [row[key]?.toLowerCase(), answerIn(row)];
      if (asked !== undefined && answer !== undefined) answers.set(asked, answer);
    }
  }
  return answers;
};

const companyIn = ({ host, domain = host, employees, ...row }: Row): Company | undefined =>
  domain === undefined
    ? undefined
    : {
        domain,
        name: row['name'],
        employees: employees === undefined || Number.isNaN(Number(employees)) ? undefined : Number(employees),
        billingStreet: row['billingStreet'],
        billingCity: row['billingCity'],
        billingPostalCode: row['billingPostalCode'],
        billingCountry: row['billingCountry'],
        industry: row['industry'],
      };

const registrationIn = ({ organisation, domain }: Row): Registration | undefined => (domain === undefined ? undefined : { organisation, domain });
