import type { FunctionName } from '../../functions.table';
import type { API_ROUTES, WEBHOOK_ROUTES } from '../../routes.table';
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
import type { SenderDeps } from '../../../shared/runtime/open-senders';
import type { UserGemsDeps } from '../../../shared/runtime/open-usergems';
import type { StoreDeps } from '../../../shared/runtime/store-deps';

/** What runs inside a state machine. */
export type StepName = Exclude<FunctionName, 'start-workflow' | (typeof WEBHOOK_ROUTES | typeof API_ROUTES)[number]['handler']>;

/** Everything that a step may be given. */
export type StepDeps = StoreDeps & SenderDeps & UserGemsDeps;

/** The work of every step without Lambda around it: for tests, and for commands that must not write. */
export const STEPS: Readonly<Record<StepName, (deps: StepDeps, input: never) => Promise<unknown>>> = {
  'open-run': openRun,
  'park-run': parkRun,
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
};

