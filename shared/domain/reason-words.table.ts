/**
 * Outcomes and reason codes of signals, ledger and messages (contracts, sections 2, 8 to 12) in the words of those who ask why. What
 * stands behind a colon in a code, such as the fields of `INVALID_BODY:type`, is told after the words.
 */
export const SIGNAL_OUTCOME_WORDS = {
  held: 'It waits for its Tuesday.',
  lead_created: 'It became a lead.',
  enriched_existing: 'It told more about a lead that was there.',
  duplicate: 'It repeated an event that was known.',
  rejected: 'It was refused.',
  failed: 'It could not be processed.',
} as const;

export const LEDGER_OUTCOME_WORDS: Readonly<Record<string, string>> = {
  sent: 'told',
  merged: 'told already in the same digest',
  suppressed: 'not told',
  no_rule: 'nobody told',
  recipient_missing: 'nobody holds the role',
  failed: 'the message could not be sent',
  unknown: 'the message was interrupted: whether it arrived is not known',
};

const REASON_WORDS: Readonly<Record<string, string>> = {
  NEXT_TUESDAY: 'changes are released on Tuesdays',
  FIRST_TUESDAY: 'the past contact is not Tier 1: such changes are released on the first Tuesday of a month',
  SAME_ID: 'an event with this id had come in before',
  SAME_BODY: 'an event with the same content had come in before',
  INVALID_BODY: 'required fields are missing or wrong',
  TOO_LARGE: 'the delivery is larger than 256 KiB',
  WRONG_MOTION_FOR_PUSH: 'this retro-active push does not carry changes of this kind',
  NOT_TARGET_ACCOUNT: 'new hires and promotions count at target accounts only, and the company matched none',
  ERASED: 'the person asked to be erased',
  PROCESSING: 'an error stopped it; it can be redriven',
  PAST_CONTACT_UNKNOWN: 'the past contact is not in the CRM',
  CONTACT_NOT_TRACKED: 'the past contact was not on the tracked list',
  SAME_EMPLOYER: 'the person did not leave the past contact’s company, so the contact was not marked',
  CONTACT_ALREADY_MARKED: 'the past contact had been marked as no longer at the company before',
  OPEN_LEAD_SAME_EMAIL: 'an open lead had the same e-mail',
  SAME_PERSON_AND_EMPLOYER: 'an earlier event of the same person and employer had made the lead',
  RETRO_ACTIVE: 'it came with a retro-active push, which tells nobody',
  NO_RULE: 'no rule held',
  BDR_MISSING: 'no active BDR or SDR',
  AE_MISSING: 'no active account owner',
  RM_MISSING: 'no active renewal manager',
  PUBSEC_ACCESS: 'the person may not see public-sector records',
  INTERRUPTED: 'the send was cut off before its result was known',
  NO_ADDRESS: 'the person has no e-mail address',
  RATE_LIMITED: 'the vendor kept asking to come back later',
};

/** A reason code in words; a code of a vendor stands for itself. */
export interface Reason {
  readonly code: string;
  readonly words: string;
}

/** The codes of a reason, which may be several joined by `;`; none for an empty one. */
export const reasonsOf = (reason: string): Reason[] =>
  reason.split(';').flatMap((code) => {
    if (code === '') return [];
    const [name = '', ...details] = code.split(':');
    const push = /^PUSH_(\d)$/.exec(name)?.[1];
    const words = push === undefined ? (REASON_WORDS[name] ?? name) : `it waits for retro-active push ${push}`;
    return [{ code, words: details.length === 0 ? words : `${words}: ${details.join(':')}` }];
  });
