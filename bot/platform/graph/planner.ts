import { z } from 'zod';
import { path, type Calls } from './calls.ts';
import { type BatchAnswer } from './batch.ts';
import {
  GraphFault,
  type DelegatedGraph,
  type TaskLook,
  type TaskSeen,
  taskTitleMax,
  type TaskToKeep,
} from './graph.ts';

const planShape = z.object({ id: z.string(), title: z.string() });
const detailsShape = z.object({ '@odata.etag': z.string().optional(), description: z.string().nullish() });
const taskShape = z.object({
  '@odata.etag': z.string().default(''),
  id: z.string(),
  title: z.string(),
  percentComplete: z.number().nullish(),
  dueDateTime: z.string().nullish(),
  completedDateTime: z.string().nullish(),
  assignments: z.record(z.string(), z.unknown()).nullish(),
  hasDescription: z.boolean().nullish(),
  details: detailsShape.nullish(),
});
type Task = z.infer<typeof taskShape>;

export interface PlannerOptions {
  readonly calls: Calls;
  /** `https://graph.microsoft.com`: what Planner calls a group by. */
  readonly resource: string;
}

export function graphPlanner(
  options: PlannerOptions,
): Pick<DelegatedGraph, 'keepPlan' | 'readTask' | 'readTasks' | 'keepTask'> {
  const { calls, resource } = options;
  const plans = new Map<string, Promise<string>>();
  const listed = new Map<string, Promise<readonly Task[]>>();
  const made = new Map<string, string>();
  const keepPlan = async (groupId: string, title: string) => {
    const plans = await calls.all(path`/groups/${groupId}/planner/plans`, planShape);
    const found = plans.find((plan) => plan.title === title);
    if (found !== undefined) return found.id;
    const container = { url: `${resource}/v1.0${path`/groups/${groupId}`}` };
    return (await calls.post('/planner/plans', { container, title }, planShape)).id;
  };
  return {
    keepPlan: (groupId, title) => once(plans, `${groupId} ${title}`, () => keepPlan(groupId, title)),

    async readTask(taskId) {
      const task = await readTask(calls, taskId);
      return task && seenOf(task);
    },

    async readTasks(taskIds) {
      const answers = await calls.batch(
        taskIds.map((id) => ({ method: 'GET', path: path`/planner/tasks/${id}` })),
      );
      return answers.map(lookOf);
    },

    async keepTask(planId, task) {
      const taskId = task.taskId ?? made.get(task.followUpId);
      const known = taskId === undefined ? undefined : await readTask(calls, taskId);
      const found =
        known ?? (await findTask(calls, await once(listed, planId, () => tasksOf(calls, planId)), task));
      // Nobody knows whether it came through: what is there has to be looked at anew.
      const id = found?.id ?? (await createTask(calls, planId, task).catch(forget(listed, planId)));
      made.set(task.followUpId, id);
      if (found !== undefined) await changeTask(calls, found, task);
      await describeTask(calls, id, task);
      return id;
    },
  };
}

/**
 * The last line of the description, by which a task is found again when the answer to its creation was lost.
 * Planner has no field of ours.
 */
const markerOf = ({ followUpId }: TaskToKeep): string => `Lederpuls ${followUpId}`;
const descriptionOf = (task: TaskToKeep): string => `${task.description}\n\n${markerOf(task)}`.trim();

/** What is asked twice within one piece of work is asked of Graph once; what failed is asked anew. */
function once<Answer>(
  known: Map<string, Promise<Answer>>,
  key: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const asked = known.get(key) ?? ask();
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  return asked;
}

/** Passes a fault on, and what was known before it no longer. */
const forget =
  (known: Map<string, unknown>, key: string) =>
  (fault: unknown): never => {
    known.delete(key);
    throw fault;
  };

const seenOf = (task: Task): TaskSeen => ({
  title: task.title,
  due: task.dueDateTime?.slice(0, 10),
  done: isDone(task),
  completedAt: task.completedDateTime ?? undefined,
  etag: task['@odata.etag'],
});

function lookOf(answer: BatchAnswer): TaskLook {
  if (answer.fault) return answer.fault.code === 'not-found' ? { seen: undefined } : { fault: answer.fault };
  const { data } = taskShape.safeParse(answer.body);
  if (data) return { seen: seenOf(data) };
  return { fault: new GraphFault('graph-down', { message: 'Graph: an answer of another shape' }) };
}

/** `undefined` when somebody has deleted it. */
async function readTask(calls: Calls, id: string): Promise<Task | undefined> {
  try {
    return await calls.get(path`/planner/tasks/${id}`, taskShape);
  } catch (error) {
    if (error instanceof GraphFault && error.code === 'not-found') return undefined;
    throw error;
  }
}

