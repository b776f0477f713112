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

/** Of deliveries to the lead database. */
export const DELIVERY_OUTCOME_WORDS = {
  held: 'It waits for its run.',
  processed: 'It was worked.',
  duplicate: 'It repeated an event that was known: nothing happened.',
  rejected: 'It was refused: nothing happened.',
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
  RECIPIENT_MISSING: 'nobody active has the role that is told',
  RATE_LIMITED: 'the vendor kept asking to come back later',

  // The lead database (contracts-leads).
  NO_CHANGE: 'it says nothing that was not so already',
  NO_POINTS: 'the action gives no points',
  LEAD_CREATED: 'nobody was known by this id or e-mail, so it made a lead',
  EXISTING_LEAD: 'an open lead had the same e-mail',
  EXISTING_CONTACT: 'a contact had the same e-mail',
  PERSON_UNKNOWN: 'nobody is known by this id or e-mail',
  RECORD_UNKNOWN: 'there is no such record',
  RECORD_EXISTS: 'there is a record of this id already',
  SAME_RECORD: 'a record cannot be merged with itself',
  COUNTRY_UNKNOWN: 'the country is not on the master list: it was kept as it came, and has no region',
  SOURCE_MISSING: 'a new record needs an initial source',
  SOURCE_INACTIVE: 'this initial source cannot be chosen any more',
  SOURCE_UNKNOWN: 'this initial source is not on the list',
  SOURCE_IMMUTABLE: 'the initial source is set once and never changed',
  STATUS_UNKNOWN: 'there is no such status',
  REASON_REQUIRED: 'to disqualify somebody takes a reason',
  REASON_UNKNOWN: 'this reason of disqualification is not on the list',
  ACTOR_UNKNOWN: 'whoever made the change is no active user',
  OWNER_UNKNOWN: 'the new owner is no active user',
  ADMIN_ONLY: 'only administrators give records to the Sales Admin',
  NOT_SALES_TEAM: 'only the sales team and administrators take records of the Sales Admin',
  OWNER_FOLLOWS_ACCOUNT: 'field sales owns the account, and its contacts have the same owner',
  SDR_UNKNOWN: 'the user is no active SDR',
  ACCOUNT_UNKNOWN: 'a contact needs an account that is known',
  PARENT_UNKNOWN: 'there is no such parent account',
  PARENT_CYCLE: 'an account cannot be above itself',
  FRACTION: 'users are counted in whole numbers',
  OVERRIDE_NOT_ABOVE_LICENSES: 'the manual figure has to be greater than the licences',
  ARS_ONLY: 'only the Account Research Specialist picks accounts',
  NOT_CE_ACCOUNT: 'only a prospect that uses the free edition can be picked',
  NOT_A_FOLLOW_UP: 'only a call, an e-mail, a meeting or a task that follows the request answers it',
  NO_ACCOUNT_OWNER: 'the account has no active owner in field sales',
  REGION_UNMAPPED: 'no country that is known says the region, so it is NCSA',
  SDR_MISSING: 'the account has no active SDR',
  MANAGER_MISSING: 'the owner has no active manager',
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

/** Reasons of which people ask questions, in a channel that the settings name (LD-07, LD-12). */
const HAS_QUESTIONS = /^(SOURCE|STATUS|REASON)_/;

/** The codes of a reason of the lead database; those about sources and statuses say where to ask. */
export const leadReasonsOf = (reason: string, questionsChannel: string): Reason[] => reasonsOf(reason).map(({ code, words }) => ({ code, words: HAS_QUESTIONS.test(code) ? `${words}; questions: ${questionsChannel}` : words }));
