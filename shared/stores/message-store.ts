import type { Item, Tables } from '../ports/tables';
import { fromPieces, toPieces } from './blob';

/**
 * Messages: digests, alerts, scorecards and notices. A message is claimed before it is sent and settled after; whoever finds it claimed knows that a send
 * was interrupted and its result is not known (architecture, idea 6). A long digest leaves in parts, each claimed for itself.
 */
export type MessageState = 'READY' | 'SENDING' | 'SENT' | 'FAILED' | 'UNKNOWN';

export interface Message {
  readonly runId: string;
  readonly messageId: string;
  readonly kind: 'digest' | 'alert' | 'scorecard' | 'notice';
  readonly channel: 'email' | 'slack';
  /** User id of the recipient of a digest or a notice; empty for what goes to a team. */
  readonly recipientId: string;
  readonly state: MessageState;
  readonly partsSent: number;
  /** How often a vendor has asked to come back later. */
  readonly deferrals: number;
  readonly vendorIds: readonly string[];
  readonly reason: string;
  /** What is sent, frozen: the digest's entries with their ledger rows, the alert, the notice, or the scorecard with its history. */
  readonly content: unknown;
}

export interface MessageStore {
  /** Keeps a message to be sent, unless it is there already. */
  freeze(message: Pick<Message, 'runId' | 'messageId' | 'kind' | 'channel' | 'recipientId' | 'content'>): Promise<void>;
  find(runId: string, messageId: string): Promise<Message | undefined>;
  /** Claims the next part: READY -> SENDING. False when somebody else has claimed it. */
  claim(message: Message): Promise<boolean>;
  /** A part left: back to READY for the next one. */
  partSent(message: Message, vendorId: string): Promise<Message>;
  /** Certainly not sent and to be tried again: SENDING -> READY. */
  release(message: Message): Promise<void>;
  settle(message: Message, state: 'SENT' | 'FAILED' | 'UNKNOWN', reason: string): Promise<Message>;
  ofRun(runId: string): Promise<Message[]>;
  /** The message that left under an id of the vendor; reads the table through. */
  sentAs(vendorId: string): Promise<Message | undefined>;
}

export const messageStore = (tables: Tables): MessageStore => {
  const key = ({ runId, messageId }: Pick<Message, 'runId' | 'messageId'>): { RunId: string; MessageId: string } => ({ RunId: runId, MessageId: messageId });
  const inState = (state: MessageState) => [{ attribute: 'State', is: 'equal', value: state } as const];

  const find: MessageStore['find'] = async (runId, messageId) => {
    const [item] = await tables.getMany('Message', [key({ runId, messageId })]);
    return item && fromItem(item);
  };

  return {
    freeze: async ({ runId, messageId, kind, channel, recipientId, content }) => {
      await tables.put(
        'Message',
        { RunId: runId, MessageId: messageId, Kind: kind, Channel: channel, RecipientId: recipientId, State: 'READY', PartsSent: 0, VendorIds: [], Content: toPieces(content) },
        [{ attribute: 'MessageId', is: 'absent' }],
      );
    },
    find,
    claim: async (message) => (await tables.update('Message', key(message), { set: { State: 'SENDING' } }, [...inState('READY'), { attribute: 'PartsSent', is: 'equal', value: message.partsSent }])) !== undefined,
    partSent: async (message, vendorId) => {
      const next = { ...message, state: 'READY' as const, partsSent: message.partsSent + 1, vendorIds: [...message.vendorIds, vendorId] };
      await tables.update('Message', key(message), { set: { State: next.state, PartsSent: next.partsSent, VendorIds: next.vendorIds } }, inState('SENDING'));
      return next;
    },
    release: async (message) => {
      await tables.update('Message', key(message), { set: { State: 'READY' }, add: { Deferrals: 1 } }, inState('SENDING'));
    },
    settle: async (message, state, reason) => {
      await tables.update('Message', key(message), { set: { State: state, Reason: reason } });
      return { ...message, state, reason };
    },
    ofRun: async (runId) => (await tables.query({ table: 'Message', partition: runId })).map(fromItem),
    sentAs: async (vendorId) => {
      for await (const page of tables.scan('Message', ['RunId', 'MessageId', 'VendorIds'])) {
        const item = page.find(({ VendorIds }) => Array.isArray(VendorIds) && VendorIds.includes(vendorId));
        if (item) return find(String(item['RunId']), String(item['MessageId']));
      }
      return undefined;
    },
  };
};

const fromItem = (item: Item): Message => ({
  runId: String(item['RunId']),
  messageId: String(item['MessageId']),
  kind: item['Kind'] as Message['kind'],
  channel: item['Channel'] as Message['channel'],
  recipientId: String(item['RecipientId'] ?? ''),
  state: item['State'] as MessageState,
  partsSent: Number(item['PartsSent']),
  deferrals: Number(item['Deferrals'] ?? 0),
  vendorIds: Array.isArray(item['VendorIds']) ? item['VendorIds'].map(String) : [],
  reason: String(item['Reason'] ?? ''),
  content: fromPieces(Array.isArray(item['Content']) ? item['Content'].filter((piece) => piece instanceof Uint8Array) : []),
});