const tasksOf = (calls: Calls, planId: string): Promise<readonly Task[]> =>
  calls.all(`${path`/planner/plans/${planId}/tasks`}?$expand=details`, taskShape);

async function findTask(calls: Calls, tasks: readonly Task[], task: TaskToKeep): Promise<Task | undefined> {
  for (const one of likelyFirst(tasks, task)) {
    // Not every Graph expands; then each has to be asked.
    const details =
      one.details ?? (one.hasDescription === false ? undefined : await readDetails(calls, one.id));
    if (details?.description?.includes(markerOf(task)) === true) return one;
  }
  return tasks.find((one) => isTwin(one, task));
}

const likelyFirst = (tasks: readonly Task[], { title }: TaskToKeep): readonly Task[] =>
  tasks.toSorted((one, other) => Number(other.title === titled(title)) - Number(one.title === titled(title)));

/** Ours, made by a Graph that took the task without its description before the line broke. */
const isTwin = (one: Task, task: TaskToKeep): boolean =>
  one.title === titled(task.title) &&
  one.hasDescription !== true &&
  !one.details?.description &&
  Object.keys(one.assignments ?? {}).join() === task.owner &&
  sameDay(one.dueDateTime, task.due);

const isDone = ({ percentComplete }: Task): boolean => percentComplete === 100;
const titled = (title: string): string => title.slice(0, taskTitleMax);
/** Noon keeps the day the same in Norway's zone and in Planner's. */
const noon = (due: string | undefined): string | null => (due === undefined ? null : `${due}T12:00:00Z`);
const sameDay = (present: string | null | undefined, due: string | undefined): boolean =>
  (present ?? '').slice(0, 10) === (due ?? '');

const assignment = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };

async function createTask(calls: Calls, planId: string, task: TaskToKeep): Promise<string> {
  const body = {
    planId,
    title: titled(task.title),
    percentComplete: task.done ? 100 : 0,
    assignments: { [task.owner]: assignment },
    details: { description: descriptionOf(task) },
    ...(task.due === undefined ? {} : { dueDateTime: noon(task.due) }),
  };
  return (await calls.post('/planner/tasks', body, taskShape)).id;
}

async function changeTask(calls: Calls, present: Task, task: TaskToKeep): Promise<void> {
  if (task.etag !== undefined && task.etag !== present['@odata.etag'])
    throw new GraphFault('conflict', { status: 412, message: 'Graph: a task was changed meanwhile' });
  await patchFresh(calls, path`/planner/tasks/${present.id}`, {
    shape: taskShape,
    present,
    changeOf: (current) => changesTo(current, task),
    once: task.etag !== undefined,
  });
}

/** What differs from what we want. A task under way stays under way; further people stay on it. */
function changesTo(present: Task, task: TaskToKeep): object | undefined {
  const assigned = Object.keys(present.assignments ?? {});
  const change = {
    ...(present.title === titled(task.title) ? {} : { title: titled(task.title) }),
    ...(sameDay(present.dueDateTime, task.due) ? {} : { dueDateTime: noon(task.due) }),
    ...(isDone(present) === task.done ? {} : { percentComplete: task.done ? 100 : 0 }),
    ...(assigned.includes(task.owner)
      ? {}
      : {
          assignments: {
            ...Object.fromEntries(assigned.map((person) => [person, null])),
            [task.owner]: assignment,
          },
        }),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}

const readDetails = (calls: Calls, id: string) => calls.get(path`/planner/tasks/${id}/details`, detailsShape);

/** The details have an ETag of their own. What people have written around our words stays. */
async function describeTask(calls: Calls, id: string, task: TaskToKeep): Promise<void> {
  const parts = [task.description, markerOf(task)];
  await patchFresh(calls, path`/planner/tasks/${id}/details`, {
    shape: detailsShape,
    present: await readDetails(calls, id),
    changeOf: ({ description }) =>
      parts.every((part) => (description ?? '').includes(part))
        ? undefined
        : { description: descriptionOf(task) },
  });
}

/** Changes what is there now; when somebody was faster, reads once more and decides again, or `once` leaves it at that. */
async function patchFresh<Kept extends { '@odata.etag'?: string | undefined }>(
  calls: Calls,
  address: string,
  by: {
    readonly shape: z.ZodType<Kept>;
    readonly present: Kept;
    readonly changeOf: (present: Kept) => object | undefined;
    readonly once?: boolean;
  },
): Promise<void> {
  const patch = async (present: Kept): Promise<void> => {
    const change = by.changeOf(present);
    if (change !== undefined) await calls.patch(address, present['@odata.etag'] ?? '', change);
  };
  try {
    await patch(by.present);
  } catch (error) {
    if (by.once || !(error instanceof GraphFault) || error.code !== 'conflict') throw error;
    await patch(await calls.get(address, by.shape));
  }
}
