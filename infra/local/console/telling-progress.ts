import type { Run } from '../../../shared/stores/run-store';
import { count } from './counts';
import { durationText } from './time';

/** How far a run that tells a vendor has come, while it does: `12,340 of 50,000 told, about 31 min 23 s left`. */
export const tellingProgress = ({ status, plan, progress }: Pick<Run, 'status' | 'plan' | 'progress'>, requestsPerSecond: number): string | undefined => {
  const writes = plan?.counts['writes'] ?? 0;
  if (status !== 'RUNNING' || writes === 0) return undefined;
  const done = (progress['told'] ?? 0) + (progress['refused'] ?? 0);
  return `${count(done)} of ${count(writes)} told, about ${durationText((Math.max(0, writes - done) / requestsPerSecond) * 1_000)} left`;
};
