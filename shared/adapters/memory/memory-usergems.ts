import { vendorUnavailableError } from '../../errors/app-error';
import type { UserGemsApi, VendorAnswer, VendorWrite } from '../../ports/usergems-api';

/** What the next send does instead of being taken: an answer, `lost` (taken, but nobody hears of it) or `unsent` (it never arrives). */
export type ScriptedAnswer = Exclude<VendorAnswer, { outcome: 'queued' }> | 'lost' | 'unsent';

export interface MemoryUserGems extends UserGemsApi {
  /** Everything that was taken, oldest first. */
  readonly taken: readonly VendorWrite[];
  /** The relations under which each person is tracked now, as `<relationship type>#<signal>`, by e-mail. */
  readonly contacts: ReadonlyMap<string, ReadonlySet<string>>;
  /** The accounts of each report, as `<report id>:<domain>`. */
  readonly accounts: ReadonlySet<string>;
  /** Scripts answers for the next sends, in this order. */
  answerNext(...answers: ScriptedAnswer[]): void;
}

/** UserGems in memory, for tests: what it was told, and what it holds therefore. `reports` are the account lists that it was given. */
export const memoryUserGems = (reports: readonly { readonly reportId: number; readonly reportName: string }[] = []): MemoryUserGems => {
  const reportIds = new Map(reports.map(({ reportId, reportName }) => [reportName, reportId]));
  const taken: VendorWrite[] = [];
  const contacts = new Map<string, Set<string>>();
  const accounts = new Set<string>();
  const scripted: ScriptedAnswer[] = [];

  const take = (write: VendorWrite): void => {
    taken.push(write);
    switch (write.kind) {
      case 'add_contact':
        contacts.set(write.email, (contacts.get(write.email) ?? new Set()).add(`${write.relationshipType}#${write.signal}`));
        break;
      case 'remove_contact':
        contacts.get(write.email)?.delete(`${write.relationshipType}#${write.signal}`);
        if (contacts.get(write.email)?.size === 0) contacts.delete(write.email);
        break;
      case 'erase_person':
        contacts.delete(write.email);
        break;
      case 'add_account':
        accounts.add(`${write.reportId}:${write.domain}`);
        break;
      case 'remove_account':
        accounts.delete(`${reportIds.get(write.reportName)}:${write.domain}`);
        break;
    }
  };

  return {
    taken,
    contacts,
    accounts,
    answerNext: (...answers) => void scripted.push(...answers),
    send: async (write) => {
      const answer = scripted.shift();
      if (typeof answer === 'object') return answer;
      if (answer !== 'unsent') take(write);
      if (answer !== undefined) throw vendorUnavailableError('UserGems in memory did not answer');
      return { outcome: 'queued' };
    },
  };
};
