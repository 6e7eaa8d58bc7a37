import { type Logo } from '../../platform/documents/logo.ts';
import { type WordBlock, type WordDocument } from '../../platform/documents/word.ts';
import { formatDate, formatTime, texts } from '../../platform/texts.ts';
import { type AttendanceView } from '../api.ts';
import { zone } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { nameHere, nameOfSeat } from './here.ts';

/** Whose document it is. */
export interface Sender {
  readonly agency: string;
  readonly logo: Logo | undefined;
  readonly series: string;
}

/** What is the same for every document of a series: whose it is, its language and what it may be found by. */
export function letterhead(
  { language, number }: Pick<Meeting, 'language' | 'number'>,
  { agency, logo, series }: Sender,
): Omit<WordDocument, 'title' | 'blocks'> {
  const say = texts(language);
  const alternative =
    agency === '' ? say('minutes.document.logo') : say('minutes.document.logoOf', { agency });
  return {
    ...{ language, agency, subject: series, page: say('minutes.document.page') },
    ...{ logo: logo && { logo, alternative }, keywords: [series, number ?? ''].filter(Boolean).join(', ') },
  };
}

/** Number, time, place and who led, as far as they are known. */
export function meetingFacts(meeting: Meeting, approvedAt: string | null): readonly WordBlock[] {
  const say = texts(meeting.language);
  return known([
    { label: say('minutes.document.number'), value: meeting.number ?? '' },
    { label: say('minutes.document.when'), value: when(meeting) },
    { label: say('minutes.document.place'), value: meeting.place },
    { label: say('minutes.document.chair'), value: nameOfSeat(meeting, meeting.chair) },
    { label: say('minutes.document.minuteTaker'), value: nameOfSeat(meeting, meeting.minuteTaker) },
    { label: say('minutes.document.version'), value: String(meeting.version) },
    { label: say('minutes.document.approval'), value: approval(meeting, approvedAt) },
  ]);
}

type Fact = Extract<WordBlock, { label: string }>;

export const known = (facts: readonly Fact[]): readonly Fact[] =>
  facts.filter(({ value }) => value.trim() !== '');

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

/** Who was there; `note` adds what is said of a person, such as that they left before the item. */
export function attendancePart(
  { attendance, language }: Pick<Meeting, 'attendance' | 'language'>,
  note: (person: AttendanceView['person']) => string = () => '',
): readonly WordBlock[] {
  const say = texts(language);
  const statusOf = ({ person, status }: AttendanceView) =>
    [say(`minutes.attendance.${status}`), note(person)].filter(Boolean).join(', ');
  return [
    { heading: say('minutes.document.attendance'), level: 2 },
    {
      head: [say('minutes.document.name'), say('minutes.document.status')],
      rows: attendance.map((row) => [nameHere(row, language), statusOf(row)]),
    },
  ];
}
