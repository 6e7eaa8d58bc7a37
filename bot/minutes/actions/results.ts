import { type Connection } from '../../platform/database/database.ts';
import { texts } from '../../platform/texts.ts';
import { type ItemView } from '../api.ts';
import { openFollowUps } from '../model/meeting.ts';
import { documentSubject, type Publication, type PublicationKind } from '../model/publication.ts';
import { fileName, isExempt } from '../model/results.ts';
import { type Meeting } from '../model/record.ts';
import { type FollowUpRecord, followUpStore } from '../store/follow-ups.ts';
import { publicationStore } from '../store/publications.ts';
import { seriesStore } from '../store/series.ts';
import { type MinutesParts } from './parts.ts';

const mostNamesakes = 1000;

interface Token {
  readonly person: string;
  readonly tokenUntil: string;
  readonly now: string;
}

/**
 * Puts down what finished minutes become: one document, a task for each open follow-up, a summary. Of a later version
 * the document is another, the tasks are the same ones, and the summary is not sent again.
 */
export async function addResults(
  parts: MinutesParts,
  connection: Connection,
  meeting: Meeting,
  token: Token,
): Promise<void> {
  await followUpStore(connection).keep(meeting, followUpRecords(meeting), token.now);
  const say = texts(meeting.language);
  const store = publicationStore(connection);
  const before = await store.of(meeting.tenant, meeting.id);
  const first = Math.max(-1, ...before.map(({ position }) => position)) + 1;
  const made = madeFor(parts, meeting, token);
  const tasks = openFollowUps(meeting).map(({ item, followUp }, index) =>
    made('task', first + index + 1, {
      subject: followUp.id,
      title: isExempt(item) ? say('minutes.task.exempt', { number: item.number ?? '' }) : followUp.text.text,
    }),
  );
  const title = await documentName(connection, meeting);
  await store.add([
    made('document', first, { subject: documentSubject({ version: meeting.version }), title }),
    ...tasks,
    ...(meeting.version === 1 ? [made('summary', first + tasks.length + 1, { subject: '', title: '' })] : []),
  ]);
  // What a task says may have changed, and a follow-up that was taken out is nothing to do any more.
  const titles = new Map(tasks.map(({ subject, title }) => [subject, title]));
  for (const task of before.filter(({ kind }) => kind === 'task'))
    await store.alter(task, {
      ...{ person: token.person, tokenUntil: token.tokenUntil },
      title: titles.get(task.subject) ?? task.title,
      ...{ state: 'waiting', reason: null, attempts: 0, nextTryAt: token.now },
    });
}

/** The same file once more, now with the approval in it. */
export async function addApproved(
  parts: MinutesParts,
  connection: Connection,
  meeting: Meeting,
  token: Token,
): Promise<void> {
  const store = publicationStore(connection);
  const all = await store.of(meeting.tenant, meeting.id);
  const subject = documentSubject({ version: meeting.version });
  const finished = all.find((one) => one.kind === 'document' && one.subject === subject);
  // Minutes from before there were versions stay as they are.
  if (!finished) return;
  const made = madeFor(parts, meeting, token);
  const about = {
    subject: documentSubject({ version: meeting.version, approved: true }),
    title: finished.title,
  };
  await store.add([made('document', all.length, about)]);
}

/** The protocol of one item, which both sides have signed. */
export async function addProtocol(
  parts: MinutesParts,
  connection: Connection,
  { meeting, item }: { readonly meeting: Meeting; readonly item: ItemView },
  token: Token,
): Promise<void> {
  const store = publicationStore(connection);
  const { length } = await store.of(meeting.tenant, meeting.id);
  const series = await seriesStore(connection).find(meeting.tenant, meeting.series);
  const wish = texts(meeting.language)('minutes.fileName.protocol', {
    series: series?.title ?? meeting.title,
    number: (item.number ?? '').replace('/', '-'),
    version: meeting.version,
  });
  const subject = documentSubject({ version: meeting.version, item: item.id });
  const title = await freeName(connection, meeting, wish);
  await store.add([madeFor(parts, meeting, token)('document', length, { subject, title })]);
}

function madeFor(parts: Pick<MinutesParts, 'ids'>, meeting: Meeting, token: Token) {
  return (
    kind: PublicationKind,
    position: number,
    about: { readonly subject: string; readonly title: string },
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

async function documentName(connection: Connection, meeting: Meeting): Promise<string> {
  const series = await seriesStore(connection).find(meeting.tenant, meeting.series);
  const wish = texts(meeting.language)('minutes.fileName', {
    series: series?.title ?? meeting.title,
    number: (meeting.number ?? '').replace('/', '-'),
    version: meeting.version,
  });
  return freeName(connection, meeting, wish);
}

/** Stable and never another meeting's: a file of the same name would be replaced. */
async function freeName(connection: Connection, meeting: Meeting, wish: string): Promise<string> {
  const store = publicationStore(connection);
  for (let place = 1; place < mostNamesakes; place += 1) {
    const name = fileName(wish, 'docx', place);
    if (!(await store.isNamed(meeting.tenant, name))) return name;
  }
  return fileName(`${wish} ${meeting.id}`, 'docx', 1);
}
