import type { FunctionName } from '../../functions.table';
import type { API_ROUTES, WEBHOOK_ROUTES } from '../../routes.table';
import { run as followAccount } from '../../../lambdas/steps/account-change/follow-account';
import { run as listContacts } from '../../../lambdas/steps/account-change/list-contacts';
import { run as settleChange } from '../../../lambdas/steps/account-change/settle-change';
import { run as cleanHosts } from '../../../lambdas/steps/ce-usage-load/clean-hosts';
import { run as dealHosts } from '../../../lambdas/steps/ce-usage-load/deal-hosts';
import { run as matchAccounts } from '../../../lambdas/steps/ce-usage-load/match-accounts';
import { run as settleLoad } from '../../../lambdas/steps/ce-usage-load/settle-load';
import { run as takeInPings } from '../../../lambdas/steps/ce-usage-load/take-in-pings';
import { run as decideDeliveries } from '../../../lambdas/steps/lead-intake/decide-deliveries';
import { run as settleIntake } from '../../../lambdas/steps/lead-intake/settle-intake';
import { run as tellPeople } from '../../../lambdas/steps/lead-intake/tell-people';
import { run as writeDecided } from '../../../lambdas/steps/lead-intake/write-decided';
import { run as planOutreachSync } from '../../../lambdas/steps/outreach-sync/plan-outreach-sync';
import { run as pushToOutreach } from '../../../lambdas/steps/outreach-sync/push-to-outreach';
import { run as settleOutreachSync } from '../../../lambdas/steps/outreach-sync/settle-outreach-sync';
import { run as moveUnworkedLeads } from '../../../lambdas/steps/queue-clean-up/move-unworked-leads';
import { run as planCleanUp } from '../../../lambdas/steps/queue-clean-up/plan-clean-up';
import { run as settleCleanUp } from '../../../lambdas/steps/queue-clean-up/settle-clean-up';
import { run as askDirector } from '../../../lambdas/steps/ce-assignment/ask-director';
import { run as assignSdr } from '../../../lambdas/steps/ce-assignment/assign-sdr';
import { run as checkAssignment } from '../../../lambdas/steps/ce-assignment/check-assignment';
import { run as awaitFollowUp } from '../../../lambdas/steps/contact-us-clock/await-follow-up';
import { run as readClock } from '../../../lambdas/steps/contact-us-clock/read-clock';
import { run as openRun } from '../../../lambdas/steps/operations/open-run';
import { run as parkRun } from '../../../lambdas/steps/operations/park-run';
import { run as planVendorWrites } from '../../../lambdas/steps/usergems-cohort-refresh/plan-vendor-writes';
import { run as settleVendorLists } from '../../../lambdas/steps/usergems-cohort-refresh/settle-vendor-lists';
import { run as tellVendor } from '../../../lambdas/steps/usergems-cohort-refresh/tell-vendor';
import { run as eraseTable } from '../../../lambdas/steps/privacy-erasure/erase-table';
import { run as findPerson } from '../../../lambdas/steps/privacy-erasure/find-person';
import { run as settleErasure } from '../../../lambdas/steps/privacy-erasure/settle-erasure';
import { run as tellVendorToErase } from '../../../lambdas/steps/privacy-erasure/tell-vendor-to-erase';
import { run as checkSync } from '../../../lambdas/steps/usergems-notify/check-sync';
import { run as evaluateShard } from '../../../lambdas/steps/usergems-notify/evaluate-shard';
import { run as freezeDigests } from '../../../lambdas/steps/usergems-notify/freeze-digests';
import { run as planNotifications } from '../../../lambdas/steps/usergems-notify/plan-notifications';
import { run as sendMessage } from '../../../lambdas/steps/usergems-notify/send-message';
import { run as settleNotifications } from '../../../lambdas/steps/usergems-notify/settle-notifications';
import { run as gradeMonth } from '../../../lambdas/steps/usergems-scorecard/grade-month';
import { run as sendScorecard } from '../../../lambdas/steps/usergems-scorecard/send-scorecard';
import { run as settleScorecard } from '../../../lambdas/steps/usergems-scorecard/settle-scorecard';
import { run as dealPools } from '../../../lambdas/steps/usergems-sync/deal-pools';
import { run as decideShard } from '../../../lambdas/steps/usergems-sync/decide-shard';
import { run as planRelease } from '../../../lambdas/steps/usergems-sync/plan-release';
import { run as refreshCohorts } from '../../../lambdas/steps/usergems-sync/refresh-cohorts';
import { run as settleRelease } from '../../../lambdas/steps/usergems-sync/settle-release';
import { run as writeShard } from '../../../lambdas/steps/usergems-sync/write-shard';
import type { CallbackDeps } from '../../../shared/runtime/complete-task';
import type { OutreachDeps } from '../../../shared/runtime/open-outreach';
import type { SenderDeps } from '../../../shared/runtime/open-senders';
import type { HostServiceDeps } from '../../../shared/runtime/open-host-services';
import type { StarterDeps } from '../../../shared/runtime/open-starter';
import type { UserGemsDeps } from '../../../shared/runtime/open-usergems';
import type { StoreDeps } from '../../../shared/runtime/store-deps';

/** What runs inside a state machine. */
export type StepName = Exclude<FunctionName, 'start-workflow' | (typeof WEBHOOK_ROUTES | typeof API_ROUTES)[number]['handler']>;

/** Everything that a step may be given. */
export type StepDeps = StoreDeps & SenderDeps & UserGemsDeps & OutreachDeps & CallbackDeps & HostServiceDeps & Pick<StarterDeps, 'starter'>;

/** The work of every step without Lambda around it: for tests, and for commands that must not write. */
export const STEPS: Readonly<Record<StepName, (deps: StepDeps, input: never) => Promise<unknown>>> = {
  'open-run': openRun,
  'park-run': parkRun,
  'decide-deliveries': decideDeliveries,
  'write-decided': writeDecided,
  'settle-intake': settleIntake,
  'list-contacts': listContacts,
  'follow-account': followAccount,
  'settle-change': settleChange,
  'refresh-cohorts': refreshCohorts,
  'plan-vendor-writes': planVendorWrites,
  'tell-vendor': tellVendor,
  'settle-vendor-lists': settleVendorLists,
  'plan-release': planRelease,
  'decide-shard': decideShard,
  'deal-pools': dealPools,
  'write-shard': writeShard,
  'settle-release': settleRelease,
  'find-person': findPerson,
  'tell-vendor-to-erase': tellVendorToErase,
  'erase-table': eraseTable,
  'settle-erasure': settleErasure,
  'check-sync': checkSync,
  'plan-notifications': planNotifications,
  'evaluate-shard': evaluateShard,
  'freeze-digests': freezeDigests,
  'send-message': sendMessage,
  'settle-notifications': settleNotifications,
  'grade-month': gradeMonth,
  'send-scorecard': sendScorecard,
  'settle-scorecard': settleScorecard,
  'tell-people': tellPeople,
  'await-follow-up': awaitFollowUp,
  'read-clock': readClock,
  'ask-director': askDirector,
  'assign-sdr': assignSdr,
  'check-assignment': checkAssignment,
  'take-in-pings': takeInPings,
  'deal-hosts': dealHosts,
  'clean-hosts': cleanHosts,
  'match-accounts': matchAccounts,
  'settle-load': settleLoad,
  'plan-outreach-sync': planOutreachSync,
  'push-to-outreach': pushToOutreach,
  'settle-outreach-sync': settleOutreachSync,
  'plan-clean-up': planCleanUp,
  'move-unworked-leads': moveUnworkedLeads,
  'settle-clean-up': settleCleanUp,
};

