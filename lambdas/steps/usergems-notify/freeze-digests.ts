import * as z from 'zod';
import type { AddressedEntry, DigestContent, EvaluatedShard } from '../../../shared/contracts/notification-shard';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ runId: z.string() });

/** Entries of one message: beyond this a person gets a second one rather than one that no mailbox shows whole. */
const MOST_ENTRIES = 1_000;

/** Freezes what each person is told on each channel: from here on a retry sends the same or nothing (NT-07, NT-09). */
export const run = async (deps: Pick<StoreDeps, 'runs' | 'messages'>, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const shards = await deps.runs.shards(runId);
  const evaluated = (await Promise.all(shards.map((shard) => shard.read('evaluated')))) as EvaluatedShard[];

  const digests = new Map<string, AddressedEntry[]>();
  for (const addressed of evaluated.flatMap(({ entries }) => entries)) {
    const id = `${addressed.recipientId}#${addressed.ledger.channel}`;
    digests.set(id, [...(digests.get(id) ?? []), addressed]);
  }

  const messages: string[] = [];
  for (const [id, entries] of [...digests].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sorted = entries.sort(byRuleAndPerson);
    for (let start = 0; start < sorted.length; start += MOST_ENTRIES) {
      const messageId = start === 0 ? id : `${id}#${start / MOST_ENTRIES + 1}`;
      const [recipientId = '', channel] = id.split('#');
      const content: DigestContent = { runDate: current.businessDate, at: current.scheduledTime, recipientId, entries: sorted.slice(start, start + MOST_ENTRIES) };
      await deps.messages.freeze({ runId, messageId, kind: 'digest', channel: channel === 'slack' ? 'slack' : 'email', recipientId, content });
      messages.push(messageId);
    }
  }
  return { outcome: 'frozen', messages };
};

const byRuleAndPerson = (a: AddressedEntry, b: AddressedEntry): number => compareText(a.entry.rule, b.entry.rule) || compareText(a.entry.person, b.entry.person) || compareText(a.entry.recordId, b.entry.recordId);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const handler = task({ input: inputSchema, deps: openStores, run });
