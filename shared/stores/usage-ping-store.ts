import type { UsagePing } from '../domain/usage-pings/usage-ping';
import type { Item, Key, Put, Tables } from '../ports/tables';

/**
 * Usage pings by host (CE-01). A ping is a row of its own and never changed, so that it does not matter in what order, how often and by
 * how many workers deliveries are taken in; those behind a newer one are removed by the load that saw it.
 */
export interface UsagePingStore {
  putMany(pings: readonly UsagePing[]): Promise<void>;
  /** Every ping, page by page, in no order. */
  pages(): AsyncIterable<UsagePing[]>;
  remove(pings: readonly UsagePing[]): Promise<void>;
}

export const usagePingStore = (tables: Tables): UsagePingStore => ({
  putMany: (pings) => tables.putMany(pings.map(toPut)),
  async *pages() {
    for await (const page of tables.scan('UsagePing')) yield page.map(fromItem);
  },
  remove: (pings) => tables.deleteMany('UsagePing', pings.map(toKey)),
});

/** Where elements stand that name no host. */
const NO_HOST = '(none)';
/** Before the places of elements that cannot be read; instants begin with a digit. */
const UNREADABLE = 'unreadable';

const toKey = (ping: UsagePing): Key => ({
  Host: ping.host === '' ? NO_HOST : ping.host,
  PingOrder: [ping.kind === 'ping' ? ping.pingedAt : UNREADABLE, ping.receivedAt, ping.place].join('#'),
});

const toPut = (ping: UsagePing): Put => ({
  table: 'UsagePing',
  item: { ...toKey(ping), ReceivedAt: ping.receivedAt, ...(ping.kind === 'ping' && { PingedAt: ping.pingedAt, ActiveUsers: ping.activeUsers, Instances: ping.instances }) },
});

/** The store holds what `putMany` wrote. */
const fromItem = (item: Item): UsagePing => {
  const host = String(item['Host']);
  const order = String(item['PingOrder']);
  const receivedAt = String(item['ReceivedAt']);
  const first = typeof item['PingedAt'] === 'string' ? item['PingedAt'] : UNREADABLE;
  const at = { receivedAt, place: order.slice(`${first}#${receivedAt}#`.length) };
  return first === UNREADABLE
    ? { ...at, kind: 'unreadable', host: host === NO_HOST ? '' : host }
    : { ...at, kind: 'ping', host, pingedAt: first, activeUsers: Number(item['ActiveUsers']), instances: Number(item['Instances']) };
};
