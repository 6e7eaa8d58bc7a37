import { type DueWork } from '../platform/jobs/jobs.ts';
import { approveSilent } from './actions/approve.ts';
import { type MinutesParts } from './actions/parts.ts';
import { publishDue } from './actions/publish.ts';

/** Takes finished minutes where they belong: file, tasks, chat. */
export function publicationWork(parts: MinutesParts): DueWork {
  return { name: 'publications', run: () => publishDue(parts) };
}

/** Minutes that nobody has remarked on in time are approved. */
export function silentApprovalWork(parts: MinutesParts): DueWork {
  return { name: 'silent approvals', run: () => approveSilent(parts) };
}
