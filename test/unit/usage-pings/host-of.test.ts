import fc from 'fast-check';
import { hostOf, wideningHosts } from '../../../shared/domain/usage-pings/host-of';

describe('the host of a ping (CE-02)', () => {
  it.each([
    ['git.co7.example', 'git.co7.example'],
    ['  GIT.Co7.Example ', 'git.co7.example'],
    ['https://www.git.co7.example:8443/users/sign_in?a=b#c', 'git.co7.example'],
    ['http://192.168.1.9:8080/', '192.168.1.9'],
    ['//git.co7.example/', 'git.co7.example'],
    ['https://someone:secret@git.co7.example', 'git.co7.example'],
    ['.git.co7.example.', 'git.co7.example'],
    ['git.co7.example\\x', 'git.co7.example'],
    ['[fd00::1]:8080', 'fd00::1'],
    ['http://[2001:DB8::7]/', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
    ['gitlab', 'gitlab'],
    ['www.gitlab', 'gitlab'],
  ])('%s is %s', (text, host) => {
    expect(hostOf(text)).toBe(host);
  });

  it.each(['', '   ', 'https://', '///', '..', `${'a'.repeat(250)}.example`])('%j is none', (text) => {
    expect(hostOf(text)).toBeUndefined();
  });

  it('cleaning a clean host changes nothing, whatever was given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.domain(), fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
        const host = hostOf(text);
        fc.pre(host !== undefined && !host.startsWith('www.') && !/[:%/@\s]/.test(host));
        expect(hostOf(host ?? '')).toBe(host);
      }),
    );
  });

  it('widens a host down to two labels (CE-03)', () => {
    expect([wideningHosts('a.b.co7.example'), wideningHosts('co7.example'), wideningHosts('gitlab')]).toEqual([['a.b.co7.example', 'b.co7.example', 'co7.example'], ['co7.example'], ['gitlab']]);
  });
});
