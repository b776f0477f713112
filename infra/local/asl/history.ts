/**
 * One line of an execution's history. Types and details are those of GetExecutionHistory, the values not yet written as JSON text;
 * `execution` tells the children of a Distributed Map, which number their events from 1, from their parent.
 */
export interface HistoryEvent {
  readonly execution: string;
  readonly id: number;
  /** Milliseconds since 1970, by the host's clock. */
  readonly timestamp: number;
  readonly type: HistoryEventType;
  readonly details: Readonly<Record<string, unknown>>;
}

type Ends<Things extends string, Ways extends string> = `${Things}${Ways}`;

type HistoryEventType =
  | Ends<'Execution', 'Started' | 'Succeeded' | 'Failed' | 'TimedOut' | 'Aborted'>
  | Ends<'Task' | 'Parallel' | 'Map' | 'Choice' | 'Wait' | 'Pass' | 'Succeed', 'StateEntered' | 'StateExited'>
  | 'FailStateEntered'
  | Ends<'Task' | 'LambdaFunction', 'Scheduled' | 'Started' | 'Succeeded' | 'Failed' | 'TimedOut'>
  | Ends<'ParallelState' | 'MapState', 'Started' | 'Succeeded' | 'Failed'>
  | Ends<'MapIteration', 'Started' | 'Succeeded' | 'Failed'>
  | Ends<'MapRun', 'Started' | 'Succeeded' | 'Failed'>;

/** Adds an event and returns its id. */
export type Recorder = (type: HistoryEventType, details?: Readonly<Record<string, unknown>>) => number;
