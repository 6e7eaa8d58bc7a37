import { summaryCard, summaryNotice } from '../cards.ts';
import { withAccessOf } from '../model/results.ts';
import { documentOf, isStubborn, type Publication, type WaitReason } from '../model/publication.ts';
import { type Meeting } from '../model/record.ts';
import { approvalStore } from '../store/approvals.ts';
import { followUpStore } from '../store/follow-ups.ts';
import { meetingStore } from '../store/meetings.ts';
import { publicationQueue, publicationStore } from '../store/publications.ts';
import { type DelegatedGraph, GraphFault } from '../../platform/graph/graph.ts';
import { retryWaitMs } from '../../platform/retry.ts';
import { TeamsFault } from '../../platform/teams/teams.ts';
import { formatDate, texts } from '../../platform/texts.ts';
import { zone } from '../model/meeting.ts';
import { askForChair, sendAsk } from './ask.ts';
import { drawnDocument } from './documents.ts';
import { keptByPerson, keptByService } from './files.ts';
import { sendNotice } from './notice.ts';
import { machineTime, type MinutesParts, tell } from './parts.ts';
import { chatAddress } from './rights.ts';
import { keepTask } from './tasks.ts';

const batch = 20;
/** How often an instance without the chair's token looks whether it has come; another instance may have it. */
const tokenLookMs = 30_000;

/** Why something could not be done now. */
class Wait extends Error {
  override readonly name = 'Wait';
  readonly reason: WaitReason;
  readonly retryAfterMs: number | undefined;
  /** The other side said so itself. */
  readonly answered: boolean;

  constructor(reason: WaitReason, answer?: { readonly retryAfterMs: number | undefined }) {
    super(reason);
    this.reason = reason;
    this.retryAfterMs = answer?.retryAfterMs;
    this.answered = answer !== undefined;
  }
}

/** After one of these the next call to the same side would only wait for the same. */
const lasting: readonly WaitReason[] = ['graph-unreachable', 'graph-busy', 'graph-down', 'sign-in-needed'];

/**
 * Carries out a batch of what is due and answers how many were tried. Each is harmless to repeat after a stop at
 * any point, for files and tasks are found again by our names and ids; a card is not, so it may become `unsure`.
 */
export async function publishDue(parts: MinutesParts): Promise<number> {
  const queue = publicationQueue(parts.database);
  for (const publication of await queue.interrupted()) await tellOf(parts, publication);
  const due = await queue.due(machineTime(parts), batch);
  const meetings = Object.values(Object.groupBy(due, ({ tenant, meeting }) => `${tenant} ${meeting}`));
  // One meeting's slow files never keep another's waiting.
  const tried = await Promise.allSettled(meetings.map((rows) => publishMeeting(parts, rows ?? [])));
  for (const one of tried) if (one.status === 'rejected') throw one.reason;
  return due.length;
}

async function publishMeeting(all: MinutesParts, rows: readonly Publication[]): Promise<void> {
  const parts = { ...all, graph: oneForEach(all.graph) };
  let stopped: Wait | undefined;
  for (const publication of rows) {
    const known = isFree(publication, stopped) ? undefined : stopped;
    const wait = await tryOne(parts, publication, known);
    if (wait && lasting.includes(wait.reason)) stopped = wait;
    await tellOf(parts, publication);
  }
}

/** The tasks of a meeting share one look at the plan. */
function oneForEach(graph: MinutesParts['graph']): MinutesParts['graph'] {
  const held = new Map<string, DelegatedGraph>();
  return {
    ...graph,
    onBehalfOf(person) {
      const key = `${person.tenant} ${person.id}`;
      const found = held.get(key) ?? graph.onBehalfOf(person);
      if (found) held.set(key, found);
      return found;
    },
  };
}

/** A card in the meeting's chat needs nothing of Graph, and a document not always a person. */
function isFree({ kind }: Publication, stopped: Wait | undefined): boolean {
  if (kind === 'document') return stopped?.reason === 'sign-in-needed';
  return kind !== 'task';
}

async function tryOne(
  parts: MinutesParts,
  publication: Publication,
  known: Wait | undefined,
): Promise<Wait | undefined> {
  try {
    if (known) throw known;
    await done(parts, publication, await publishOne(parts, publication));
    return undefined;
  } catch (error) {
    const wait = waitFor(error);
    await keepWaiting(parts, publication, wait ?? new Wait('refused'));
    if (!wait) throw error;
    return wait;
  }
}

