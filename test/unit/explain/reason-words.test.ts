import { reasonsOf } from '../../../shared/domain/reason-words.table';

/** Contracts, sections 8, 10 and 12, and what operations and vendors add. */
const CODES = [
  'NEXT_TUESDAY', 'FIRST_TUESDAY', 'PUSH_1', 'SAME_ID', 'SAME_BODY', 'INVALID_BODY', 'TOO_LARGE', 'WRONG_MOTION_FOR_PUSH', 'NOT_TARGET_ACCOUNT', 'ERASED', 'PROCESSING', 'PAST_CONTACT_UNKNOWN', 'CONTACT_NOT_TRACKED',
  'SAME_EMPLOYER', 'CONTACT_ALREADY_MARKED', 'OPEN_LEAD_SAME_EMAIL', 'SAME_PERSON_AND_EMPLOYER', 'RETRO_ACTIVE', 'NO_RULE', 'BDR_MISSING', 'AE_MISSING', 'RM_MISSING', 'PUBSEC_ACCESS', 'INTERRUPTED', 'NO_ADDRESS', 'RATE_LIMITED',
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
