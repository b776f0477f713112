import fc from 'fast-check';
import { newestPings } from '../../../shared/domain/usage-pings/newest-pings';
import type { UsagePing } from '../../../shared/domain/usage-pings/usage-ping';

const LOADED = '2018-07-02T08:30:00.000Z';
const ping = (host: string, pingedAt: string, more: Partial<Extract<UsagePing, { kind: 'ping' }>> = {}): UsagePing => ({ kind: 'ping', host, pingedAt, receivedAt: '2018-07-02T07:00:00.000Z', place: 'v#000000', activeUsers: 1, instances: 1, ...more });
const readable = (host: string, pingedAt: string, activeUsers = 1) => ({ kind: 'ping', host, pingedAt, activeUsers, instances: 1 });

describe('the newest ping of a host (CE-02)', () => {
  it('is the one that pinged last, of equals the one received later, of these the one further back in its delivery', () => {
    const pings = [
      ping('a.example', '2018-06-30T00:00:00.000Z', { activeUsers: 3, place: 'v#000002' }),
      ping('a.example', '2018-06-30T00:00:00.000Z', { activeUsers: 2, place: 'v#000001' }),
      ping('a.example', '2018-06-23T00:00:00.000Z', { activeUsers: 1, receivedAt: '2018-07-02T08:00:00.000Z' }),
    ];
    expect(newestPings(pings, LOADED)).toEqual({ hosts: [readable('a.example', '2018-06-30T00:00:00.000Z', 3)], discarded: [], superseded: [pings[1], pings[2]] });
  });

  it('future and unreadable elements have rows of their own and hide nothing', () => {
    const pings: UsagePing[] = [
      ping('a.example', '2018-07-05T00:00:00.000Z'),
      ping('a.example', '2018-07-06T00:00:00.000Z', { place: 'v#000001' }),
      ping('a.example', LOADED, { place: 'v#000002' }),
      { kind: 'unreadable', host: 'a.example', receivedAt: '2018-07-02T07:00:00.000Z', place: 'v#000003' },
    ];
    expect(newestPings(pings, LOADED)).toEqual({
      hosts: [readable('a.example', LOADED)],
      discarded: [
        { host: 'a.example', outcome: 'discarded', reason: 'FUTURE' },
        { host: 'a.example', outcome: 'discarded', reason: 'FUTURE' },
        { host: 'a.example', outcome: 'discarded', reason: 'INVALID_PING' },
      ],
      superseded: [],
    });
  });

  it('leaves what was received at the instant of the load or later to the next', () => {
    expect(newestPings([ping('a.example', '2018-06-30T00:00:00.000Z', { receivedAt: LOADED })], LOADED)).toEqual({ hosts: [], discarded: [], superseded: [] });
  });

  const day = fc.integer({ min: 1, max: 28 }).map((number) => `2018-06-${String(number).padStart(2, '0')}T00:00:00.000Z`);
  const anyPing = fc.record({ host: fc.constantFrom('a.example', 'b.example'), pingedAt: day, receivedAt: day, place: fc.integer({ min: 0, max: 9 }).map((number) => `v#${number}`), activeUsers: fc.nat(9) });

  it('does not depend on the order in which pings are stored, and forgets nothing that a later load needs', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyPing, { selector: ({ host, pingedAt, receivedAt, place }) => [host, pingedAt, receivedAt, place].join() }), (given) => {
        const pings = given.map((one): UsagePing => ({ kind: 'ping', instances: 1, ...one }));
        const found = newestPings(pings, LOADED);
        expect(newestPings(pings.toReversed(), LOADED).hosts).toEqual(found.hosts);
        expect(newestPings(pings.filter((one) => !found.superseded.includes(one)), LOADED)).toEqual({ ...found, superseded: [] });
      }),
    );
  });
});
