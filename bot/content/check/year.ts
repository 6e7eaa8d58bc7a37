import { type Pack, type Question } from '../model.ts';
import { type Check, type Flaw } from './flaw.ts';

const WEEKS_MIN = 40;
const WEEKS_ASKING_MIN = 30;
const QUESTIONS_MAX = 2;
const AREA_WEEKS_MIN = 6;
const TIMES_MIN = { scale: 4, choice: 2 } as const;

const isScale = ({ scale }: Question): boolean => scale !== 'one' && scale !== 'several';

/** Weeks between each time a question is asked and the next, over the turn of the year too. */
function gapsOf({ entries }: Pack, id: string): readonly number[] {
  const weeks = entries.flatMap(({ questions }, week) =>
    questions.some((one) => one.id === id) ? [week] : [],
  );
  const again = [...weeks.slice(1), entries.length + (weeks[0] ?? 0)];
  return weeks.map((week, index) => (again[index] ?? 0) - week);
}

/** A trend needs the same question after the same number of weeks. */
function unevenGaps(pack: Pack): readonly Flaw[] {
  return asked(pack).flatMap(({ id }) => {
    const gaps = gapsOf(pack, id);
    return new Set(gaps).size === 1
      ? []
      : [{ pack: pack.id, place: `question ${id}`, says: `comes back after ${gaps.join(', ')} weeks` }];
  });
}

function tooSeldom(pack: Pack): readonly Flaw[] {
  if (pack.plan !== 'year') return [];
  return asked(pack).flatMap((question) => {
    const times = gapsOf(pack, question.id).length;
    const least = isScale(question) ? TIMES_MIN.scale : TIMES_MIN.choice;
    return times >= least
      ? []
      : [
          {
            pack: pack.id,
            place: `question ${question.id}`,
            says: `asked ${times} times; at least ${least}`,
          },
        ];
  });
}

function thinYear(pack: Pack): readonly Flaw[] {
  if (pack.plan !== 'year') return [];
  const { id, entries } = pack;
  const asking = entries.filter(({ questions }) => questions.length > 0).length;
  return [
    ...(entries.length < WEEKS_MIN
      ? [{ pack: id, place: 'weeks', says: `${entries.length}; at least ${WEEKS_MIN}` }]
      : []),
    ...(asking < WEEKS_ASKING_MIN
      ? [{ pack: id, place: 'weeks', says: `${asking} ask; at least ${WEEKS_ASKING_MIN}` }]
      : []),
    ...entries
      .filter(({ questions }) => questions.length > QUESTIONS_MAX)
      .map((entry) => ({ pack: id, place: entry.id, says: `asks more than ${QUESTIONS_MAX} questions` })),
  ];
}

function thinAreas(pack: Pack): readonly Flaw[] {
  const least = pack.plan === 'year' ? AREA_WEEKS_MIN : 1;
  return pack.areas.flatMap(({ id }) => {
    const weeks = pack.entries.filter(({ area }) => area === id).length;
    return weeks >= least
      ? []
      : [{ pack: pack.id, place: `area ${id}`, says: `${weeks} weeks; at least ${least}` }];
  });
}

const asked = (pack: Pack): readonly Question[] => [
  ...new Map(
    pack.entries.flatMap(({ questions }) => questions.map((one) => [one.id, one] as const)),
  ).values(),
];

export const yearChecks: readonly Check[] = [
  { id: 'interval', name: 'questions at a fixed interval', flaws: unevenGaps },
  { id: 'times', name: 'scale questions four times a year', flaws: tooSeldom },
  { id: 'year', name: 'a year of forty weeks', flaws: thinYear },
  { id: 'areas', name: 'every area', flaws: thinAreas },
];
