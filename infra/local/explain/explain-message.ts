import type { NoticeContent } from '../../../shared/contracts/notice-content';
import type { DigestContent } from '../../../shared/contracts/notification-shard';
import { NOTICE_WORDS } from '../../../shared/domain/lead-alerts/notice-words.table';
import type { Alert } from '../../../shared/domain/notifications/digest';
import { notificationRuleId } from '../../../shared/domain/notifications/rules.table';
import { reasonsOf } from '../../../shared/domain/reason-words.table';
import type { Message, MessageState } from '../../../shared/stores/message-store';
import { askRule } from './ask-rule';
import type { ExplainDeps } from './explain-deps';
import type { ExplainedEntry, ExplainedMessage } from './explanation';
import { namerOf } from './named';

/** To whom a message went and with what result, and for each of its entries the rule that carried it. */
export const explainMessage = async (message: Message, deps: ExplainDeps): Promise<ExplainedMessage> => {
  const { runId, messageId, kind, channel, recipientId, state, reason, vendorIds } = message;
  const users = await namerOf('User', [recipientId], deps.stores);
  return {
    kind: 'Message',
    id: `${runId}/${messageId}`,
    runId,
    messageId,
    about: kind,
    channel,
    recipient: users(recipientId),
    state,
    words: STATE_WORDS[state],
    reasons: reasonsOf(reason),
    vendorIds,
    entries: kind === 'digest' ? entriesOf(message.content as DigestContent, deps) : [],
    ...(kind === 'alert' && { alert: (message.content as Alert).headline }),
    ...(kind === 'notice' && { alert: headlineOf(message.content as NoticeContent) }),
  };
};

const headlineOf = ({ kind, entries }: NoticeContent): string => NOTICE_WORDS[kind].headline(entries.length);

const STATE_WORDS: Readonly<Record<MessageState, string>> = {
  READY: 'it has not left yet',
  SENDING: 'a send began, and its result was not recorded',
  SENT: 'it was sent',
  FAILED: 'it could not be sent',
  UNKNOWN: 'its send was interrupted: whether it arrived is not known',
};

/** A person has one entry for a record; each channel and each merged rule has ledger rows of its own. */
const entriesOf = ({ at, entries }: DigestContent, deps: ExplainDeps): ExplainedEntry[] =>
  entries.map(({ entry, facts }) => ({
    record: { type: entry.objectType, id: entry.recordId, name: entry.person },
    role: entry.role,
    facts,
    rule: askRule(deps, notificationRuleId(entry.rule), at, facts),
  }));
