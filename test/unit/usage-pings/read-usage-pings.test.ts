import { readUsagePings } from '../../../shared/contracts/usage-pings';

const read = (...pings: readonly unknown[]) => readUsagePings({ deliveryId: 'version-ping#v1', receivedAt: '2018-07-01T10:00:00.000Z', body: JSON.stringify({ id: 'v1', version: 1, pings }) });
const AT = '2018-07-01T08:00:00Z';

describe('the elements of a delivery (CE-01; contracts-leads, section 11)', () => {
  it('keeps host, instant and counts, with one instance and no users where nothing is said', () => {
    expect(read({ host: 'https://git.co7.example/', pingedAt: '2018-07-01T10:00:00+02:00', activeUsers: 120, instances: 3, version: '11.0' }, { host: 'b.example', pingedAt: AT, activeUsers: null })).toEqual([
      { kind: 'ping', receivedAt: '2018-07-01T10:00:00.000Z', place: 'version-ping#v1#000000', host: 'git.co7.example', pingedAt: '2018-07-01T08:00:00.000Z', activeUsers: 120, instances: 3 },
      { kind: 'ping', receivedAt: '2018-07-01T10:00:00.000Z', place: 'version-ping#v1#000001', host: 'b.example', pingedAt: '2018-07-01T08:00:00.000Z', activeUsers: 0, instances: 1 },
    ]);
  });

  it.each([
    [{ pingedAt: AT, activeUsers: 1 }, ''],
    [{ host: null, pingedAt: AT }, ''],
    [{ host: 7, pingedAt: AT }, ''],
    [{ host: ' https:// ', pingedAt: AT }, ' https:// '],
    [{ host: 'a.example' }, 'a.example'],
    [{ host: 'A.example', pingedAt: 'yesterday' }, 'A.example'],
    [{ host: 'a.example', pingedAt: '2018-02-30T08:00:00Z' }, 'a.example'],
    [{ host: 'a.example', pingedAt: '2018-07-01T08:00:00' }, 'a.example'],
    [{ host: 'a.example', pingedAt: AT, activeUsers: -1 }, 'a.example'],
    [{ host: 'a.example', pingedAt: AT, activeUsers: 1.5 }, 'a.example'],
    [{ host: 'a.example', pingedAt: AT, activeUsers: '12' }, 'a.example'],
    [{ host: 'a.example', pingedAt: AT, instances: -2 }, 'a.example'],
    ['a.example', ''],
    [null, ''],
    [[], ''],
  ])('%j cannot be read; the host stays as it was delivered', (element, host) => {
    expect(read(element)).toEqual([{ kind: 'unreadable', receivedAt: '2018-07-01T10:00:00.000Z', place: 'version-ping#v1#000000', host }]);
  });

  it('a bad element refuses no other', () => {
    expect(read(null, { host: 'a.example', pingedAt: AT }).map(({ kind }) => kind)).toEqual(['unreadable', 'ping']);
  });
});
