import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FREE_MAIL_HOSTS } from '../../../shared/domain/matching/free-mail-hosts.table';
import { normaliseDomain } from '../../../shared/domain/matching/normalise';

const data = process.env.REVSIGNAL_DATA;
const noFreeMail = (): boolean => false;

describe('the free-mail hosts (contracts, section 5)', () => {
  it('are written as normalised domains, so that they can be met', () => {
    const hosts = [...FREE_MAIL_HOSTS];

    expect(hosts.map((host) => normaliseDomain(host, noFreeMail))).toEqual(hosts);
  });

  const reference = data ? it : it.skip;
  reference('hold every host of the reference list (skipped: REVSIGNAL_DATA is not set)', () => {
    const listed = readFileSync(join(data ?? '', 'reference/free-email-domains.txt'), 'utf8')
      .split(/\r?\n/)
      .map((line) => line.replace(/#.*/, '').trim())
      .filter((host) => host !== '');

    expect(listed.length).toBeGreaterThan(50);
    expect(listed.filter((host) => !FREE_MAIL_HOSTS.has(host))).toEqual([]);
  });
});
