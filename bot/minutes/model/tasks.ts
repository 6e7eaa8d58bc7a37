/** What a follow-up and its task in Planner have in common, in Planner's words: the title is as long as it takes. */
export interface TaskState {
  readonly title: string;
  /** ISO date. */
  readonly due: string | null;
  readonly done: boolean;
}

type TaskField = keyof TaskState;

/** The same was changed on both sides since they last agreed: what stands now, and what gave way. */
export interface TaskDifference {
  readonly field: TaskField;
  readonly here: string;
  readonly planner: string;
  /** `here` only where both sides were changed. */
  readonly kept: 'planner' | 'here';
}

export interface Settled {
  readonly state: TaskState;
  /** What Planner has changed here, or has tried to. */
  readonly differences: readonly TaskDifference[];
}

const fields: readonly TaskField[] = ['title', 'due', 'done'];

/**
 * Brings the two sides together. Whatever only one side has changed since they last agreed stands. Where both have,
 * the newest stands: Planner says when a task was completed; of its other changes it tells no time, so there the
 * change here, whose time is known, is the newest that anybody knows of.
 */
export function settled(of: Sides): Settled {
  const { here, planner } = of;
  const differences = fields.flatMap((field) => differenceIn(field, of) ?? []);
  const taken = new Set(differences.filter(({ kept }) => kept === 'planner').map(({ field }) => field));
  return {
    state: {
      title: taken.has('title') ? planner.title : here.title,
      due: taken.has('due') ? planner.due : here.due,
      done: taken.has('done') ? planner.done : here.done,
    },
    differences,
  };
}

interface Sides {
  /** What both last had. */
  readonly agreed: TaskState;
  readonly here: TaskState & { readonly changedAt: string };
  readonly planner: TaskState & { readonly completedAt: string | undefined };
}

function differenceIn(field: TaskField, { agreed, here, planner }: Sides): TaskDifference | undefined {
  if (same(planner[field], agreed[field]) || same(planner[field], here[field])) return undefined;
  const isNewer = Date.parse(planner.completedAt ?? '') > Date.parse(here.changedAt);
  const kept = same(here[field], agreed[field]) || (field === 'done' && isNewer) ? 'planner' : 'here';
  return { field, here: wordOf(here[field]), planner: wordOf(planner[field]), kept };
}

/** Is there anything that Planner has yet to be told? */
export function isBehind(planner: TaskState, wanted: TaskState): boolean {
  return fields.some((field) => !same(planner[field], wanted[field]));
}

type Value = TaskState[TaskField];

const same = (one: Value, other: Value): boolean => wordOf(one) === wordOf(other);

const wordOf = (value: Value): string => (typeof value === 'boolean' ? String(value) : (value ?? '').trim());
