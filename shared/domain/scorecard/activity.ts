import type { Task } from '../../records/catalogue';
import { addDays, startOfDay, toIso } from '../time/business-time';

/**
 * When an activity took place: when it was completed, else when it was logged. One that has only a day took place by the end of that day
 * in the zone. Undefined for one without any date.
 */
export const activityAt = ({ CompletedDateTime, CreatedDate, ActivityDate }: Pick<Task, 'CompletedDateTime' | 'CreatedDate' | 'ActivityDate'>, timeZone: string): string | undefined => {
  for (const instant of [CompletedDateTime, CreatedDate]) {
    // A value that is no instant was kept as text by the import.
    const at = Date.parse(instant ?? '');
    if (!Number.isNaN(at)) return toIso(at);
  }
  return ActivityDate !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(ActivityDate) ? startOfDay(addDays(ActivityDate, 1), timeZone) : undefined;
};
