import { type Connection } from '../../platform/database/database.ts';
import { texts } from '../../platform/texts.ts';
import { openFollowUps } from '../model/meeting.ts';
import { type Publication, type PublicationKind } from '../model/publication.ts';
import { fileName, isExempt } from '../model/results.ts';
import { type Meeting } from '../model/record.ts';
import { type FollowUpRecord, followUpStore } from '../store/follow-ups.ts';
import { publicationStore } from '../store/publications.ts';
import { seriesStore } from '../store/series.ts';
import { type MinutesParts } from './parts.ts';

const mostNamesakes = 1000;

/** Puts down what finished minutes become: one document, a task for each open follow-up, a summary. */
export async function addResults(
  parts: MinutesParts,
  connection: Connection,
  meeting: Meeting,
  token: { readonly person: string; readonly tokenUntil: string; readonly now: string },
): Promise<void> {
  await followUpStore(connection).add(followUpRecords(meeting));
  const say = texts(meeting.language);
  const made = (
    kind: PublicationKind,
    position: number,
    about: { subject: string; title: string },
  ): Publication => ({
    tenant: meeting.tenant,
    id: parts.ids(),
    meeting: meeting.id,
    kind,
    ...about,
    position,
    state: 'waiting',
    reason: null,
    attempts: 0,
    nextTryAt: token.now,
    person: token.person,
    tokenUntil: token.tokenUntil,
    outcome: null,
    link: null,
  });
  const tasks = openFollowUps(meeting).map(({ item, followUp }, index) =>
    made('task', index + 1, {
      subject: followUp.id,
      title: isExempt(item) ? say('minutes.task.exempt', { number: item.number ?? '' }) : followUp.text.text,
    }),
  );
  await publicationStore(connection).add([
    made('document', 0, { subject: '', title: await documentName(connection, meeting) }),
    ...tasks,
    made('summary', tasks.length + 1, { subject: '', title: '' }),
  ]);
}

function followUpRecords(meeting: Meeting): readonly FollowUpRecord[] {
  return meeting.items.flatMap((item) =>
    item.followUps.map((followUp) => ({
      tenant: meeting.tenant,
      id: followUp.id,
      meeting: meeting.id,
      item: item.id,
      owner: followUp.owner?.id ?? '',
      text: followUp.text.text,
      due: followUp.due,
      status: followUp.status,
      exempt: isExempt(item),
    })),
  );
}

/** Stable and never another meeting's: a file of the same name would be replaced. */
async function documentName(connection: Connection, meeting: Meeting): Promise<string> {
  const series = await seriesStore(connection).find(meeting.tenant, meeting.series);
  const wish = texts(meeting.language)('minutes.fileName', {
    series: series?.title ?? meeting.title,
    number: (meeting.number ?? '').replace('/', '-'),
  });
  const store = publicationStore(connection);
  for (let place = 1; place < mostNamesakes; place += 1) {
    const name = fileName(wish, 'docx', place);
    if (!(await store.isNamed(meeting.tenant, name))) return name;
  }
  return fileName(`${wish} ${meeting.id}`, 'docx', 1);
}
