import { USERGEMS_ROUTE } from '../../../shared/names/webhooks';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { importDeliveries } from './import-deliveries';
import { importFolder, type ImportReport } from './import-folder';
import type { Progress } from '../progress';
import { readDeliveries } from './read-deliveries';

/** What the folder brought in, records, pushes and deliveries. */
export interface ImportSummary extends ImportReport {
  /** Deliveries that an earlier import had brought in. */
  readonly deliveriesKnown: number;
}

/** Brings a whole folder into the store. */
export const importAll = async (dir: string, deps: Parameters<typeof importFolder>[1] & Pick<StoreDeps, 'signals' | 'deliveries' | 'settings'>, progress: Progress): Promise<ImportSummary> => {
  const report = await importFolder(dir, deps, progress);
  const { deliveries, badRows } = await readDeliveries(dir);
  const [ofUserGems, ofLeads] = [deliveries.filter(({ route }) => route === USERGEMS_ROUTE), deliveries.filter(({ route }) => route !== USERGEMS_ROUTE)];
  const usergems = await importDeliveries(ofUserGems, deps, progress);
  const leads = await importDeliveries(ofLeads, deps, progress);
  const taken = { ...report.taken, 'UserGemsEvents.jsonl': usergems.taken, ...(ofLeads.length > 0 && { 'Deliveries.jsonl': leads.taken }) };
  return { ...report, taken, deliveriesKnown: usergems.known + leads.known, badRows: [...report.badRows, ...badRows] };
};

/** Exit status of an import. */
export const importStatus = ({ badRows, stopped }: ImportSummary): 0 | 1 => (badRows.length === 0 && stopped.length === 0 ? 0 : 1);

/** The summary as lines for people. */
export const describeImport = ({ taken, older, converted, deliveriesKnown, badRows, warnings, stopped }: ImportSummary): string =>
  [
    ...Object.entries(taken).map(([name, count]) => `${name}: ${count} taken in`),
    ...(older === 0 ? [] : [`${older} rows left out: the store has a newer version`]),
    ...(converted === 0 ? [] : [`${converted} contacts took over the UserGems fields of a converted lead`]),
    ...(deliveriesKnown === 0 ? [] : [`${deliveriesKnown} deliveries left out: they had come in before`]),
    ...warnings.map(({ file, line, field }) => `${file}:${line} ${field} kept as text: it does not fit the field`),
    ...badRows.map(({ file, line, reason }) => `${file}:${line} left out: ${reason}`),
    ...stopped.map(({ file, reason }) => `${file} stopped: ${reason}`),
  ].join('\n');
