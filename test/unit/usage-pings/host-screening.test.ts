import { isAddress, screenHost, screenPing } from '../../../shared/domain/usage-pings/host-screening';
import type { ReadablePing } from '../../../shared/domain/usage-pings/usage-ping';

const LOAD = { loadedAt: '2018-07-02T08:30:00.000Z', staleAfterDays: 60 };
const pingOf = (host: string, pingedAt = LOAD.loadedAt): ReadablePing => ({ kind: 'ping', host, pingedAt, activeUsers: 1, instances: 1 });

describe('what is asked of a host (CE-02)', () => {
  it('60 days to the second are fresh, one second more is stale', () => {
    expect([screenPing(pingOf('git.co7.example', '2018-05-03T08:30:00.000Z'), LOAD), screenPing(pingOf('git.co7.example', '2018-05-03T08:29:59.000Z'), LOAD)]).toEqual([undefined, 'STALE']);
  });

  it('a stale private address is stale: the first reason counts', () => {
    expect(screenPing(pingOf('10.0.0.5', '2018-01-01T00:00:00.000Z'), LOAD)).toBe('STALE');
  });

  it.each([
    '0.1.2.3', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255', '127.0.0.1', '169.254.169.254', '172.16.0.0', '172.31.255.255', '192.168.0.1',
    '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '::1', 'fc00::1', 'fdff::1', 'fe80::1', 'febf::1', '::ffff:10.0.0.5',
  ])('%s is reserved', (host) => {
    expect(screenPing(pingOf(host), LOAD)).toBe('PRIVATE_IP');
  });

  it.each(['1.0.0.0', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '128.0.0.1', '172.15.255.255', '172.32.0.1', '192.167.255.255', '223.255.255.255', '::2', 'fe00::1', 'fec0::1', '2001:db8::1', '::ffff:9.9.9.9'])(
    '%s is not',
    (host) => {
      expect([isAddress(host), screenPing(pingOf(host), LOAD)]).toEqual([true, undefined]);
    },
  );

  it.each([
    ['gitlab', 'LOCAL_HOST'],
    ['git.corp.local', 'LOCAL_HOST'],
    ['git.localdomain', 'LOCAL_HOST'],
    ['git.lan', 'LOCAL_HOST'],
    ['git.internal', 'LOCAL_HOST'],
    ['git.test', 'LOCAL_HOST'],
    ['git.invalid', 'LOCAL_HOST'],
    ['amazonaws.com', 'CLOUD_HOST'],
    ['ec2-1.compute.amazonaws.com', 'CLOUD_HOST'],
    ['x.linode.com', 'CLOUD_HOST'],
    ['a.cloudapp.azure.com', 'CLOUD_HOST'],
    ['azure.com', undefined],
    ['notamazonaws.com', undefined],
    ['amazonaws.com.example', undefined],
    ['local.example', undefined],
    ['git.co7.example', undefined],
  ])('%s: %s', (host, reason) => {
    expect(screenHost(host, LOAD)).toBe(reason);
  });
});
