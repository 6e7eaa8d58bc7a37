import { type DueWork } from '../platform/jobs/jobs.ts';
import { deleteOld, type RetentionParts } from './actions/retention.ts';

/** Figures are kept no longer than the agency has said. */
export function retentionWork(parts: RetentionParts): DueWork {
  return { name: 'retention', run: () => deleteOld(parts) };
}
