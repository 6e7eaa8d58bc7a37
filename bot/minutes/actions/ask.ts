import { askCard, askLine } from '../cards/ask.ts';
import { documentOf, type Publication } from '../model/publication.ts';
import { type Meeting } from '../model/record.ts';
import { publicationStore } from '../store/publications.ts';
import { machineTime, type MinutesParts } from './parts.ts';
import { chatAddress } from './rights.ts';

/** What waits for a person has nobody left who holds a token: the chair is asked, once for each version. */
export async function askForChair(parts: MinutesParts, waiting: Publication): Promise<void> {
  const { tenant, meeting, kind, subject, position } = waiting;
  if (kind !== 'document' && kind !== 'task') return;
  const version = kind === 'document' ? documentOf(subject).version : 1;
  await publicationStore(parts.database).add([
    {
      ...{ tenant, id: parts.ids(), meeting, kind: 'ask', subject: String(version), title: '', position },
      ...{ state: 'waiting', reason: null, attempts: 0, nextTryAt: machineTime(parts) },
      // The bot asks by its own right.
      ...{ person: '', tokenUntil: '', outcome: null, link: null },
    },
  ]);
}

/** Sends the question, unless somebody has come by meanwhile. `sending` is durable before the card leaves. */
export async function sendAsk(
  parts: MinutesParts,
  meeting: Meeting,
  publication: Publication,
): Promise<Pick<Publication, 'outcome' | 'link'>> {
  const store = publicationStore(parts.database);
  const waits = (await store.of(meeting.tenant, meeting.id)).some(
    ({ state, reason, nextTryAt }) =>
      state === 'waiting' && reason === 'sign-in-needed' && nextTryAt === null,
  );
  if (!waits) return { outcome: null, link: null };
  const chat = await chatAddress(parts, meeting.tenant, meeting.chat);
  await store.alter(publication, { state: 'sending' });
  const posted = await parts.teams.send(chat, askCard(meeting, parts.tabLink(meeting)), askLine(meeting));
  return { outcome: posted.message, link: null };
}
