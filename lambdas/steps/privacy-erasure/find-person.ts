import * as z from 'zod';
import { clue, personOf } from '../../../shared/domain/privacy/person';
import { CONTACT_CLUES, followClues, LEAD_CLUES, traceOfContact, traceOfDelivery, traceOfLead, traceOfSignal, type Trace } from '../../../shared/domain/privacy/traces';
import { invalidInputError } from '../../../shared/errors/app-error';
import { knownErasure } from '../../../shared/runtime/known-erasure';
import { openStores } from '../../../shared/runtime/open-stores';
import { refuseBesideOpenRuns } from '../../../shared/runtime/refuse-beside-open-runs';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ erasureId: z.string(), execution: z.object({ name: z.string(), startTime: z.iso.datetime({ offset: true }) }) });

/** Leads and contacts that one person can have; more are of several, who share an address or a profile that is nobody's own. */
const MOST_RECORDS = 50;

type Deps = Pick<StoreDeps, 'erasures' | 'records' | 'signals' | 'deliveries' | 'runs' | 'sequence'>;

/**
 * Follows the address of a request to every lead, contact, signal and delivery of the person, and keeps the clues with the request before anything
 * is erased. Refused beside a run that would bring the person back.
 */
export const run = async (deps: Deps, { erasureId, execution }: z.infer<typeof inputSchema>) => {
  const erasure = knownErasure(await deps.erasures.begin(erasureId, new Date(execution.startTime).toISOString(), execution.name), erasureId);
  const turn = { deferrals: 0 };
  if (erasure.email === undefined) return { outcome: 'erased_before', turn };

  await refuseBesideOpenRuns(deps, execution.startTime);
  const clues = followClues([clue('email', erasure.email), ...erasure.clues], await loadTraces(deps));
  const records = clues.filter((one) => one.startsWith(clue('record', ''))).length;
  if (records > MOST_RECORDS) throw invalidInputError(`The address of ${erasureId} leads to ${records} leads and contacts, more than one person's ${MOST_RECORDS}: correct the address or profile that they share in the CRM, import, and rerun`, { erasureId, records });

  await deps.erasures.keepClues(erasureId, clues);
  return { outcome: 'found', records: personOf(clues).ids.size, turn };
};

const loadTraces = async ({ records, signals, deliveries }: Deps): Promise<Trace[]> => {
  const traces: Trace[] = [];
  for await (const page of records.pages('Contact', CONTACT_CLUES)) for (const contact of page) traces.push(traceOfContact(contact));
  for await (const page of records.pages('Lead', LEAD_CLUES)) for (const lead of page) traces.push(traceOfLead(lead));
  for await (const page of signals.all()) for (const signal of page) traces.push(traceOfSignal(signal));
  for await (const page of deliveries.all()) for (const delivery of page) traces.push(traceOfDelivery(delivery));
  return traces;
};

export const handler = task({ input: inputSchema, deps: openStores, run });
