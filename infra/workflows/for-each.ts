import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import { DistributedMap, ProvideItems, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

interface ForEachProps {
  /** JSONata that yields the ids. */
  readonly items: string;
  /** What one child execution calls its id. */
  readonly item: string;
  readonly maxConcurrency: number;
  readonly each: IChainable;
  /** What every child is given beside its id: the run, unless the workflow has none. */
  readonly of?: Readonly<Record<string, string>>;
  /** The others go on when one child fails; the state after the map has to find what is missing. */
  readonly toleratesFailures?: boolean;
}

/** A Distributed Map over ids: each child is an execution of its own, with its own history, and takes `{runId, <item>}`. */
export const forEach = (scope: Construct, name: string, { items, item, maxConcurrency, each, of = { runId: '{% $runId %}' }, toleratesFailures = false }: ForEachProps): DistributedMap =>
  DistributedMap.jsonata(scope, name, {
    items: ProvideItems.jsonata(items),
    itemSelector: { ...of, [item]: '{% $states.context.Map.Item.Value %}' },
    maxConcurrency,
    ...(toleratesFailures ? { toleratedFailurePercentage: 100 } : {}),
    mapExecutionType: StateMachineType.STANDARD,
  }).itemProcessor(each);
