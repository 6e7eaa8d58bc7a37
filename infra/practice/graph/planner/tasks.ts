import { permissions } from '../access.ts';
import { collection, created, isJson, jsonOf, noContent, ok, single, textOf } from '../call.ts';
import { type Call, type Json, type Route } from '../call.ts';
import { GraphError, badRequest, notFound } from '../graph-error.ts';
import { actorOf } from '../identity.ts';
import { plannerId, type Task } from '../records.ts';
import { changedDetails, changedFields, type Change } from './fields.ts';
import { planReader, type PlannerParts } from './plan-reader.ts';
import { askedTaskView, detailsView, etag, taskView } from './views.ts';

/** A PATCH answers 204 unless the caller asks for what became of it. */
const patched = (call: Call, view: Json) =>
  call.headers['prefer']?.includes('return=representation') === true ? ok(view) : noContent;

export function taskRoutes(parts: PlannerParts): readonly Route[] {
  return [...readingRoutes(parts), ...writingRoutes(parts), ...detailRoutes(parts)];
}

/** Finds a task and refuses who is not a member of its plan's group. */
function taskReader(parts: PlannerParts) {
  const planOf = planReader(parts);
  return (call: Call): Task => {
    const task = parts.book.records.tasks.find((one) => one.id === call.params['task']);
    if (!task) throw notFound('The requested item is not found.');
    planOf(call, task.plan);
    return task;
  };
}

function readingRoutes(parts: PlannerParts): readonly Route[] {
  const { book, access } = parts;
  const taskOf = taskReader(parts);
  return [
    {
      method: 'GET',
      path: '/planner/tasks/{task}',
      needs: permissions.readTasks,
      run: (call) => single(call, askedTaskView(call, taskOf(call))),
    },
    {
      method: 'GET',
      path: '/me/planner/tasks',
      needs: permissions.readTasks,
      run(call) {
        const { id } = access.me(call);
        const mine = book.records.tasks.filter(
          (task) => isJson(task.fields['assignments']) && id in task.fields['assignments'],
        );
        return collection(
          call,
          mine.map((task) => askedTaskView(call, task)),
        );
      },
    },
  ];
}

function writingRoutes(parts: PlannerParts): readonly Route[] {
  const { book, needs } = parts;
  const [planOf, taskOf] = [planReader(parts), taskReader(parts)];
  const changeIn = (call: Call, plan: string): Change => ({
    by: actorOf(call.holder),
    at: needs.now().toISOString(),
    world: needs.world(),
    buckets: book.records.buckets.filter((bucket) => bucket.plan === plan).map((bucket) => bucket.id),
  });
  return [
    {
      method: 'POST',
      path: '/planner/tasks',
      needs: permissions.writeTasks,
      run(call) {
        const body = jsonOf(call);
        const plan = planOf(call, textOf(body, 'planId'));
        const change = changeIn(call, plan.id);
        const task: Task = {
          id: plannerId(),
          plan: plan.id,
          fields: newFields(changedFields({}, body, change), plan.id, change),
          details: isJson(body['details']) ? changedDetails({}, body['details']) : {},
          revision: 1,
          detailsRevision: 1,
        };
        book.records.tasks.push(task);
        book.changed();
        return created(taskView(task));
      },
    },
    {
      method: 'PATCH',
      path: '/planner/tasks/{task}',
      needs: permissions.writeTasks,
      run(call) {
        const task = taskOf(call);
        requireEtag(call, etag('Task', task.revision));
        task.fields = changedFields(task.fields, jsonOf(call), changeIn(call, task.plan));
        task.revision++;
        book.changed();
        return patched(call, taskView(task));
      },
    },
    {
      method: 'DELETE',
      path: '/planner/tasks/{task}',
      needs: permissions.writeTasks,
      run(call) {
        const task = taskOf(call);
        requireEtag(call, etag('Task', task.revision));
        book.records.tasks.splice(book.records.tasks.indexOf(task), 1);
        book.changed();
        return noContent;
      },
    },
  ];
}

const newFields = (set: Json, planId: string, { at }: Change): Json => ({
  percentComplete: 0,
  priority: 5,
  startDateTime: null,
  dueDateTime: null,
  bucketId: null,
  assignments: {},
  orderHint: '8586632000000000000PU',
  previewType: 'automatic',
  appliedCategories: {},
  ...set,
  planId,
  createdDateTime: at,
});

function detailRoutes(parts: PlannerParts): readonly Route[] {
  const taskOf = taskReader(parts);
  return [
    {
      method: 'GET',
      path: '/planner/tasks/{task}/details',
      needs: permissions.readTasks,
      run: (call) => single(call, detailsView(taskOf(call))),
    },
    {
      method: 'PATCH',
      path: '/planner/tasks/{task}/details',
      needs: permissions.writeTasks,
      run(call) {
        const task = taskOf(call);
        requireEtag(call, etag('TaskDetails', task.detailsRevision));
        task.details = changedDetails(task.details, jsonOf(call));
        task.detailsRevision++;
        parts.book.changed();
        return patched(call, detailsView(task));
      },
    },
  ];
}

/** Planner takes no change without the ETag of what is changed, and `*` is none. */
function requireEtag(call: Call, current: string): void {
  const given = call.headers['if-match'];
  if (given === undefined || given === '*')
    throw badRequest('The If-Match header must be specified for this type of request.');
  if (given !== current)
    throw new GraphError(412, 'Conflict', 'The If-Match header contains an invalid value.');
}
