import { type World } from '../../api.ts';
import { isJson, onlyProperties, textOf, type Json } from '../call.ts';
import { badRequest } from '../graph-error.ts';
import { identitySet } from '../identity.ts';
import { type Actor } from '../records.ts';

const writable = [
  'title',
  'bucketId',
  'percentComplete',
  'priority',
  'startDateTime',
  'dueDateTime',
  'assignments',
  'assigneePriority',
  'orderHint',
  'previewType',
  'appliedCategories',
  'conversationThreadId',
];

export interface Change {
  readonly by: Actor;
  readonly at: string;
  readonly world: World;
  /** Ids of the buckets of the task's plan. */
  readonly buckets: readonly string[];
}

/** The task's fields after a POST or PATCH; 400 for what Planner refuses. */
export function changedFields(before: Json, body: Json, change: Change): Json {
  onlyProperties(
    body,
    before['planId'] === undefined ? [...writable, 'planId', 'details'] : writable,
    'plannerTask',
  );
  const { assignments, ...rest } = body;
  const set = Object.fromEntries(Object.entries(rest).filter(([name]) => writable.includes(name)));
  const after: Json = { ...before, ...set };
  if (assignments !== undefined)
    after['assignments'] = mergedAssignments((before['assignments'] ?? {}) as Json, assignments, change);
  check(after, change);
  return { ...after, ...completion(before, after, change) };
}

function check(task: Json, { buckets }: Change): void {
  textOf(task, 'title');
  wholeNumber(task, 'percentComplete', 100);
  wholeNumber(task, 'priority', 10);
  const [start, due] = [time(task, 'startDateTime'), time(task, 'dueDateTime')];
  if (start !== undefined && due !== undefined && start > due)
    throw badRequest('The start date must not be after the due date.');
  if (typeof task['bucketId'] === 'string' && !buckets.includes(task['bucketId']))
    throw badRequest('The bucket does not belong to the plan.');
}

function wholeNumber(task: Json, name: string, max: number): void {
  const value = task[name];
  if (value !== undefined && !(Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max))
    throw badRequest(`'${name}' must be a whole number from 0 to ${max}.`);
}

function time(task: Json, name: string): number | undefined {
  const value = task[name];
  if (value === undefined || value === null) return undefined;
  const at = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(at))
    throw badRequest(`Cannot convert '${name}' to the expected type 'Edm.DateTimeOffset'.`);
  return at;
}

/** A dictionary by person id: what is named is added or changed, `null` takes away. */
function mergedAssignments(before: Json, change: unknown, { by, at, world }: Change): Json {
  if (!isJson(change)) throw badRequest("'assignments' must be an object.");
  const after = { ...before };
  for (const [person, assignment] of Object.entries(change)) {
    if (assignment === null) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a dictionary by person id
      delete after[person];
      continue;
    }
    if (!isJson(assignment) || assignment['@odata.type'] !== '#microsoft.graph.plannerAssignment')
      throw badRequest("An assignment needs '@odata.type': '#microsoft.graph.plannerAssignment'.");
    onlyProperties(assignment, ['orderHint'], 'plannerAssignment');
    if (!world.people.some((one) => one.id === person))
      throw badRequest(`The user '${person}' does not exist.`);
    after[person] ??= {
      '@odata.type': '#microsoft.graph.plannerAssignment',
      assignedBy: identitySet(by, world),
      assignedDateTime: at,
      orderHint: '8586632000000000000PU',
    };
  }
  return after;
}

function completion(before: Json, after: Json, { by, at, world }: Change): Json {
  const isDone = after['percentComplete'] === 100;
  if (isDone && before['percentComplete'] === 100) return {};
  return isDone
    ? { completedDateTime: at, completedBy: identitySet(by, world) }
    : { completedDateTime: null, completedBy: null };
}

const detailNames = ['description', 'previewType', 'references', 'checklist'];

/** The task's details after a PATCH; the dictionaries are merged by key. */
export function changedDetails(before: Json, body: Json): Json {
  onlyProperties(body, detailNames, 'plannerTaskDetails');
  const after: Json = { ...before, ...body };
  for (const [name, type] of [
    ['references', 'plannerExternalReference'],
    ['checklist', 'plannerChecklistItem'],
  ] as const) {
    if (body[name] !== undefined) after[name] = mergedEntries((before[name] ?? {}) as Json, body[name], type);
  }
  if (typeof after['description'] === 'string' && after['description'].length > 32_768)
    throw badRequest("'description' is too long.");
  return after;
}

function mergedEntries(before: Json, change: unknown, type: string): Json {
  if (!isJson(change)) throw badRequest(`A dictionary of ${type} must be an object.`);
  for (const [key, entry] of Object.entries(change)) {
    if (entry !== null && (!isJson(entry) || entry['@odata.type'] !== `#microsoft.graph.${type}`))
      throw badRequest(`An entry needs '@odata.type': '#microsoft.graph.${type}'.`);
    if (type === 'plannerExternalReference' && /[.:]/.test(key))
      throw badRequest("A reference's address must have its ':' and '.' encoded.");
  }
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, entry]) => entry !== null));
}
