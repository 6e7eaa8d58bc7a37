import { type WordBlock, wordFile } from '../../platform/documents/word.ts';
import { formatDate, formatTime, texts } from '../../platform/texts.ts';
import { zone } from '../model/meeting.ts';
import { type MeetingView } from '../api.ts';
import { type Meeting } from '../model/record.ts';
import { itemPart } from './items.ts';

/** What a document says beside the minutes themselves. */
export interface Frame {
  readonly agency: string;
  readonly series: string;
  /** In the language of the minutes. */
  readonly kinds: MeetingView['kinds'];
  /** ISO time; `null` = they wait for approval. */
  readonly approvedAt: string | null;
}

/** The finished minutes as a Word file, in the language of the minutes. Texts of exempt items are left out. */
export async function minutesDocument(meeting: Meeting, of: Frame): Promise<Uint8Array> {
  const say = texts(meeting.language);
  const title = `${say('minutes.document.title')}: ${meeting.title}`;
  return await wordFile({
    language: meeting.language,
    title,
    subject: of.series,
    agency: of.agency,
    page: say('minutes.document.page'),
    blocks: [
      { heading: title, level: 1 },
      ...facts(meeting, of.approvedAt),
      ...attendancePart(meeting),
      ...meeting.items.flatMap((item) => itemPart(meeting.language, item, of.kinds)),
    ],
  });
}

function facts(meeting: Meeting, approvedAt: string | null): readonly WordBlock[] {
  const say = texts(meeting.language);
  const all = [
    { label: say('minutes.document.number'), value: meeting.number ?? '' },
    { label: say('minutes.document.when'), value: when(meeting) },
    { label: say('minutes.document.place'), value: meeting.place },
    { label: say('minutes.document.chair'), value: meeting.chair.name },
    { label: say('minutes.document.minuteTaker'), value: meeting.minuteTaker?.name ?? '' },
    { label: say('minutes.document.version'), value: String(meeting.version) },
    { label: say('minutes.document.approval'), value: approval(meeting, approvedAt) },
  ];
  return all.filter(({ value }) => value.trim() !== '');
}

function approval({ language }: Meeting, at: string | null): string {
  const say = texts(language);
  if (at === null) return say('minutes.document.waiting');
  return say('minutes.document.approved', { date: dateWithYear(language, at) });
}

/** `mandag 18. januar 2027`. */
export function dateWithYear(language: Meeting['language'], at: string): string {
  const date = new Date(at);
  const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone }).format(date);
  return `${formatDate(language, date, zone)} ${year}`;
}

function when({ startsAt, endsAt, language }: Meeting): string {
  const start = new Date(startsAt);
  const times = [start, ...(endsAt === null ? [] : [new Date(endsAt)])];
  const clock = times.map((time) => formatTime(language, time, zone).replace('kl. ', '')).join('–');
  return `${dateWithYear(language, startsAt)}, ${language === 'en' ? '' : 'kl. '}${clock}`;
}

function attendancePart({ attendance, language }: Meeting): readonly WordBlock[] {
  const say = texts(language);
  return [
    { heading: say('minutes.document.attendance'), level: 2 },
    {
      head: [say('minutes.document.name'), say('minutes.document.status')],
      rows: attendance.map(({ person, status }) => [person.name, say(`minutes.attendance.${status}`)]),
    },
  ];
}
