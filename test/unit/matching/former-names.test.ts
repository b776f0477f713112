import { accountsOfName, formerNamesAfter } from '../../../shared/domain/matching/former-names';
import { matchKeysOf } from '../../../shared/domain/matching/match-keys';
import { anAccount } from '../../support/records';

describe('names that an account bore once', () => {
  it.each([
    ['the name that it loses', { Name: 'Acme' }, 'Apex', 'Acme'],
    ['each once, ignoring case', { Name: 'ACME', Former_Names__c: 'Acme;Alpha' }, 'Apex', 'ACME;Alpha'],
    ['but not the one that it gets back', { Name: 'Apex', Former_Names__c: 'Acme;Alpha' }, 'acme', 'Alpha;Apex'],
    ['nothing where only the spelling changes', { Name: 'Acme' }, 'ACME', undefined],
    ['nothing where it had no name', { Name: undefined }, 'Acme', undefined],
  ])('%s', (_, fields, newName, former) => {
    expect(formerNamesAfter({ Id: 'a', ...fields }, newName)).toBe(former);
  });

  it('means whoever bears the name now, and only without one whoever bore it', () => {
    const renamed = anAccount({ Id: 'a', Name: 'Apex', Former_Names__c: 'Acme' });
    const acme = anAccount({ Id: 'b', Name: 'Acme' });

    expect(accountsOfName([renamed, acme], 'acme')).toEqual([acme]);
    expect(accountsOfName([renamed], 'acme')).toEqual([renamed]);
    expect(accountsOfName([renamed, acme], 'alpha')).toEqual([]);
  });

  it('is found by the store under all its names', () => {
    expect(matchKeysOf.Account({ Id: 'a', Name: 'Apex', Website: 'apex.example', Former_Names__c: 'Acme;Old  Acme' }, () => false)).toEqual([
      'account:domain:apex.example', 'account:name:apex', 'account:name:acme', 'account:name:old acme',
    ]);
  });
});
