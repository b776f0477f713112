import { memoryEmailSender, memorySlackSender } from '../../shared/adapters/memory/memory-senders';
import { memoryTables } from '../../shared/adapters/memory/memory-tables';
import { deliverMessage, INTERRUPTED, type Delivery } from '../../shared/runtime/deliver-message';
import { messageStore } from '../../shared/stores/message-store';
import { crashing, FATES, type Crash } from '../support/crashes';

const KEY = { runId: 'run', messageId: 'u#slack' };
const PARTS = ['part 1 of 3', 'part 2 of 3', 'part 3 of 3'];

/** Delivers a message of three parts, again and again until a worker comes through. */
const deliver = async (crash?: Crash) => {
  const { effects, around, wrapTables, wrapSenders } = crashing(crash);
  const memory = memorySlackSender();
  const { slack } = wrapSenders({ email: memoryEmailSender(), slack: memory });
  const messages = messageStore(wrapTables(memoryTables()));
  await messages.freeze({ ...KEY, kind: 'digest', channel: 'slack', recipientId: 'u', content: {} });

  const kept: string[] = [];
  const attempt = async (): Promise<Delivery> => {
    const message = await messages.find(KEY.runId, KEY.messageId);
    if (!message) throw new Error('The message is gone');
    return deliverMessage(message, PARTS.map((text) => () => slack.send({ channel: '#here' }, { text, blocks: [] })), messages, async (outcome, reason) => void kept.push([outcome, reason].join(' ').trim()));
  };
  const work = () => around('send-message', attempt);
  await work().catch(work);
  const message = await messages.find(KEY.runId, KEY.messageId);
  return { effects, sent: memory.sent.map(({ post }) => post.text), state: message?.state, reason: message?.reason, kept: kept.at(-1) };
};

describe('a message in parts (PLAT-05)', () => {
  it('leaves part by part and is then settled', async () => {
    expect(await deliver()).toMatchObject({ sent: PARTS, state: 'SENT', reason: '', kept: 'sent' });
  });

  it('no part leaves twice or out of order, wherever a worker dies; it ends whole, or as unknown with its reason', async () => {
    const { effects } = await deliver();
    const crashes = effects.flatMap(({ kind }, at) => FATES[kind].map((fate): Crash => ({ at, fate, of: 'invocation' })));
    for (const crash of crashes) {
      const { sent, state, reason, kept } = await deliver(crash);
      expect({ crash, sent }).toEqual({ crash, sent: PARTS.slice(0, sent.length) });
      expect({ crash, state, reason, kept }).toEqual(state === 'SENT' && sent.length === PARTS.length ? { crash, state: 'SENT', reason: '', kept: 'sent' } : { crash, state: 'UNKNOWN', reason: INTERRUPTED, kept: `unknown ${INTERRUPTED}` });
    }
    expect(crashes.length).toBeGreaterThan(effects.length);
  });
});
