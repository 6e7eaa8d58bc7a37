import { type DelegatedGraph, type TaskSeen, taskTitleMax } from '../../platform/graph/graph.ts';
import { type Caller } from '../../platform/http/http.ts';
import { type Connection } from '../../platform/database/database.ts';
import { type MeetingView } from '../api.ts';
import { type Publication } from '../model/publication.ts';
import { isBehind, settled, type Settled, type TaskState } from '../model/tasks.ts';
import { type FollowUpRecord } from '../store/follow-ups.ts';
import { publicationStore } from '../store/publications.ts';
import { type Linked, type Look, type LookScope, taskStore } from '../store/tasks.ts';
import { machineTime, type MinutesParts, tell } from './parts.ts';
import { meetingFor } from './rights.ts';
import { tokenOf } from './visit.ts';
import { viewOf } from './view.ts';

type Key = Pick<Look, 'tenant' | 'meeting' | 'id'>;

/** Planner is not asked about the same task more often, however many have the tab open. */
const lookAgainMs = 60_000;
const mostLooks = 40;

/** Pushes what has changed here, after taking what has changed there. Answers Planner's id, and whether it is deleted. */
export async function keepTask(
  parts: MinutesParts,
  { graph, plan }: { readonly graph: DelegatedGraph; readonly plan: string },
  of: {
    readonly task: Publication;
    readonly followUp: FollowUpRecord;
    /** Shown in Planner. */
    readonly description: string;
  },
): Promise<{ readonly id: string; readonly deleted: boolean }> {
  const { task, followUp, description } = of;
  const key = { tenant: followUp.tenant, meeting: followUp.meeting, id: followUp.id };
  const seen = task.outcome === null ? undefined : await graph.readTask(task.outcome);
  if (task.outcome !== null && !seen) {
    await noteDeleted(parts, parts.database, { ...key, task: task.outcome });
    return { id: task.outcome, deleted: true };
  }
  const came =
    seen &&
    (await parts.database.transaction((connection) => bringTogether(parts, connection, { key, task, seen })));
  const wanted = came?.state ?? stateOf(followUp, task.title);
  const id = await graph.keepTask(plan, {
    ...{ followUpId: followUp.id, description, owner: followUp.owner },
    ...{ title: wanted.title, due: wanted.due ?? undefined, done: wanted.done },
    ...{ taskId: task.outcome ?? undefined, etag: seen?.etag },
  });
  await taskStore(parts.database).keepAgreed(key, wanted);
  return { id, deleted: false };
}

/** Of a meeting and of what earlier ones have left open, for whoever reads it. */
export async function lookAtMeeting(parts: MinutesParts, caller: Caller, id: string): Promise<MeetingView> {
  const meeting = await meetingFor(parts, caller, id);
  const { series, startsAt: upTo } = meeting;
  await lookAtTasks(parts, caller, { meeting: meeting.id, series, upTo });
  return viewOf(parts, caller, meeting);
}

/**
 * Brings in what people have changed in Planner, with the rights the caller has there. Nothing is owed here: a task
 * that could not be read now is looked at again at somebody's next visit.
 */
export async function lookAtTasks(parts: MinutesParts, caller: Caller, scope: LookScope): Promise<void> {
  parts.graph.remember(caller, caller.token, caller.tokenExpires);
  const graph = parts.graph.onBehalfOf(caller);
  if (!graph) return;
  const now = parts.machineNow();
  const looks = await taskStore(parts.database).takeLooks(caller.tenant, scope, {
    before: new Date(now - lookAgainMs).toISOString(),
    now: new Date(now).toISOString(),
    most: mostLooks,
  });
  const answers = await graph.readTasks(looks.map(({ task }) => task));
  const changed = new Set<string>();
  for (const [at, look] of looks.entries()) {
    const answer = answers[at];
    if (answer === undefined || answer.fault) continue;
    if (await lookAt(parts, { seen: answer.seen, caller }, look)) changed.add(look.meeting);
  }
  for (const id of changed) await tell(parts, 'publications', { tenant: caller.tenant, id });
  if (changed.size > 0) parts.wake();
}