async function done(parts: MinutesParts, publication: Publication, came: Came): Promise<void> {
  await parts.database.transaction(async (connection) => {
    const store = publicationStore(connection);
    const left = await store.find(publication);
    // Somebody marked the follow-up while its task was under way, or asked for the notice again: once more.
    const repeats = publication.kind === 'task' || publication.kind === 'notice';
    if (repeats && left?.nextTryAt !== publication.nextTryAt) {
      await store.alter(publication, { ...came, state: 'waiting' });
      return;
    }
    await store.alter(publication, { state: 'done', reason: null, nextTryAt: null, ...came });
    const now = machineTime(parts);
    if (publication.kind === 'document') await publicationQueue(connection).releaseBehind(publication, now);
  });
}

async function keepWaiting(parts: MinutesParts, publication: Publication, wait: Wait): Promise<void> {
  const store = publicationStore(parts.database);
  const left = await store.find(publication);
  // A card that a bug stopped in the middle may be on its way: it stays `sending`, and so becomes `unsure`.
  const halfway = left?.state === 'sending' && wait.reason === 'refused' && !wait.answered;
  if (halfway) return;
  const later = postponed(parts, publication, wait);
  await store.alter(publication, later);
  if (wait.reason === 'sign-in-needed' && later.nextTryAt === null) await askForChair(parts, publication);
}

function tellOf(parts: MinutesParts, { tenant, meeting }: Publication): Promise<void> {
  return tell(parts, 'publications', { tenant, id: meeting });
}

function waitFor(error: unknown): Wait | undefined {
  if (error instanceof Wait) return error;
  if (error instanceof GraphFault) return new Wait(error.code, error);
  if (!(error instanceof TeamsFault)) return undefined;
  const reasons = {
    unknown: 'may-have-arrived',
    busy: 'chat-busy',
    gone: 'chat-closed',
    refused: 'refused',
  } as const;
  return new Wait(reasons[error.kind], error);
}

function postponed(
  parts: MinutesParts,
  { kind, attempts, tokenUntil }: Publication,
  { reason, retryAfterMs }: Wait,
): Parameters<ReturnType<typeof publicationStore>['alter']>[1] {
  // A question that may have been put is not put twice.
  if (reason === 'may-have-arrived' && kind === 'ask')
    return { state: 'done', reason: null, nextTryAt: null };
  if (reason === 'may-have-arrived') return { state: 'unsure', reason, nextTryAt: null };
  if (reason === 'document-first') return { state: 'waiting', reason, nextTryAt: null };
  const now = parts.machineNow();
  const inMs = (ms: number) => new Date(now + ms).toISOString();
  if (reason === 'sign-in-needed') {
    const elsewhere = Date.parse(tokenUntil) > now;
    return { state: 'waiting', reason, nextTryAt: elsewhere ? inMs(tokenLookMs) : null };
  }
  const ms = retryWaitMs({ attempts, isStubborn: isStubborn(reason), draw: parts.draw(), retryAfterMs });
  return { state: 'waiting', reason, attempts: attempts + 1, nextTryAt: inMs(ms) };
}

type Came = Pick<Publication, 'outcome' | 'link'> & { readonly reason?: WaitReason };

async function publishOne(parts: MinutesParts, publication: Publication): Promise<Came> {
  const meeting = await meetingStore(parts.database).find(publication.tenant, publication.meeting);
  if (!meeting) throw new Error('A publication without its meeting');
  switch (publication.kind) {
    case 'document':
      return keepDocument(parts, meeting, publication);
    case 'task':
      return publishTask(parts, meeting, publication);
    case 'summary':
      return sendSummary(parts, meeting, publication);
    case 'notice':
      return sendNotice(parts, meeting, publication);
    case 'ask':
      return sendAsk(parts, meeting, publication);
  }
}

function onBehalf(
  parts: MinutesParts,
  meeting: Meeting,
  { tenant, person }: Publication,
): DelegatedGraph | undefined {
  return (
    parts.graph.onBehalfOf({ tenant, id: person }) ?? parts.graph.onBehalfOf({ tenant, id: meeting.chair.id })
  );
}

