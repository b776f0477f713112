import type { Account, Opportunity } from '../../../shared/records/catalogue';
import { aContactUs, aForm } from '../../support/lead-deliveries';
import { anAccount, anOpportunity } from '../../support/records';
import { pathsOf, worked } from '../../support/worked-stream';

const BOTH = { alternatePolicies: ['KNOWN_CUSTOMER', 'OPEN_OPPORTUNITY'] };
const OFF = { alternatePolicies: [] };
const person = { email: 'ada@umbrella.example', country: 'Japan' };
const trial = aForm('for-1', { form: 'ee_trial', person });
const request = aContactUs('for-1', person.email, { person });

const pathsAt = (account: Partial<Account>, delivery: typeof trial, settings: { alternatePolicies: string[] }, opportunity?: Partial<Opportunity>): string[] =>
  pathsOf(
    worked(
      {
        accounts: [anAccount({ Id: 'acct', Website: 'umbrella.example', OwnerId: 'ae-4', Sales_Segmentation__c: 'SMB', ...account })],
        opportunities: opportunity ? [anOpportunity({ Id: 'deal', AccountId: 'acct', ...opportunity })] : [],
      },
      [delivery],
      settings,
    ),
  );

describe('the policies of inbound routing (LR-09)', () => {
  it.each([
    ['a customer', { Is_Customer__c: true }, undefined, 'KNOWN_CUSTOMER→ACCOUNT_OWNER: ae-4'],
    ['a customer by its type', { Type: 'customer' }, undefined, 'KNOWN_CUSTOMER→ACCOUNT_OWNER: ae-4'],
    ['a prospect with an open opportunity', { Type: 'Prospect' }, { IsClosed: false }, 'OPEN_OPPORTUNITY→ACCOUNT_OWNER: ae-4'],
  ])('off, as they are unless a stage names them, LR-04 and LR-06 apply to %s; on, its owner gets requests and trials alike', (_, account, opportunity, path) => {
    expect(pathsAt(account, request, OFF, opportunity)).toEqual(['SMB→BDR_RR(APAC): ibdr-APAC-1']);
    expect(pathsAt(account, trial, OFF, opportunity)).toEqual(['EE_TRIAL→BDR_RR(APAC): ibdr-APAC-1']);
    expect(pathsAt(account, request, BOTH, opportunity)).toEqual([path]);
    expect(pathsAt(account, trial, BOTH, opportunity)).toEqual([path]);
  });

  it.each([
    ['a prospect', {}, undefined],
    ['a prospect whose opportunities are closed', {}, { IsClosed: true }],
    ['a customer of nobody in field sales', { Is_Customer__c: true, OwnerId: 'sadm-1' }, undefined],
    ['a customer whose owner left', { Is_Customer__c: true, OwnerId: 'ae-gone' }, undefined],
  ])('on, they are silent about %s', (_, account, opportunity) => {
    expect(pathsAt(account, request, BOTH, opportunity)).toEqual(['SMB→BDR_RR(APAC): ibdr-APAC-1']);
  });

  it('LR-03: the Federal team comes first', () => {
    expect(pathsAt({ Is_Customer__c: true, Industry: 'Education' }, request, BOTH)).toEqual(['FEDERAL→FEDERAL_RR: fed-1']);
  });
});
