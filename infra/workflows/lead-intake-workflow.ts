import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import { Choice, Condition, Map as InlineMap, ProvideItems, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { defineFailurePath } from './failure-path';
import { openRun } from './open-run';
import { runWorkflow } from './run-workflow';
import type { Steps } from './task';
import { task } from './task';
import { tellPeople } from './tell-people';

type StreamWorkflow = typeof WORKFLOWS.leadIntake | typeof WORKFLOWS.personScore;

const OF_RUN = { runId: '{% $runId %}' };
const outcomeIs = (outcome: string): Condition => Condition.jsonata(`{% $states.input.outcome = '${outcome}' %}`);

/** A batch takes seconds; whoever has the turn longer has a backlog, and works it for all who wait: they ask less and less often. */
const NEXT_LOOK = '{% $min([5 * $power(2, $looks), 30]) %}';

/** The index by which deliveries are found follows its table within moments: what came in last must not wait for the next interval. */
const INTERVAL_IS_READ = '{% $fromMillis($toMillis($until) + 5000) %}';

/**
 * Works the stream of the lead database up to an instant, batch by batch (docs/decisions/031-one-stream.md): each is decided, carried out, and
 * followed by the contacts of accounts that changed, before the next is decided.
 */
const defineStream = (scope: Construct, steps: Steps, stage: Stage, workflow: StreamWorkflow): IChainable => {
  const { catchWithoutRun, catchInRun } = defineFailurePath(scope, steps, workflow);

  const open = catchWithoutRun(openRun(scope, steps, workflow, { until: '{% $states.result.Payload.scheduledTime %}', batch: '{% null %}', alerts: 0, looks: 0 }));
  const decide = catchInRun(
    task(scope, STATES.decideDeliveries, {
      step: steps['decide-deliveries'],
      payload: { ...OF_RUN, at: '{% $states.context.State.EnteredTime %}', done: '{% $batch %}' },
      assign: { batch: '{% $states.result.Payload.batch %}' },
    }),
  );
  const isAnythingToWrite = Choice.jsonata(scope, STATES.isAnythingToWrite);
  const waitForTurn = Wait.jsonata(scope, STATES.waitForTurnAtStream, { time: WaitTime.seconds(NEXT_LOOK), assign: { looks: '{% $looks + 1 %}' } });
  const write = catchInRun(
    task(scope, STATES.writeDecided, {
      step: steps['write-decided'],
      payload: { ...OF_RUN, batch: '{% $batch %}' },
      assign: { alerts: '{% $alerts + $states.result.Payload.alerts %}', looks: 0 },
    }),
  );
  const doContactsFollow = Choice.jsonata(scope, STATES.doContactsFollow);
  const follow = catchInRun(
    InlineMap.jsonata(scope, STATES.letContactsFollow, { items: ProvideItems.jsonata('{% $states.input.follows %}'), maxConcurrency: 1 }).itemProcessor(
      runWorkflow(scope, STATES.runAccountChange, { workflow: WORKFLOWS.accountChange, stage, execution: '{% $states.input.name %}', input: '{% $states.input.input %}' }),
    ),
  );
  const settle = catchInRun(task(scope, STATES.settleIntake, { step: steps['settle-intake'], payload: OF_RUN }));
  const tell = tellPeople(scope, steps, { payload: { ...OF_RUN, alerts: '{% $alerts %}' }, catching: catchInRun, then: settle });

  isAnythingToWrite.when(outcomeIs('write'), write).when(outcomeIs('wait'), waitForTurn.next(decide)).otherwise(tell);
  write.next(doContactsFollow);
  doContactsFollow.when(outcomeIs('to be followed'), follow.next(decide)).otherwise(decide);
  decide.next(isAnythingToWrite);
  settle.next(Succeed.jsonata(scope, STATES.everyDeliveryHasOutcome));
  if (workflow === WORKFLOWS.personScore) return open.next(decide);

  const waitForInterval = Wait.jsonata(scope, STATES.waitForInterval, { time: WaitTime.timestamp(INTERVAL_IS_READ) });
  return open.next(waitForInterval).next(decide);
};

/** Works what the webhooks have kept, an interval after the first delivery of it (LD-01, LR-01). */
export const defineLeadIntakeWorkflow = (scope: Construct, steps: Steps, stage: Stage): IChainable => defineStream(scope, steps, stage, WORKFLOWS.leadIntake);

/** Every morning: the points of in-product trials, which fall due at this instant (LD-T1). */
export const definePersonScoreWorkflow = (scope: Construct, steps: Steps, stage: Stage): IChainable => defineStream(scope, steps, stage, WORKFLOWS.personScore);
