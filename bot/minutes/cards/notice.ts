import { CARD_BYTES_MAX, cardBytes, cardTemplate, plain } from '../../platform/cards.ts';
import { type Card } from '../../platform/teams/teams.ts';
import { formatDate, formatTime, type Texts, texts } from '../../platform/texts.ts';
import { zone } from '../model/meeting.ts';
import { type Notice, type NoticeLine } from '../model/notice.ts';
import template from './notice.json' with { type: 'json' };

const draw = cardTemplate(template);

/** How much of a long agenda a card shows; each step is shorter than the one before. */
const lengths = [
  { lines: 40, units: 200 },
  { lines: 25, units: 120 },
  { lines: 12, units: 60 },
] as const;

type Length = (typeof lengths)[number];
interface Row {
  readonly text: string;
}

/** What notifications and screen readers get. */
export function noticeLine({ language, title, cancelled }: Notice): string {
  return texts(language)(cancelled === '' ? 'minutes.notice.line' : 'minutes.notice.off', { meeting: title });
}

/** Calls the meeting: when, where, and its agenda as far as a card takes it. `link` opens it in the tab. */
export function noticeCard(notice: Notice, link: string): Card {
  for (const length of lengths) {
    const card = noticeIn(notice, link, length);
    if (cardBytes(card) <= CARD_BYTES_MAX) return card;
  }
  throw new Error('The shortest notice does not fit a card');
}

function noticeIn(notice: Notice, link: string, length: Length): Card {
  const say = texts(notice.language);
  const line = shortened(noticeLine(notice), length);
  const more = notice.lines.length - length.lines;
  const items = notice.lines.slice(0, length.lines).map((one) => itemRow(say, one, length));
  const rest = more > 0 ? [{ text: say('minutes.notice.more', { count: more }), about: [] }] : [];
  return draw({
    notice: line,
    heading: plain(line),
    facts: facts(say, notice, length),
    agendaTitle: say('minutes.notice.agenda'),
    items: [...items, ...rest],
    sums: notice.planned === 0 ? [] : [{ text: timeText(notice) }],
    open: say('minutes.notice.open'),
    link,
  });
}

function facts(
  say: Texts,
  { language, startsAt, endsAt, place, cancelled }: Notice,
  length: Length,
): readonly Row[] {
  const start = new Date(startsAt);
  const until =
    endsAt === null ? '' : `–${formatTime(language, new Date(endsAt), zone).replace(/^kl\. /, '')}`;
  return [
    { text: `${formatDate(language, start, zone)} ${formatTime(language, start, zone)}${until}` },
    ...(place.trim() === '' ? [] : [{ text: plain(shortened(place.trim(), length)) }]),
    ...(cancelled === ''
      ? []
      : [{ text: plain(shortened(say('minutes.notice.why', { why: cancelled }), length)) }]),
  ];
}

function itemRow(say: Texts, { letter, number, text, minutes }: NoticeLine, length: Length) {
  const start = `**${letter}**${number === null ? '' : ` ${plain(number)}`}`;
  if (text === null) return { text: `${start} ${say('minutes.notice.exempt')}`, about: [] };
  const about = [
    ...(text.presenter === null ? [] : [plain(shortened(text.presenter, length))]),
    ...(minutes === null ? [] : [say('minutes.notice.minutes', { minutes })]),
  ].join(' · ');
  const title = text.title === '' ? say('minutes.document.untitled') : plain(shortened(text.title, length));
  return { text: `${start} ${title}`, about: about === '' ? [] : [{ text: about }] };
}

/** The agenda against the length of the meeting, in words. */
function timeText({ language, planned, length }: Notice): string {
  const say = texts(language);
  if (length === null) return say('minutes.notice.sum', { planned });
  if (planned > length) return say('minutes.notice.over', { planned, length, over: planned - length });
  return say('minutes.notice.within', { planned, length });
}

function shortened(text: string, { units }: Length): string {
  if (text.length <= units) return text;
  const start = text.slice(0, units - 1).toWellFormed();
  return `${start.trimEnd()}…`;
}
