import * as z from 'zod';
import { INBOUND_POLICIES } from '../domain/leads/inbound-policies.table';
import { SCORED_CODES } from '../domain/leads/score-points.table';
import { HOLDING_QUEUES } from '../domain/queue-clean-up/clean-up-rules.table';
import { ALTERNATE_POLICIES } from '../domain/routing/alternate-policies.table';
import { ACCOUNT_LISTS } from '../domain/usergems/account-lists.table';
import { MOTIONS } from '../domain/usergems/change';
import { bandsSchema } from './scorecard-bands';

/**
 * The settings of a stage: everything a company may want otherwise without touching a rule. One object per stage in infra/config,
 * checked when the app is synthesized and written beside each bundle; its hash stands on every run and decision.
 * No address of a real organisation is a default: a stage names its own.
 */
const date = z.iso.date();
const address = z.email();
const motion = z.enum(MOTIONS);
/** A link with the record's id in the place of `{Id}`. */
const linkTemplate = z.string().regex(/^https:\/\/\S*\{Id\}\S*$/, 'must be an https address with {Id} in the place of the record id');

export const settingsSchema = z.strictObject({
  stage: z.string().regex(/^[a-z][a-z0-9-]{1,15}$/, 'lower-case letters, digits and hyphens, 2 to 16 characters'),
  /** The org's zone: what a bare weekday, TODAY and YESTERDAY mean (requirements 1.3). */
  timeZone: z.string(),
  launch: z.strictObject({
    /** Sales enablement took place on this day (UG-17). */
    trainingOn: date,
    /** A regular sync before this day refuses to create leads (UG-17). */
    goLiveOn: date,
    /** Retro-active pushes (UG-16): number, day and the motions that the push may carry. */
    retroPushes: z.array(z.strictObject({ push: z.int().min(1).max(9), on: date, motions: z.array(motion).min(1) })),
  }),
  tracking: z.strictObject({
    /** Contacts the vendor follows at most (UG-04). */
    capacity: z.int().min(1),
    /** The first so many of cohort 1 are Tier 1 (UG-05). */
    tier1: z.int().min(0),
  }),
  /** UserGems' REST API, which is told whom to track (UG-03 to UG-06). https://app.usergems.com/api/documentation */
  usergems: z.strictObject({
    /** `https://api.usergems.com/v1`, or a proxy of your own. */
    baseUrl: z.url(),
    /** What the vendor takes a second, from all workers together. */
    requestsPerSecond: z.int().min(1).max(1_000),
    /** Every Monday evening; or only when an operator starts the workflow. */
    tellLists: z.enum(['weekly', 'by hand']),
    /** The signal under which contacts are tracked; every removal is scoped by it. */
    signal: z.string().min(1),
    /** The account lists that UserGems is given: its report's number (to add) and name (to remove). */
    accountLists: z.array(z.strictObject({ list: z.enum(ACCOUNT_LISTS), reportId: z.int(), reportName: z.string().min(1) })),
  }),
  routing: z.strictObject({
    /**
     * Ids of policies that are switched on: of UserGems leads (shared/domain/routing/alternate-policies.table.ts, RT-08) and of inbound
     * people (shared/domain/leads/inbound-policies.table.ts, LR-09).
     */
    alternatePolicies: z.array(z.enum([...ALTERNATE_POLICIES, ...INBOUND_POLICIES].map(({ id }) => id))),
  }),
  notifications: z.strictObject({
    /** Off mutes the whole Wednesday flow (NT-11). */
    enabled: z.boolean(),
    /** Rule 1D as its title says (OR) or as its filter lines literally say (AND), D-16. */
    rule1dMode: z.enum(['title', 'literal']),
    /** Seconds between looks at a Tuesday sync that is still running, and how often to look before giving up (PLAT-10). */
    syncWait: z.strictObject({ seconds: z.int().min(1), times: z.int().min(0) }),
  }),
  messages: z.strictObject({
    /** The verified SES sender. */
    from: address,
    /** Who is told of what needs an operator: failed runs, leads nobody covers, records nobody could be told about. */
    operations: z.strictObject({ emails: z.array(address).min(1), slackChannel: z.string().optional() }),
    /** Named in every footer as the teams to ask (UG-19). */
    askTeams: z.strictObject({ marketingOperations: z.string(), salesDevelopment: z.string() }),
    links: z.strictObject({ Lead: linkTemplate, Contact: linkTemplate, Account: linkTemplate, Opportunity: linkTemplate }),
  }),
  scorecard: z.strictObject({
    /** Who gets the monthly e-mail and the Slack summary (SC-05). */
    recipients: z.strictObject({ emails: z.array(address).min(1), slackChannel: z.string().optional() }),
    /** Values of User.Role__c that may read scorecards (SC-10). */
    readers: z.array(z.string()).min(1),
    /** What a value has to reach for a grade, under a version of your own (SC-04); the default is shared/domain/scorecard/bands.table.ts. */
    bands: bandsSchema,
  }),
  /** Who may call the API, and who may read what (UG-01, PLAT-11). */
  access: z.strictObject({
    /**
     * IAM principals and the users they are, by user id or e-mail; `*` at the end of an ARN stands for any rest. `{session}` is the user
     * whose e-mail is the name of the role's session: for roles whose sessions cannot be named freely, as those of IAM Identity Center
     * (docs/api.md).
     */
    principals: z.array(z.strictObject({ arn: z.string().startsWith('arn:'), user: z.string().min(1) })),
    /** Values of User.Role__c that may have a person erased. */
    erasers: z.array(z.string()),
    /** What holds for users whose PubSec_Access__c is empty, as in an org that does not keep the flag. */
    pubSecDefault: z.enum(['allow', 'deny']),
  }),
  /** The lead database: scores, statuses, inbound routing, service levels, engagement. */
  leads: z.strictObject({
    /** Deliveries of so many seconds are worked together; each waits at most so long. */
    intakeSeconds: z.int().min(1).max(3_600),
    /** Deliveries worked at a time: what one step loads, decides and writes. */
    batch: z.int().min(1).max(5_000),
    /** Named in refusals of a source or a status (LD-07, LD-12). */
    questionsChannel: z.string().min(1),
    /** Initial sources that can be chosen, and those that older records may still bear (LD-08). */
    sources: z.strictObject({ active: z.array(z.string().min(1)).min(1), inactive: z.array(z.string().min(1)) }),
    /** Initial sources whose people are not engaged until they raise a hand (RE-05). */
    noEngageSources: z.array(z.string()),
    /** Points that differ from table LD-T1, by action code (LD-03). */
    points: z.partialRecord(z.enum(SCORED_CODES), z.int()),
    /** Days on which nobody owes an answer, beside Saturdays and Sundays (D-28). */
    holidays: z.array(date),
    /** Whether the jobs that move unworked leads to holding queues are on, and the user ids of the queues by status (LR-11). */
    queueCleanUp: z
      .strictObject({ enabled: z.boolean(), queues: z.partialRecord(z.enum(HOLDING_QUEUES), z.string().min(1)) })
      .refine(({ enabled, queues }) => !enabled || HOLDING_QUEUES.every((queue) => queues[queue] !== undefined), { path: ['queues'], error: `needs the id of a user for each of ${HOLDING_QUEUES.join(', ')}` }),
  }),
  /** Usage pings of self-managed instances (CE-01 to CE-12). */
  usagePings: z.strictObject({
    /** A host is stale when its newest ping is older (CE-02). */
    staleAfterDays: z.int().min(1),
    /** Companies that are no prospects, ignoring case (CE-02). */
    excludedCompanies: z.array(z.string()),
    /** Who answers for hosts and addresses; `dns` asks the resolver of the network for names of addresses. */
    services: z.strictObject({ enrichmentUrl: z.url(), reverseDns: z.union([z.literal('dns'), z.url()]), whoisUrl: z.url() }),
  }),
  /** Outreach, to which leads and contacts are synced (RO-03). */
  outreach: z.strictObject({
    baseUrl: z.url(),
    /** Every morning; or only when an operator starts the workflow. */
    sync: z.enum(['daily', 'by hand']),
  }),
  matching: z.strictObject({
    /** Further hosts at which anybody can have an address, beside the built-in ones (contracts, section 5). */
    freeMailHosts: z.array(z.string()),
    /** Further spellings of countries, as ISO alpha-2 code by spelling. */
    countryAliases: z.record(z.string(), z.string()),
  }),
});

export type Settings = z.infer<typeof settingsSchema>;
