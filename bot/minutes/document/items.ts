import { type WordBlock } from '../../platform/documents/word.ts';
import { formatDate, type Language, texts } from '../../platform/texts.ts';
import { type FollowUpView, type GuidanceView, type ItemView, type MeetingView } from '../api.ts';
import { decides, zone } from '../model/meeting.ts';
import { writtenAlternatives } from '../model/preparation.ts';
import { isExempt } from '../model/results.ts';

/** One item of the agenda. Of an exempt one only that it was there, and the legal basis. */
export function itemPart(
  language: Language,
  item: ItemView,
  manner: Omit<Manner, 'level'>,
): readonly WordBlock[] {
  const say = texts(language);
  if (isExempt(item))
    return [
      { heading: say('minutes.item', { number: item.number ?? '' }), level: 2 },
      { text: say('minutes.exempt', { basis: item.access.basis }) },
    ];
  return [
    { heading: itemTitle(language, item), level: 2 },
    ...itemBody(language, item, { ...manner, level: 3 }),
  ];
}

/** `Sak 3/27 Ny stilling`; not for exempt items. */
export function itemTitle(language: Language, { number, title }: ItemView): string {
  const say = texts(language);
  const words = title.text.trim() || say('minutes.document.untitled');
  return `${say('minutes.item', { number: number ?? '' })} ${words}`;
}

interface Manner {
  readonly kinds: MeetingView['kinds'];
  /** Who was there for it alone, and who was not. */
  readonly people: readonly WordBlock[];
  /** Of the headings inside the item. */
  readonly level: 2 | 3;
}

/** What stands below the title of an item; not for exempt ones. */
export function itemBody(
  language: Language,
  item: ItemView,
  { kinds, people, level }: Manner,
): readonly WordBlock[] {
  const say = texts(language);
  const part = (label: string, text: string): readonly WordBlock[] =>
    text.trim() === '' ? [] : [{ heading: label, level }, { written: text }];
  return [
    { text: kindLine(language, item, kinds), italic: true },
    ...people,
    ...guidancePart(language, item.guidance),
    ...preparationPart(language, item, part),
    ...part(say('minutes.document.notes'), item.notes.text),
    ...part(say('minutes.document.decision'), item.decision.text),
    ...followUpPart(language, item.followUps, level),
  ];
}

/** What the group was asked to see and to talk about; how to go about it is no part of the minutes. */
function guidancePart(language: Language, guidance: GuidanceView | undefined): readonly WordBlock[] {
  if (!guidance) return [];
  const say = texts(language);
  const { film, questions } = guidance;
  return [
    ...(film ? [{ text: say('minutes.document.film', { title: film.title }) }] : []),
    ...(questions.length > 0 ? [{ text: say('minutes.document.questions') }, { list: questions }] : []),
  ];
}

/** What was laid before the meeting; a heading stands only over what somebody has written. */
function preparationPart(
  language: Language,
  item: ItemView,
  part: (label: string, text: string) => readonly WordBlock[],
): readonly WordBlock[] {
  const say = texts(language);
  const alternatives = writtenAlternatives(item);
  const papers = item.papers.map(({ title, url }) => `${title} (${url})`);
  return [
    ...part(say(decides(item.kind) ? 'minutes.document.problem' : 'minutes.document.why'), item.problem.text),
    ...listPart(say('minutes.document.alternatives'), alternatives),
    ...part(say('minutes.document.needs'), item.needs.text),
    ...part(say('minutes.document.proposal'), item.proposal.text),
    ...listPart(say('minutes.document.papers'), papers),
  ];
}

function listPart(label: string, list: readonly string[]): readonly WordBlock[] {
  return list.length === 0 ? [] : [{ text: `${label}:` }, { list }];
}

function kindLine(
  language: Language,
  { kind, presenter, outcome }: ItemView,
  kinds: MeetingView['kinds'],
): string {
  const say = texts(language);
  return [
    `${kinds[kind].letter} – ${kinds[kind].name}`,
    ...(presenter ? [say('minutes.document.presenter', { name: presenter.name })] : []),
    ...(outcome ? [say('minutes.document.outcome', { outcome: say(`minutes.outcome.${outcome}`) })] : []),
  ].join('. ');
}

function followUpPart(
  language: Language,
  followUps: readonly FollowUpView[],
  level: Manner['level'],
): readonly WordBlock[] {
  const say = texts(language);
  const rows = followUps
    .filter(({ status }) => status !== 'cancelled')
    .map(({ text, owner, due, status }) => [
      status === 'done' ? `${text.text} (${say('minutes.document.done')})` : text.text,
      owner?.name ?? '',
      due === null ? '' : dueText(language, due),
    ]);
  if (rows.length === 0) return [];
  return [
    { heading: say('minutes.document.followUps'), level },
    {
      head: [say('minutes.document.what'), say('minutes.document.who'), say('minutes.document.due')],
      rows,
      shares: [5, 3, 3],
    },
  ];
}

/** `mandag 18. januar 2027`. */
function dueText(language: Language, due: string): string {
  return `${formatDate(language, new Date(`${due}T12:00:00Z`), zone)} ${due.slice(0, 4)}`;
}
