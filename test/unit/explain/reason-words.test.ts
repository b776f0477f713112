import { leadReasonsOf, reasonsOf } from '../../../shared/domain/reason-words.table';

/** Contracts, sections 8, 10 and 12, contracts-leads, sections 2 and 6 to 12, and what operations and vendors add. */
const CODES = [
  'NEXT_TUESDAY', 'FIRST_TUESDAY', 'PUSH_1', 'SAME_ID', 'SAME_BODY', 'INVALID_BODY', 'TOO_LARGE', 'WRONG_MOTION_FOR_PUSH', 'NOT_TARGET_ACCOUNT', 'ERASED', 'PROCESSING', 'PAST_CONTACT_UNKNOWN', 'CONTACT_NOT_TRACKED',
  'SAME_EMPLOYER', 'CONTACT_ALREADY_MARKED', 'OPEN_LEAD_SAME_EMAIL', 'SAME_PERSON_AND_EMPLOYER', 'RETRO_ACTIVE', 'NO_RULE', 'BDR_MISSING', 'AE_MISSING', 'RM_MISSING', 'PUBSEC_ACCESS', 'INTERRUPTED', 'NO_ADDRESS', 'RATE_LIMITED',
  'NO_CHANGE', 'NO_POINTS', 'LEAD_CREATED', 'EXISTING_LEAD', 'EXISTING_CONTACT', 'PERSON_UNKNOWN', 'RECORD_UNKNOWN', 'RECORD_EXISTS', 'SAME_RECORD', 'COUNTRY_UNKNOWN', 'SOURCE_MISSING', 'SOURCE_INACTIVE', 'SOURCE_UNKNOWN', 'SOURCE_IMMUTABLE',
  'STATUS_UNKNOWN', 'REASON_REQUIRED', 'REASON_UNKNOWN', 'ACTOR_UNKNOWN', 'OWNER_UNKNOWN', 'ADMIN_ONLY', 'NOT_SALES_TEAM', 'OWNER_FOLLOWS_ACCOUNT', 'SDR_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PARENT_UNKNOWN', 'PARENT_CYCLE', 'FRACTION',
  'OVERRIDE_NOT_ABOVE_LICENSES', 'ARS_ONLY', 'NOT_CE_ACCOUNT', 'NOT_A_FOLLOW_UP', 'NO_ACCOUNT_OWNER', 'REGION_UNMAPPED', 'SDR_MISSING', 'MANAGER_MISSING',
];

it.each(CODES)('%s has words', (code) => {
  const [reason] = reasonsOf(code);

  expect(reason?.code).toBe(code);
  expect(reason?.words).toMatch(/^[a-z].* .*[a-z]/);
});

it('a reason may have several codes, and details behind a colon are told after the words', () => {
  expect(reasonsOf('PROCESSING:TypeError;SAME_EMPLOYER').map(({ words }) => words)).toEqual([
    'an error stopped it; it can be redriven: TypeError',
    'the person did not leave the past contact’s company, so the contact was not marked',
  ]);
});

it('a code of a vendor stands for itself, and no reason is none', () => {
  expect(reasonsOf('MessageRejected')).toEqual([{ code: 'MessageRejected', words: 'MessageRejected' }]);
  expect(reasonsOf('')).toEqual([]);
});

it('reasons about sources and statuses name the channel for questions (LD-07, LD-12)', () => {
  expect(leadReasonsOf('STATUS_UNKNOWN;NO_CHANGE', '#Lead-Questions').map(({ words }) => words)).toEqual(['there is no such status; questions: #Lead-Questions', 'it says nothing that was not so already']);
});
