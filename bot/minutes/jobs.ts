import { type DueWork } from '../platform/jobs/jobs.ts';
import { type MinutesParts } from './actions/parts.ts';
import { publishDue } from './actions/publish.ts';

/** Takes finished minutes where they belong: file, tasks, chat. */
export function publicationWork(parts: MinutesParts): DueWork {
  return { name: 'publications', run: () => publishDue(parts) };
}
