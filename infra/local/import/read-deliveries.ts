import type { BadRow } from '../../../shared/adapters/files/bad-row';
import { findImportFile } from '../../../shared/adapters/files/import-file';
import { readJsonl, type JsonLine } from '../../../shared/adapters/files/read-jsonl';
import { instant } from '../../../shared/contracts/body-fields';
import { readLeadBody } from '../../../shared/contracts/leads/lead-delivery';
import { leadSourceAt, USERGEMS_ROUTE } from '../../../shared/names/webhooks';
import type { TimedDelivery } from '../runs/replay';

export interface DeliveriesRead {
  readonly deliveries: readonly TimedDelivery[];
  readonly badRows: readonly BadRow[];
}

/** The files that hold deliveries, and what a line of each is. */
const FILES: Readonly<Record<string, (line: JsonLine) => TimedDelivery | BadRow['reason']>> = {
  'UserGemsEvents.jsonl': ({ line, value }) => {
    const { receivedAt, body } = fieldsOf(value);
    const at = typeof receivedAt === 'string' ? Date.parse(receivedAt) : Number.NaN;
    return Number.isNaN(at) ? 'RECEIVED_AT_INVALID' : { receivedAt: at, route: USERGEMS_ROUTE, body: JSON.stringify(body ?? null), line };
  },
  'Deliveries.jsonl': ({ line, value }) => {
    const { receivedAt, route, body: given } = fieldsOf(value);
    const at = instant.safeParse(receivedAt);
    const source = typeof route === 'string' ? leadSourceAt(route) : undefined;
    if (!at.success || source === undefined || given === undefined) return 'NOT_A_DELIVERY';
    const body = JSON.stringify(given);
    return { receivedAt: Date.parse(at.data), route: String(route), body, eventId: readLeadBody(source, body).eventId, line };
  },
};

export const DELIVERY_FILES = Object.keys(FILES);

/** Reads the deliveries of a folder as their senders made them (contracts, section 2; contracts-leads, section 1). */
export const readDeliveries = async (dir: string): Promise<DeliveriesRead> => {
  const deliveries: TimedDelivery[] = [];
  const badRows: BadRow[] = [];
  for (const [file, read] of Object.entries(FILES)) {
    const path = await findImportFile(dir, file);
    if (path === undefined) continue;
    for await (const row of readJsonl(path)) {
      if ('reason' in row) {
        badRows.push(row);
        continue;
      }
      const delivery = read(row);
      if (typeof delivery === 'string') badRows.push({ file, line: row.line, reason: delivery });
      else deliveries.push(delivery);
    }
  }
  return { deliveries, badRows };
};

const fieldsOf = (value: unknown): { readonly receivedAt?: unknown; readonly route?: unknown; readonly body?: unknown } => (typeof value === 'object' && value !== null ? value : {});
