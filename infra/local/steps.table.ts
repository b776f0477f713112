import type { FunctionName } from '../functions.table';
import { run as openRun } from '../../lambdas/steps/operations/open-run';
import { run as parkRun } from '../../lambdas/steps/operations/park-run';
import { run as checkSync } from '../../lambdas/steps/usergems-notify/check-sync';
import { run as evaluateShard } from '../../lambdas/steps/usergems-notify/evaluate-shard';
import { run as freezeDigests } from '../../lambdas/steps/usergems-notify/freeze-digests';
import { run as planNotifications } from '../../lambdas/steps/usergems-notify/plan-notifications';
import { run as sendMessage } from '../../lambdas/steps/usergems-notify/send-message';
import { run as settleNotifications } from '../../lambdas/steps/usergems-notify/settle-notifications';
import { run as dealPools } from '../../lambdas/steps/usergems-sync/deal-pools';
import { run as decideShard } from '../../lambdas/steps/usergems-sync/decide-shard';
import { run as planRelease } from '../../lambdas/steps/usergems-sync/plan-release';
import { run as refreshCohorts } from '../../lambdas/steps/usergems-sync/refresh-cohorts';
import { run as settleRelease } from '../../lambdas/steps/usergems-sync/settle-release';
import { run as writeShard } from '../../lambdas/steps/usergems-sync/write-shard';
import type { SenderDeps } from '../../shared/runtime/open-senders';
import type { StoreDeps } from '../../shared/runtime/store-deps';

/** What runs inside a state machine. */
export type StepName = Exclude<FunctionName, 'start-workflow' | 'usergems-webhook'>;

/** Everything that a step may be given. */
export type StepDeps = StoreDeps & SenderDeps;

/** The work of every step without Lambda around it: for tests, and for commands that must not write. */
export const STEPS: Readonly<Record<StepName, (deps: StepDeps, input: never) => Promise<unknown>>> = {
  'open-run': openRun,
  'park-run': parkRun,
  'refresh-cohorts': refreshCohorts,
  'plan-release': planRelease,
  'decide-shard': decideShard,
  'deal-pools': dealPools,
  'write-shard': writeShard,
  'settle-release': settleRelease,
  'check-sync': checkSync,
  'plan-notifications': planNotifications,
  'evaluate-shard': evaluateShard,
  'freeze-digests': freezeDigests,
  'send-message': sendMessage,
  'settle-notifications': settleNotifications,
};