/** As the chair; without one who could still come by, by the service's own right where the site is open for it. */
async function keepDocument(parts: MinutesParts, meeting: Meeting, publication: Publication): Promise<Came> {
  const graph = onBehalf(parts, meeting, publication);
  if (!graph && Date.parse(publication.tokenUntil) > parts.machineNow()) throw new Wait('sign-in-needed');
  const bytes = await documentBytes(parts, meeting, publication);
  const given = { meeting, group: await groupOf(parts, meeting), name: publication.title, bytes };
  const file = graph ? await keptByPerson(parts, graph, given) : await keptByService(parts, given);
  if (!file) throw new Wait('sign-in-needed');
  return { outcome: file.itemId, link: file.webUrl };
}

/** Made once and kept: a repetition uploads the very same bytes. */
async function documentBytes(
  parts: MinutesParts,
  meeting: Meeting,
  publication: Publication,
): Promise<Uint8Array> {
  const store = publicationStore(parts.database);
  const made = await store.bytes(publication);
  if (made) return made;
  const bytes = await drawnDocument(parts, meeting, documentOf(publication.subject));
  await store.keepBytes(publication, bytes);
  return bytes;
}

async function groupOf(parts: MinutesParts, meeting: Meeting): Promise<string> {
  const channels = await parts.programme.channels(meeting.tenant);
  const channel = channels.find(({ id }) => id === meeting.channel?.id);
  if (!channel || channel.groupId === '') throw new Wait('not-found');
  return channel.groupId;
}

async function documentLink(parts: MinutesParts, meeting: Meeting): Promise<string | undefined> {
  const all = await publicationStore(parts.database).of(meeting.tenant, meeting.id);
  const documents = all.filter(({ kind, state }) => kind === 'document' && state === 'done');
  const minutes = documents.filter(({ subject }) => documentOf(subject).item === undefined);
  return minutes.at(-1)?.link ?? undefined;
}

/** Tasks and summary point to the document, so they wait for it. */
async function linkOrWait(parts: MinutesParts, meeting: Meeting): Promise<string> {
  const link = await documentLink(parts, meeting);
  if (link === undefined) throw new Wait('document-first');
  return link;
}

async function publishTask(parts: MinutesParts, meeting: Meeting, publication: Publication): Promise<Came> {
  const link = await linkOrWait(parts, meeting);
  const graph = onBehalf(parts, meeting, publication);
  if (!graph) throw new Wait('sign-in-needed');
  const records = await followUpStore(parts.database).of(meeting);
  const followUp = records.find(({ id }) => id === publication.subject);
  const held = meeting.items.find(({ id }) => id === followUp?.item);
  // A correction may have taken out the whole item.
  const item = held ?? (followUp && (await earlierItem(parts, meeting, followUp.item)));
  if (!followUp || !item) throw new Error('A task without its follow-up');
  const say = texts(meeting.language);
  const about = say('minutes.task.description', {
    number: item.number ?? '',
    meeting: meeting.title,
    date: formatDate(meeting.language, new Date(meeting.startsAt), zone),
  });
  const plan = await graph.keepPlan(await groupOf(parts, meeting), say('minutes.planTitle'));
  const description = `${about}\n${say('minutes.task.document', { link })}`;
  const task = await keepTask(parts, { graph, plan }, { task: publication, followUp, description });
  if (task.deleted) return { outcome: task.id, link: null, reason: 'task-deleted' };
  return {
    outcome: task.id,
    link: `https://planner.cloud.microsoft/webui/plan/${plan}/view/board/task/${task.id}`,
  };
}

async function earlierItem(parts: MinutesParts, meeting: Meeting, item: string) {
  const versions = await approvalStore(parts.database).versions(meeting);
  return versions.flatMap((one) => one.meeting.items).find(({ id }) => id === item);
}

/** `sending` is durable before the card leaves, so that a stop in between is known as such. */
async function sendSummary(parts: MinutesParts, meeting: Meeting, publication: Publication): Promise<Came> {
  const link = await linkOrWait(parts, meeting);
  const chat = await chatAddress(parts, meeting.tenant, meeting.chat);
  const first = await approvalStore(parts.database).version(meeting, 1);
  // An item that a correction has made exempt is so in what has yet to be sent.
  const card = summaryCard(first ? withAccessOf(meeting, first) : meeting, link);
  await publicationStore(parts.database).alter(publication, { state: 'sending' });
  const posted = await parts.teams.send(chat, card, summaryNotice(meeting));
  return { outcome: posted.message, link: null };
}
