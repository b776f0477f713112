import type { Prospect } from '../../domain/outreach/prospect';
import { vendorUnavailableError } from '../../errors/app-error';
import type { OutreachApi, ProspectAnswer } from '../../ports/outreach-api';

/** What the next call does instead of being taken: an answer, `lost` (taken, but nobody hears of it) or `unsent` (it never arrives). */
export type ScriptedProspectAnswer = Exclude<ProspectAnswer, { outcome: 'synced' }> | 'lost' | 'unsent';

export interface MemoryOutreach extends OutreachApi {
  /** The prospects, by e-mail. */
  readonly prospects: ReadonlyMap<string, Prospect>;
  /** Everything that was taken, oldest first. */
  readonly taken: readonly Prospect[];
  /** Scripts answers for the next calls, in this order. */
  answerNext(...answers: ScriptedProspectAnswer[]): void;
}

/** Outreach in memory, for tests and for runs that must not reach anybody. */
export const memoryOutreach = (): MemoryOutreach => {
  const prospects = new Map<string, Prospect>();
  const taken: Prospect[] = [];
  const scripted: ScriptedProspectAnswer[] = [];
  return {
    prospects,
    taken,
    answerNext: (...answers) => void scripted.push(...answers),
    upsertProspect: async (prospect) => {
      const answer = scripted.shift();
      if (typeof answer === 'object') return answer;
      if (answer !== 'unsent') {
        prospects.set(prospect.email, prospect);
        taken.push(prospect);
      }
      if (answer !== undefined) throw vendorUnavailableError('Outreach in memory did not answer');
      return { outcome: 'synced' };
    },
  };
};
