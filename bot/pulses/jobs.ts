import { type DueWork } from '../platform/jobs/jobs.ts';
import { type ResultListParts, writeResultList } from './actions/list.ts';
import { type PulseReminders } from './actions/reminding.ts';
import { deleteOld, type RetentionParts } from './actions/retention.ts';

/** Whoever has not answered, and wants to be, is reminded. */
export function reminderWork(reminders: Pick<PulseReminders, 'remind'>): DueWork {
  return { name: 'reminders', discreet: true, run: () => reminders.remind() };
}

/** Figures are kept no longer than the agency has said. */
export function retentionWork(parts: RetentionParts): DueWork {
  return { name: 'retention', run: () => deleteOld(parts) };
}

/** What HR may read comes into the agency's own list, where it has asked for that. */
export function resultListWork(parts: ResultListParts): DueWork {
  return { name: 'result-list', run: () => writeResultList(parts) };
}
