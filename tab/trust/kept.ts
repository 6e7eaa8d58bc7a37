import { type AboutMe } from '../../bot/programme/api/trust.ts';
import { shortDate, weekName } from '../platform/dates.ts';
import { type TextKey, type Translate } from '../platform/texts.ts';

interface Row {
  readonly key: string;
  readonly cells: readonly [what: string, value: string, canBeDeleted: string];
}

/** What is kept about a person beside answers, and whether they can have it deleted; else why not. */
export function keptRows(about: AboutMe, t: Translate): readonly Row[] {
  const yes = t('trust.me.yes');
  const employer = t('trust.me.no.employer');
  const archive = t('trust.me.no.archive');
  const { meetings } = about;
  const rows: readonly Row['cells'][] = [
    [t('trust.me.name'), about.name, employer],
    [t('trust.me.unit'), about.unit ?? t('trust.me.unit.none'), employer],
    [t('trust.me.moves'), movesOf(about, t), t('trust.me.no.moves')],
    [t('trust.me.language'), languageOf(about, t), yes],
    [t('trust.me.reminders'), remindersOf(about, t), yes],
    [t('trust.me.notes'), notesOf(about, t), yes],
    [t('trust.me.followups'), counted(meetings.followUps.map(({ text }) => text)), archive],
    [t('trust.me.meetings'), counted(meetings.meetings.map(meetingOf(t))), archive],
    [t('trust.me.roles'), counted(meetings.roles.map(roleOf(t))), t('trust.me.no.roles')],
    [
      t('trust.me.items'),
      counted(meetings.items.map(({ title, meeting }) => `${title} (${meeting})`)),
      archive,
    ],
    [t('trust.me.said'), counted(meetings.said.map(saidOf(t))), archive],
    [t('trust.me.waiting'), counted(meetings.waitingItems), t('trust.me.no.waiting')],
    ...(about.recorded === 0
      ? []
      : [[t('trust.me.recorded'), String(about.recorded), t('trust.me.no.recorded')] as const]),
  ];
  return rows.map((cells) => ({ key: cells[0], cells }));
}

/** `2: Lage plan · Avklare lokaler`. */
const counted = (titles: readonly string[]) =>
  titles.length === 0 ? '0' : `${titles.length}: ${titles.join(' · ')}`;

type Meetings = AboutMe['meetings'];

const meetingOf =
  (t: Translate) =>
  ({ title, startsAt, role, attendance }: Meetings['meetings'][number]) => {
    const place = [role && `minutes.role.${role}`, attendance && `minutes.attendance.${attendance}`]
      .filter((key) => key !== null && key !== '')
      .map((key) => t(key as TextKey));
    const when = startsAt === '' ? title : `${title} ${shortDate(t, startsAt)}`;
    return place.length === 0 ? when : `${when} (${place.join(', ')})`;
  };

const roleOf =
  (t: Translate) =>
  ({ series, role }: Meetings['roles'][number]) =>
    `${series}: ${t(`minutes.role.${role}` as TextKey)}`;

const saidOf =
  (t: Translate) =>
  ({ what, meeting, text, at }: Meetings['said'][number]) =>
    t(`trust.me.said.${what}`, { meeting, text, date: shortDate(t, at) });

function movesOf({ moves }: AboutMe, t: Translate): string {
  if (moves.length === 0) return t('trust.me.moves.none');
  const nowhere = t('trust.me.nowhere');
  return moves
    .map(({ at, from, to }) =>
      t('trust.me.move', { date: shortDate(t, at), from: from ?? nowhere, to: to ?? nowhere }),
    )
    .join(' · ');
}

function notesOf({ notes }: AboutMe, t: Translate): string {
  if (notes.length === 0) return t('trust.me.notes.none');
  return notes
    .map(({ week, prompt, text }) => t('trust.me.note', { week: weekName(t, week), prompt, text }))
    .join(' · ');
}

const languageOf = ({ language }: AboutMe, t: Translate) =>
  language === null ? t('trust.me.language.teams') : t(`language.${language}`);

function remindersOf({ reminders, pausedUntil }: AboutMe, t: Translate): string {
  if (!reminders) return t('trust.me.reminders.off');
  if (pausedUntil === null) return t('trust.me.reminders.on');
  return t('trust.me.reminders.paused', { date: shortDate(t, pausedUntil) });
}