/** Answers whether anything changed here. */
async function lookAt(
  parts: MinutesParts,
  { seen, caller }: { readonly seen: TaskSeen | undefined; readonly caller: Caller },
  look: Look,
): Promise<boolean> {
  return parts.database.transaction(async (connection) => {
    const store = publicationStore(connection);
    const task = await store.find({ tenant: look.tenant, id: look.publication });
    // Something to say to Planner came up meanwhile, which brings the two together in any case.
    if (task?.state !== 'done' || task.outcome !== look.task) return false;
    if (!seen) {
      await noteDeleted(parts, connection, look);
      await store.alter(task, { reason: 'task-deleted', link: null });
      return true;
    }
    const came = await bringTogether(parts, connection, { key: look, task, seen });
    if (!came) return false;
    if (came.behind) {
      const { now, ...token } = tokenOf(parts, caller);
      await store.alter(task, { ...token, state: 'waiting', attempts: 0, nextTryAt: now });
    }
    return came.differences.length > 0;
  });
}

interface Task {
  readonly key: Key;
  readonly task: Publication;
  readonly seen: TaskSeen;
}

/**
 * Takes what Planner has changed, notes it, and answers what Planner should have. `undefined` when the follow-up is
 * gone. Call it in a transaction; repeating it after a stop notes nothing twice.
 */
async function bringTogether(
  parts: Pick<MinutesParts, 'ids' | 'machineNow'>,
  connection: Connection,
  { key, task, seen }: Task,
): Promise<(Settled & { readonly behind: boolean }) | undefined> {
  const store = taskStore(connection);
  const linked = await store.lock(key);
  if (!linked) return undefined;
  const here = stateOf(linked, task.title);
  // What is written in Planner about an exempt item stays there, as ours stays here.
  const planner = { ...plannerState(seen), ...(linked.exempt ? { title: here.title } : {}) };
  // Of tasks from before this was kept: what is done was told to Planner, what waits was not.
  const agreed = linked.agreed ?? (task.state === 'done' ? here : planner);
  const result = settled({
    agreed,
    here: { ...here, changedAt: linked.changedAt },
    planner: { ...planner, completedAt: seen.completedAt },
  });
  await store.take(key, changesOf(linked, result));
  for (const difference of result.differences)
    await store.note(key, { id: parts.ids(), at: machineTime(parts), difference });
  await store.keepAgreed(key, planner);
  return { ...result, behind: isBehind(planner, result.state) };
}

/** In a transaction. A task is deleted once, however often it is looked for. */
async function noteDeleted(
  parts: Pick<MinutesParts, 'machineNow'>,
  connection: Connection,
  { task, ...key }: Key & { readonly task: string },
): Promise<void> {
  const difference = { field: 'task', here: '', planner: '', kept: 'here' } as const;
  await taskStore(connection).note(key, { id: `deleted ${task}`, at: machineTime(parts), difference });
}

/** The follow-up in Planner's words. Taken out of the minutes, it is nothing to do any more. */
function stateOf(
  { text, due, status, exempt }: Pick<Linked, 'text' | 'due' | 'status' | 'exempt'>,
  masked: string,
): TaskState {
  return { title: (exempt ? masked : text).slice(0, taskTitleMax), due, done: status !== 'open' };
}

const plannerState = ({ title, due, done }: TaskSeen): TaskState => ({ title, due: due ?? null, done });

function changesOf({ status }: Linked, { state, differences }: Settled) {
  const taken = new Set(differences.filter(({ kept }) => kept === 'planner').map(({ field }) => field));
  return {
    ...(taken.has('title') ? { text: state.title } : {}),
    ...(taken.has('due') ? { due: state.due } : {}),
    // Whoever opens the task of a cancelled one has not put it back in the minutes.
    ...(taken.has('done') && status !== 'cancelled'
      ? { status: state.done ? ('done' as const) : ('open' as const) }
      : {}),
  };
}
