import { type MemberRole, type Side } from '../../bot/minutes/api/series.ts';
import {
  type AccessLevel,
  type AttendanceState,
  type AttendanceView,
  type ItemKind,
  type MeetingState,
  type MeetingView,
  type Outcome,
} from '../../bot/minutes/api.ts';
import { type CheckCode } from '../../bot/minutes/model/checks.ts';
import { type Translate } from '../platform/texts.ts';

/** The choices of the minutes in the order people meet them; a missing one does not compile. */
const kinds = { O: 0, D: 0, B: 0, G: 0, E: 0 } satisfies Record<ItemKind, 0>;
const outcomes = {
  noted: 0,
  discussed: 0,
  decided: 0,
  'decided-amended': 0,
  'not-decided': 0,
  postponed: 0,
  returned: 0,
} satisfies Record<Outcome, 0>;
const attendance = { unknown: 0, present: 0, remote: 0, apologies: 0, absent: 0 } satisfies Record<
  AttendanceState,
  0
>;
const access = { public: 0, internal: 0, exempt: 0 } satisfies Record<AccessLevel, 0>;

const roles = {
  chair: 0,
  'minute-taker': 0,
  member: 0,
  deputy: 0,
  observer: 0,
} satisfies Record<MemberRole, 0>;
const sides = { employer: 0, employees: 0 } satisfies Record<Side, 0>;

export const allRoles = Object.keys(roles) as readonly MemberRole[];
export const allSides = Object.keys(sides) as readonly Side[];
export const allKinds = Object.keys(kinds) as readonly ItemKind[];
export const allOutcomes = Object.keys(outcomes) as readonly Outcome[];
export const allAttendance = Object.keys(attendance) as readonly AttendanceState[];
export const allAccess = Object.keys(access) as readonly AccessLevel[];

export const outcomeName = (t: Translate, outcome: Outcome): string => t(`minutes.outcome.${outcome}`);
export const attendanceName = (t: Translate, state: AttendanceState): string =>
  t(`minutes.attendance.${state}`);
/** Kinds as the template calls them, to choose among. */
export const kindOptions = <Kind extends ItemKind>(
  { kinds: called }: Pick<MeetingView, 'kinds'>,
  among: readonly Kind[],
) => among.map((value) => ({ value, name: `${called[value].letter} – ${called[value].name}` }));

/** `NN (vara for MM)`. */
export const nameHere = (t: Translate, { person, deputyFor }: AttendanceView): string =>
  deputyFor ? t('minutes.attendance.named', { name: person.name, member: deputyFor.name }) : person.name;
export const accessName = (t: Translate, level: AccessLevel): string => t(`minutes.access.${level}`);
export const stateName = (t: Translate, state: MeetingState): string => t(`minutes.state.${state}`);
export const checkName = (t: Translate, code: string): string => t(`minutes.check.${code as CheckCode}`);
