import * as z from 'zod';
import { ERASE_ITEM, type Erasing } from '../../../shared/domain/privacy/erase-item.table';
import { personOf } from '../../../shared/domain/privacy/person';
import { isAboutAny } from '../../../shared/domain/privacy/redact';
import { sha256 } from '../../../shared/domain/usergems/event-id';
import { notBalancedError } from '../../../shared/errors/app-error';
import { METRICS } from '../../../shared/names/metrics';
import { TABLE_NAMES } from '../../../shared/names/tables';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { erasureChanges } from '../../../shared/runtime/erase-changes';
import { knownErasure } from '../../../shared/runtime/known-erasure';
import { openSenders, type SenderDeps } from '../../../shared/runtime/open-senders';
import { openStores } from '../../../shared/runtime/open-stores';
import { publishMetrics } from '../../../shared/runtime/publish-metrics';
import { refuseBesideOpenRuns } from '../../../shared/runtime/refuse-beside-open-runs';
import { erasureExecution } from '../../../shared/runtime/request-erasure';
import { sendAlert } from '../../../shared/runtime/send-alert';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Erasure, Receipt, SentMessage } from '../../../shared/stores/erasure-store';
import { openedItems } from '../../../shared/stores/opened-items';

const inputSchema = z.object({ erasureId: z.string(), at: z.iso.datetime({ offset: true }) });

type Deps = Pick<StoreDeps, 'erasures' | 'tables' | 'runs' | 'sequence' | 'messages' | 'settings'> & SenderDeps;

/**
 * Proves that no table has anything of the person any more, writes the receipt and forgets the clues. What it returns is the execution's
 * output: counts.
 */
export const run = async (deps: Deps, { erasureId, at }: z.infer<typeof inputSchema>) => {
  const erasure = knownErasure(await deps.erasures.find(erasureId), erasureId);
  if (erasure.receipt) return outputOf(erasure.receipt);

  const erasing = { person: personOf(erasure.clues), erasedAt: erasure.erasedAt ?? at };
  await refuseBesideOpenRuns(deps, at);
  await proveErased(deps, erasureId, erasing);
  const receipt = receiptOf(erasure, await sentMessages(deps, erasing), at);

  publishMetrics({ stage: deps.settings.stage, workflow: WORKFLOWS.erasure }, { [METRICS.personsErased]: 1 });
  await alertRefusals(deps, erasure);
  await deps.erasures.settle(erasure, receipt);
  return outputOf(receipt);
};

const outputOf = ({ items, vendor, sent }: Receipt) => ({ outcome: 'erased', items, vendor: vendor.length, sent: sent.length });

const proveErased = async ({ tables }: Deps, erasureId: string, erasing: Erasing): Promise<void> => {
  const left = await Promise.all(
    TABLE_NAMES.map(async (table) => {
      let count = 0;
      for await (const changes of erasureChanges(tables, table, erasing)) count += changes.length;
      return { table, count };
    }),
  );
  const found = left.filter(({ count }) => count > 0).map(({ table, count }) => `${count} in ${table}`);
  if (found.length > 0) throw notBalancedError(`${erasureId} is not complete: something of the person came in meanwhile (${found.join(', ')}). Rerun it`, { erasureId, found });
};

/** What has left, or may have, and names the person: it lies with its recipients. The ids by which it was about them are still there. */
const sentMessages = async ({ tables }: Deps, { person }: Erasing): Promise<SentMessage[]> => {
  const sent: SentMessage[] = [];
  for await (const page of openedItems(tables, 'Message')) {
    for (const { value: item } of page) {
      const { RunId, MessageId, Channel, State, VendorIds = [], Content = {} } = item;
      const vendorIds = Array.isArray(VendorIds) ? VendorIds.map(String) : [];
      if ((vendorIds.length === 0 && State !== 'UNKNOWN') || !isAboutAny(Content, person)) continue;
      sent.push({ runId: String(RunId), messageId: String(MessageId), channel: String(Channel), state: String(State), vendorIds });
    }
  }
  return sent.sort((a, b) => (`${a.runId} ${a.messageId}` < `${b.runId} ${b.messageId}` ? -1 : 1));
};

const receiptOf = ({ email = '', items, vendor }: Erasure, sent: readonly SentMessage[], at: string): Receipt => ({
  emailSha256: sha256(email),
  items: Object.fromEntries(TABLE_NAMES.filter((table) => ERASE_ITEM[table].erase).map((table) => [table, { changed: items[table]?.changed.length ?? 0, deleted: items[table]?.deleted.length ?? 0 }])),
  vendor,
  sent,
  settledAt: new Date(at).toISOString(),
});

const alertRefusals = async (deps: Deps, { erasureId, vendor }: Erasure): Promise<void> => {
  const refused = vendor.filter(({ outcome }) => outcome === 'refused');
  if (refused.length === 0) return;
  await sendAlert(
    {
      kind: 'ERASURE_REFUSED',
      headline: `UserGems refused to forget a person under ${refused.length} of ${vendor.length} addresses`,
      particulars: [`The person is erased here: erasure ${erasureId}.`, ...new Set(refused.flatMap(({ reason }) => reason ?? []))],
      runbookAnchor: 'erasure-refused',
      runId: erasureExecution(erasureId),
    },
    deps,
  );
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openSenders() }), run });
