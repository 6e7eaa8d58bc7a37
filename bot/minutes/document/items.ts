import { type WordBlock } from '../../platform/documents/word.ts';
import { formatDate, type Language, texts } from '../../platform/texts.ts';
import { type FollowUpView, type GuidanceView, type ItemView, type MeetingView } from '../api.ts';
import { zone } from '../model/meeting.ts';
import { isExempt } from '../model/results.ts';

/** One item of the agenda. Of an exempt one only that it was there, and the legal basis. */
export function itemPart(
  language: Language,
  item: ItemView,
  kinds: MeetingView['kinds'],
): readonly WordBlock[] {
  const say = texts(language);
  const number = say('minutes.item', { number: item.number ?? '' });
  if (isExempt(item))
    return [{ heading: number, level: 2 }, { text: say('minutes.exempt', { basis: item.access.basis }) }];
  const title = item.title.text.trim() || say('minutes.document.untitled');
  return [
    { heading: `${number} ${title}`, level: 2 },
    { text: kindLine(language, item, kinds), italic: true },
    ...guidancePart(language, item.guidance),
    ...textPart(say('minutes.document.notes'), item.notes.text),
    ...textPart(say('minutes.document.decision'), item.decision.text),
    ...followUpPart(language, item.followUps),
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

function textPart(label: string, text: string): readonly WordBlock[] {
  return text.trim() === '' ? [] : [{ heading: label, level: 3 }, { written: text }];
}

function followUpPart(language: Language, followUps: readonly FollowUpView[]): readonly WordBlock[] {
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
    { heading: say('minutes.document.followUps'), level: 3 },
    { head: [say('minutes.document.what'), say('minutes.document.who'), say('minutes.document.due')], rows },
  ];
}

/** `mandag 18. januar 2027`. */
function dueText(language: Language, due: string): string {
  return `${formatDate(language, new Date(`${due}T12:00:00Z`), zone)} ${due.slice(0, 4)}`;
}
