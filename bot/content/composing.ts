import { type ContentFault } from './faults.ts';
import { type Entry, type Localised, type Pack, type Question } from './model.ts';
import { type PackFiles, type RawQuestion, type RawWeek } from './shapes.ts';

interface Composed {
  readonly pack: Pack;
  readonly faults: readonly ContentFault[];
}

/** In which file each part of the pack stands, for whoever has to mend it. */
export interface Whence {
  readonly pack: string;
  readonly questions: string;
  readonly weeks: string;
}

/** Puts the files of a pack together; where there are faults, the pack is not to be used. */
export function composed(
  files: PackFiles,
  whence: Whence,
  { hidden = [], origin }: { readonly hidden?: readonly string[]; readonly origin: Pack['origin'] },
): Composed {
  const { head, weeks } = files;
  const questions = new Map(files.questions.map((question) => [question.id, questionOf(question)]));
  const all = weeks.map((week) => entryOf(week, questions));
  return {
    pack: {
      ...head,
      ...{ origin, entries: all.filter(({ id }) => !hidden.includes(id)) },
      hidden: all.filter(({ id }) => hidden.includes(id)),
    },
    faults: faultsOf(files, whence),
  };
}

function entryOf(week: RawWeek, questions: ReadonlyMap<string, Question>): Entry {
  const { url, document, ...source } = week.source;
  const asked = week.questions.flatMap((wanted) => questions.get(wanted) ?? []);
  return { ...week, questions: asked, source: { ...source, url, document } };
}

const noText: Localised = { nb: '', nn: '', en: '' };

/** Choices have no ends, and scales have no choices. */
function questionOf(question: RawQuestion): Question {
  return 'options' in question ? { ...question, low: noText, high: noText } : { ...question, options: [] };
}

function faultsOf({ head, questions, weeks }: PackFiles, whence: Whence): readonly ContentFault[] {
  const areas = new Set(head.areas.map(({ id }) => id));
  const asked = new Set(questions.map(({ id }) => id));
  const stray = (file: string, items: readonly { id: string; area: string }[]) =>
    items
      .filter(({ area }) => !areas.has(area))
      .map(({ id, area }): ContentFault => ({
        ...{ file, place: `${id}.area`, code: 'unknown-area', values: { area } },
      }));
  return [
    ...twice(whence.pack, head.areas),
    ...twice(whence.questions, questions),
    ...twice(whence.weeks, weeks),
    ...stray(whence.questions, questions),
    ...stray(whence.weeks, weeks),
    ...weeks.flatMap(({ id, questions: wanted }) =>
      wanted.flatMap((question, at): readonly ContentFault[] => {
        const given = { file: whence.weeks, place: `${id}.questions`, values: { question } };
        if (!asked.has(question)) return [{ ...given, code: 'unknown-question' }];
        return wanted.indexOf(question) < at ? [{ ...given, code: 'asked-twice' }] : [];
      }),
    ),
  ];
}

const twice = (file: string, items: readonly { readonly id: string }[]): readonly ContentFault[] =>
  items
    .filter(({ id }, at) => items.findIndex((one) => one.id === id) < at)
    .map(({ id }) => ({ file, place: id, code: 'twice' }));
