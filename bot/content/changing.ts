import { type ContentFault } from './faults.ts';
import { identityFault } from './identity.ts';
import { type PackFiles, type RawChanges, type RawWeek } from './shapes.ts';

interface Changed {
  readonly files: PackFiles;
  readonly hidden: readonly string[];
  readonly faults: readonly ContentFault[];
}

type Fault = Omit<ContentFault, 'file'>;

/** Where a new first week comes after. */
const START = 'start';

/** One of our packs with an agency's changes, entry by entry. Everything they do not name stays as it is. */
export function changed(
  base: PackFiles,
  changes: RawChanges,
  at: { readonly file: string; readonly id: string },
): Changed {
  const { name } = changes;
  const isBeside = at.id !== base.head.id;
  const faults = [
    ...(isBeside && name === undefined ? [{ place: 'name', code: 'name-needed' } as const] : []),
    ...unknownWeeks(base, changes),
    ...questionFaults(base, changes),
  ];
  return {
    files: {
      head: {
        ...base.head,
        ...{ id: at.id, name: name ?? base.head.name, areas: merged(base.head.areas, changes.areas) },
      },
      questions: merged(base.questions, changes.questions),
      weeks: weeksOf(base.weeks, changes),
    },
    hidden: changes.hide,
    faults: faults.map((fault) => ({ ...fault, file: at.file })),
  };
}

/** Known ids give way where they stand; new ones come last. */
function merged<Item extends { readonly id: string }>(
  known: readonly Item[],
  given: readonly Item[],
): readonly Item[] & Item[] {
  const by = new Map(given.map((item) => [item.id, item]));
  const ids = new Set(known.map(({ id }) => id));
  return [...known.map((item) => by.get(item.id) ?? item), ...given.filter(({ id }) => !ids.has(id))];
}

function weeksOf(known: readonly RawWeek[], { replace, add }: RawChanges): readonly RawWeek[] {
  const by = new Map(replace.map((week) => [week.id, given(week)]));
  const weeks: RawWeek[] = known.map((week) => ({ ...week, ...by.get(week.id) }));
  for (const { after, ...week } of add) {
    const at = weeks.findIndex(({ id }) => id === after);
    weeks.splice(after === START ? 0 : at < 0 ? weeks.length : at + 1, 0, week);
  }
  return weeks;
}

/** The fields that somebody wrote; what is left out stays as it was. */
const given = (week: RawChanges['replace'][number]): Partial<RawWeek> =>
  Object.fromEntries(Object.entries(week).filter(([, value]) => value !== undefined));

function unknownWeeks(base: PackFiles, { replace, hide, add }: RawChanges): readonly Fault[] {
  const known = new Set(base.weeks.map(({ id }) => id));
  const unknown = (place: string, week: string): Fault => ({
    ...{ place, code: 'unknown-week', values: { week, pack: base.head.id } },
  });
  const after = add.filter((week, at) => {
    const before = add.slice(0, at).map(({ id }) => id);
    return week.after !== START && !known.has(week.after) && !before.includes(week.after);
  });
  return [
    ...replace.filter(({ id }) => !known.has(id)).map(({ id }) => unknown(`replace.${id}`, id)),
    ...hide.filter((id) => !known.has(id)).map((id) => unknown('hide', id)),
    ...after.map(({ id, after }) => unknown(`add.${id}.after`, after)),
    ...replace
      .filter(({ id }, at) => hide.includes(id) || replace.findIndex((one) => one.id === id) < at)
      .map(({ id }): Fault => ({ place: `replace.${id}`, code: 'twice' })),
    ...(base.weeks.every(({ id }) => hide.includes(id)) && add.length === 0
      ? [{ place: 'hide', code: 'nothing-left' } as const]
      : []),
  ];
}

function questionFaults(base: PackFiles, { questions }: RawChanges): readonly Fault[] {
  return questions.flatMap((now, at) => {
    const place = `questions.${now.id}`;
    if (questions.findIndex(({ id }) => id === now.id) < at) return [{ place, code: 'twice' }];
    const known = base.questions.find(({ id }) => id === now.id);
    const fault = known && identityFault(known, now);
    return fault === undefined ? [] : [{ place, ...fault }];
  });
}
