import { CARD_BYTES_MAX, cardBytes, cardTemplate, plain } from '../platform/cards.ts';
import { type Card } from '../platform/teams/teams.ts';
import { formatDate, formatTime, type Language, type Texts, texts } from '../platform/texts.ts';
import { type ItemView } from './api.ts';
import followUpsTemplate from './cards/follow-ups.json' with { type: 'json' };
import summaryTemplate from './cards/summary.json' with { type: 'json' };
import { zone } from './model/meeting.ts';
import { isExempt } from './model/results.ts';
import { type Meeting } from './model/record.ts';

const drawSummary = cardTemplate(summaryTemplate);
const drawFollowUps = cardTemplate(followUpsTemplate);

/** How much of the minutes a card shows; each step is shorter than the one before. */
const lengths = [
  { lines: 20, units: 600 },
  { lines: 12, units: 300 },
  { lines: 6, units: 160 },
  { lines: 3, units: 80 },
] as const;

type Length = (typeof lengths)[number];

/** What notifications and screen readers get of the summary. */
export function summaryNotice({ language, title }: Pick<Meeting, 'language' | 'title'>): string {
  return texts(language)('minutes.summary.notice', { meeting: title });
}

/** Decisions and follow-ups of finished minutes; nothing of exempt items. As much as a card takes, the rest counted. */
export function summaryCard(meeting: Meeting, link: string): Card {
  const cards = lengths.map((length) => () => summaryOf(meeting, link, length));
  for (const draw of cards) {
    const card = draw();
    if (cardBytes(card) <= CARD_BYTES_MAX) return card;
  }
  throw new Error('The shortest summary does not fit a card');
}

function summaryOf(meeting: Meeting, link: string, length: Length): Card {
  const say = texts(meeting.language);
  const shown = meeting.items.filter((item) => !isExempt(item));
  const hidden = meeting.items.length - shown.length;
  const start = new Date(meeting.startsAt);
  return drawSummary({
    notice: shortened(summaryNotice(meeting), length),
    heading: plain(shortened(summaryNotice(meeting), length)),
    when: `${formatDate(meeting.language, start, zone)} ${formatTime(meeting.language, start, zone)}`,
    decisionsTitle: say('minutes.summary.decisions'),
    decisions: listed(say, decisions(say, shown), say('minutes.summary.noDecisions'), length),
    followUpsTitle: say('minutes.summary.followUps'),
    followUps: listed(
      say,
      followUps(say, meeting.language, shown),
      say('minutes.summary.noFollowUps'),
      length,
    ),
    notes: hidden > 0 ? [{ text: say('minutes.summary.exempt', { count: hidden }) }] : [],
    open: say('minutes.summary.open'),
    link,
  });
}

function decisions(say: Texts, items: readonly ItemView[]): readonly string[] {
  return items
    .filter(({ decision }) => decision.text.trim() !== '')
    .map(
      ({ number, title, decision }) =>
        `${say('minutes.item', { number: number ?? '' })} ${title.text.trim()}: ${decision.text.trim()}`,
    );
}

function followUps(say: Texts, language: Language, items: readonly ItemView[]): readonly string[] {
  return items
    .flatMap((item) => item.followUps)
    .filter(({ status }) => status === 'open')
    .map(({ text, owner, due }) =>
      [text.text.trim(), owner?.name, due === null ? undefined : dueText(say, language, due)]
        .filter((part) => part !== undefined)
        .join(' · '),
    );
}

function dueText(say: Texts, language: Language, due: string): string {
  return say('minutes.summary.due', { date: formatDate(language, new Date(`${due}T12:00:00Z`), zone) });
}

function listed(
  say: Texts,
  all: readonly string[],
  none: string,
  length: Length,
): readonly { readonly text: string }[] {
  if (all.length === 0) return [{ text: none }];
  const lines = all.slice(0, length.lines).map((line) => plain(shortened(line, length)));
  const more = all.length - lines.length;
  return [...lines, ...(more > 0 ? [say('minutes.summary.more', { count: more })] : [])].map((text) => ({
    text,
  }));
}

function shortened(text: string, { units }: Length): string {
  return text.length <= units
    ? text
    : `${text
        .slice(0, units - 1)
        .toWellFormed()
        .trimEnd()}…`;
}

interface Shown {
  readonly id: string;
  readonly text: string;
  readonly exempt: boolean;
  readonly due: string | null;
  readonly overdue: boolean;
  readonly status: 'open' | 'done' | 'cancelled';
  readonly meetingTitle: string;
}

/**
 * A person's follow-ups, each with a press, in a chat where only that person reads; text of exempt items stays in the
 * tab. As many as a card takes, the rest counted.
 */
export function followUpsCard(language: Language, followUps: readonly Shown[]): Card {
  for (const length of lengths) {
    const card = followUpsOf(language, followUps, length);
    if (cardBytes(card) <= CARD_BYTES_MAX) return card;
  }
  throw new Error('The shortest list of follow-ups does not fit a card');
}

function followUpsOf(language: Language, followUps: readonly Shown[], length: Length): Card {
  const say = texts(language);
  const lines = followUps.slice(0, length.lines);
  const more = followUps.length - lines.length;
  const open = followUps.some(({ status }) => status === 'open');
  return drawFollowUps({
    title: say(open ? 'minutes.followUps.title' : 'minutes.followUps.none'),
    notes: more > 0 ? [{ text: say('minutes.followUps.more', { count: more }) }] : [],
    followUps: lines.map((one) => followUpLine(say, language, { one, length })),
  });
}

function followUpLine(
  say: Texts,
  language: Language,
  { one, length }: { readonly one: Shown; readonly length: Length },
) {
  const done = one.status === 'done';
  const words = one.exempt ? say('minutes.followUps.exempt') : shortened(one.text, length);
  const said = done ? say('minutes.followUps.done', { text: words }) : words;
  return {
    ...{ id: one.id, next: !done, text: plain(said) },
    about: [
      plain(shortened(one.meetingTitle, length)),
      ...(one.due === null ? [] : [dueText(say, language, one.due)]),
      ...(one.overdue ? [say('minutes.followUps.overdue')] : []),
    ].join(' · '),
    press: say(done ? 'minutes.followUps.undo' : 'minutes.followUps.press'),
    named: say(done ? 'minutes.followUps.undo.named' : 'minutes.followUps.press.named', { text: words }),
  };
}

/** Where others read along: points to the private chat. */
export function askPrivatelyCard(language: Language): Card {
  const title = texts(language)('minutes.followUps.private');
  return drawFollowUps({ title, notes: [], followUps: [] });
}
