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

/** A person's open follow-ups, in a chat where only that person reads; text of exempt items stays in the tab. */
export function followUpsCard(
  language: Language,
  followUps: readonly {
    readonly text: string;
    readonly exempt: boolean;
    readonly due: string | null;
    readonly overdue: boolean;
    readonly meetingTitle: string;
  }[],
): Card {
  const say = texts(language);
  const [longest] = lengths;
  const lines = followUps.slice(0, longest.lines).map((one) => ({
    text: one.exempt ? say('minutes.followUps.exempt') : plain(shortened(one.text, longest)),
    about: [
      plain(shortened(one.meetingTitle, longest)),
      ...(one.due === null ? [] : [dueText(say, language, one.due)]),
      ...(one.overdue ? [say('minutes.followUps.overdue')] : []),
    ].join(' · '),
  }));
  return drawFollowUps({
    title: say(lines.length === 0 ? 'minutes.followUps.none' : 'minutes.followUps.title'),
    followUps: lines,
  });
}

/** Where others read along: points to the private chat. */
export function askPrivatelyCard(language: Language): Card {
  const title = texts(language)('minutes.followUps.private');
  return drawFollowUps({ title, followUps: [] });
}
