import { dailyWork, type DueWork } from '../platform/jobs/jobs.ts';
import { daysBefore, keptDays } from '../platform/keeping.ts';
import { approveSilent } from './actions/approve.ts';
import { sendFollowUpCards } from './actions/follow-up-cards.ts';
import { type MinutesParts } from './actions/parts.ts';
import { publishDue } from './actions/publish.ts';
import { documentCopies } from './store/publications.ts';

/** Takes finished minutes where they belong: file, tasks, chat. */
export function publicationWork(parts: MinutesParts): DueWork {
  return { name: 'publications', run: () => publishDue(parts) };
}

/** Our copies of documents that have long lain in the team's files. */
export function oldDocumentsWork({ database, clock }: Pick<MinutesParts, 'database' | 'clock'>): DueWork {
  return dailyWork('old documents', clock, (now) =>
    documentCopies(database).drop(daysBefore(now, keptDays.documents)),
  );
}

/** Minutes that nobody has remarked on in time are approved. */
export function silentApprovalWork(parts: MinutesParts): DueWork {
  return { name: 'silent approvals', run: () => approveSilent(parts) };
}

/** Once a week, to whoever has something open. */
export function followUpCardsWork(parts: MinutesParts): DueWork {
  return { name: 'follow-up cards', run: (stop) => sendFollowUpCards(parts, stop) };
}
