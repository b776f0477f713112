import * as z from 'zod';
import { countBy } from '../../../shared/domain/count-by';
import { awaitsSync, OUTREACH_SYNC, prospectOf, type QueuedPerson } from '../../../shared/domain/outreach/prospect';
import { conflictError, vendorUnavailableError } from '../../../shared/errors/app-error';
import type { Account, Contact, Lead } from '../../../shared/records/catalogue';
import { openOutreach, type OutreachDeps } from '../../../shared/runtime/open-outreach';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({
  runId: z.string(),
  shard: z.string(),
  /** How often in a row Outreach has put the shard off. */
  deferrals: z.int().min(0),
});

/** A vendor who puts a shard off this often will not take it in this run. */
const MOST_DEFERRALS = 30;

type Deps = Pick<StoreDeps, 'runs' | 'records'> & OutreachDeps;

/** What became of one person; `withdrawn`: merged, converted, erased or taken off the queue since the plan. */
interface Pushed extends QueuedPerson {
  readonly outcome: 'synced' | 'refused' | 'withdrawn';
  readonly reason: string;
}

/**
 * Pushes the people of a shard to Outreach and marks each as synced (RO-03). Who is synced already is not pushed again, so that a retry goes
 * on where it stopped; who was refused is asked again. When Outreach says that it is too much, the state machine waits and comes back.
 */
export const run = async (deps: Deps, { runId, shard, deferrals }: z.infer<typeof inputSchema>) => {
  const lease = await deps.runs.lease(runId, shard);
  if (lease.isDone('pushed')) return { outcome: 'done' };
  const queued = lease.work as readonly QueuedPerson[];
  const { people, accounts } = await load(deps, queued);

  const pushed: Pushed[] = [];
  for (const person of queued) {
    const answer = await push(deps, person, people.get(person.recordId), accounts);
    if (answer.outcome === 'rate_limited') {
      if (deferrals >= MOST_DEFERRALS) throw vendorUnavailableError(`Outreach has said "too many requests" ${deferrals} times in a row`, { details: { runId, shard } });
      return { outcome: answer.outcome, retryAfterSeconds: answer.retryAfterSeconds, deferrals: deferrals + 1 };
    }
    pushed.push({ ...person, ...answer });
  }
  const refused = pushed.filter(({ outcome }) => outcome === 'refused');
  if (!(await lease.record('pushed', refused, countBy(pushed.map(({ outcome }) => outcome))))) throw conflictError(`Shard ${shard} of ${runId} was taken over by another worker`, { runId, shard });
  return { outcome: 'done' };
};

const load = async ({ records }: Deps, queued: readonly QueuedPerson[]) => {
  const idsOf = (object: QueuedPerson['object']): string[] => queued.flatMap((person) => (person.object === object ? [person.recordId] : []));
  const [leads, contacts] = await Promise.all([records.load('Lead', idsOf('Lead')), records.load('Contact', idsOf('Contact'))]);
  const accounts = await records.load('Account', [...contacts.values()].map(({ AccountId }) => AccountId));
  return { people: new Map<string, Lead | Contact>([...leads, ...contacts]), accounts };
};

type Answer = Pick<Pushed, 'outcome' | 'reason'> | { readonly outcome: 'rate_limited'; readonly retryAfterSeconds: number };

const push = async ({ records, outreach }: Deps, { object }: QueuedPerson, person: Lead | Contact | undefined, accounts: ReadonlyMap<string, Account>): Promise<Answer> => {
  if (person?.Outreach_Sync__c === OUTREACH_SYNC.synced) return { outcome: 'synced', reason: '' };
  if (person === undefined || !awaitsSync(person)) return { outcome: 'withdrawn', reason: '' };
  const prospect = prospectOf(person, 'AccountId' in person ? accounts.get(person.AccountId ?? '')?.Name : 'Company' in person ? person.Company : undefined);
  if (prospect === undefined) return { outcome: 'refused', reason: 'NO_EMAIL' };
  const answer = await outreach.upsertProspect(prospect);
  if (answer.outcome !== 'synced') return answer;
  // Somebody who took the record off the queue meanwhile has the last word.
  await records.change(object, person, { ...person, Outreach_Sync__c: OUTREACH_SYNC.synced }, ['Outreach_Sync__c']);
  return { outcome: 'synced', reason: '' };
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openOutreach() }), run });
