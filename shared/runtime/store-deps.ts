import type { Settings } from '../contracts/settings';
import { FREE_MAIL_HOSTS } from '../domain/matching/free-mail-hosts.table';
import type { LeadContext } from '../domain/leads/lead-context';
import type { FreeMail } from '../domain/matching/normalise';
import { notificationRules, type NotificationRule } from '../domain/notifications/rules.table';
import { countryFinder, regionFinder, type Region } from '../domain/routing/regions';
import type { Rules } from '../domain/rule-row';
import { ruleFields, ruleSet, type RuleFields } from '../domain/rule-set';
import type { Tables } from '../ports/tables';
import { alertStore, type AlertStore } from '../stores/alert-store';
import { callbackStore, type CallbackStore } from '../stores/callback-store';
import { clockStore, type ClockStore } from '../stores/clock-store';
import { decisionStore, type DecisionStore } from '../stores/decision-store';
import { deliveryStore, type DeliveryStore } from '../stores/delivery-store';
import { erasureStore, type ErasureStore } from '../stores/erasure-store';
import { matchKeyStore, type MatchKeyStore } from '../stores/match-key-store';
import { mergeStore, type MergeStore } from '../stores/merge-store';
import { messageStore, type MessageStore } from '../stores/message-store';
import { poolStore, type PoolStore } from '../stores/pool-store';
import { rateLimitStore, type RateLimitStore } from '../stores/rate-limit-store';
import { recordStore, type RecordStore } from '../stores/record-store';
import { runStore, type RunStore } from '../stores/run-store';
import { scorecardStore, type ScorecardStore } from '../stores/scorecard-store';
import { scoreStore, type ScoreStore } from '../stores/score-store';
import { sequenceStore, type SequenceStore } from '../stores/sequence-store';
import { signalStore, type SignalStore } from '../stores/signal-store';
import { trackedContactStore, type TrackedContactStore } from '../stores/tracked-contact-store';
import { usagePingStore, type UsagePingStore } from '../stores/usage-ping-store';
import { vendorRecordStore, type VendorRecordStore } from '../stores/vendor-record-store';
import type { BundleConfig } from './bundle-config';

/** What steps work with: the stores, the stage's settings and its rules. A step takes what it uses with `Pick`. */
export interface StoreDeps {
  readonly settings: Settings;
  readonly settingsHash: string;
  readonly rulesHash: string;
  /** The rules bound to a business instant. */
  readonly rulesAt: (asOf: string) => Rules;
  readonly ruleFields: RuleFields;
  readonly notificationRules: readonly NotificationRule[];
  readonly isFreeMail: FreeMail;
  readonly regionOf: (country: string | undefined) => Region | undefined;
  /** What the rules of the lead database work with beside the facts. */
  readonly leadContext: LeadContext;
  readonly tables: Tables;
  readonly records: RecordStore;
  readonly matchKeys: MatchKeyStore;
  readonly signals: SignalStore;
  readonly deliveries: DeliveryStore;
  readonly tracked: TrackedContactStore;
  readonly vendorRecords: VendorRecordStore;
  readonly rateLimits: RateLimitStore;
  readonly pools: PoolStore;
  readonly decisions: DecisionStore;
  readonly messages: MessageStore;
  readonly runs: RunStore;
  readonly erasures: ErasureStore;
  readonly scorecards: ScorecardStore;
  readonly sequence: SequenceStore;
  readonly clocks: ClockStore;
  readonly scores: ScoreStore;
  readonly alerts: AlertStore;
  readonly merges: MergeStore;
  readonly usagePings: UsagePingStore;
  readonly callbacks: CallbackStore;
}

export const storeDeps = (tables: Tables, { settings, rules, settingsHash, rulesHash }: BundleConfig): StoreDeps => {
  const freeMail = new Set([...FREE_MAIL_HOSTS, ...settings.matching.freeMailHosts]);
  const isFreeMail: FreeMail = (host) => freeMail.has(host);
  const rulesAt = ruleSet(rules, settings.timeZone);
  return {
    settings,
    settingsHash,
    rulesHash,
    rulesAt,
    ruleFields: ruleFields(rules),
    notificationRules: notificationRules(settings.notifications.rule1dMode),
    isFreeMail,
    regionOf: regionFinder(settings.matching.countryAliases),
    leadContext: {
      timeZone: settings.timeZone,
      isFreeMail,
      countryOf: countryFinder(settings.matching.countryAliases),
      rulesAt,
      settings: { ...settings.leads, alternatePolicies: settings.routing.alternatePolicies },
    },
    tables,
    records: recordStore(tables, settings.timeZone),
    matchKeys: matchKeyStore(tables),
    signals: signalStore(tables),
    deliveries: deliveryStore(tables),
    tracked: trackedContactStore(tables),
    vendorRecords: vendorRecordStore(tables),
    rateLimits: rateLimitStore(tables),
    pools: poolStore(tables),
    decisions: decisionStore(tables),
    messages: messageStore(tables),
    runs: runStore(tables),
    erasures: erasureStore(tables),
    scorecards: scorecardStore(tables),
    sequence: sequenceStore(tables),
    clocks: clockStore(tables),
    scores: scoreStore(tables),
    alerts: alertStore(tables),
    merges: mergeStore(tables),
    usagePings: usagePingStore(tables),
    callbacks: callbackStore(tables),
  };
};
