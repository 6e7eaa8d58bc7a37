import { type ApprovalWay, type Side, type VerdictView } from '../api/series.ts';
import { type PersonView } from '../api.ts';
import { Refusal } from '../../refusal.ts';
import { type Minutes } from './meeting.ts';
import { roleOf, sideOf } from './roles.ts';

/** How minutes are approved, and how far that has come. */
export interface Approval {
  readonly way: ApprovalWay;
  /** Of silence. */
  readonly days: number;
  /** When this version was laid before the others. ISO time. */
  readonly since: string;
  readonly approvedAt: string | null;
  /** Somebody has remarked on this version, so silence is no longer a yes. */
  readonly remarked: boolean;
}

type Approved = Pick<Minutes, 'chair' | 'roles' | 'attendance' | 'people'>;
type OfVersion = Approved & { readonly version: number; readonly approval: Approval };

const sides: readonly Side[] = ['employer', 'employees'];
const dayMs = 86_400_000;

/** When silence means yes. ISO time, or `null` where it never does. */
export function silentAt({ way, days, since, remarked }: Approval): string | null {
  return way === 'silence' && !remarked ? new Date(Date.parse(since) + days * dayMs).toISOString() : null;
}

/** The words that count: on the minutes as a whole, in this version. */
function verdictsOn(version: number, verdicts: readonly VerdictView[]): readonly VerdictView[] {
  return verdicts.filter((one) => one.item === null && one.version === version);
}

/** Who was there and is no observer. */
function voters({ attendance, roles }: Approved): readonly PersonView[] {
  return attendance
    .filter(({ status }) => status === 'present' || status === 'remote')
    .map(({ person }) => person)
    .filter(({ id }) => roleOf(roles, id) !== 'observer');
}

/** Whose press is still needed. */
export function waitsFor(of: OfVersion, verdicts: readonly VerdictView[]): readonly PersonView[] {
  if (of.approval.way !== 'all-present') return [];
  const said = approvers(of.version, verdicts);
  return voters(of).filter(({ id }) => !said.has(id));
}

/** Which side has not signed the minutes, or with an item its protocol. */
export function missingSides(
  version: number,
  verdicts: readonly VerdictView[],
  item: string | null = null,
): readonly Side[] {
  const signed = verdicts.filter(
    (one) => one.verdict === 'approved' && one.version === version && one.item === item,
  );
  return sides.filter((side) => !signed.some((one) => one.side === side));
}

/** May this press count? `within` = during the series' next meeting, which is under way. */
export function mayApprove(
  of: OfVersion,
  person: { readonly id: string; readonly lead: boolean },
  within: boolean,
): boolean {
  switch (of.approval.way) {
    case 'next-meeting':
      return person.lead && within;
    case 'chair':
      return person.lead;
    case 'all-present':
      return voters(of).some(({ id }) => id === person.id);
    case 'both-sides':
      return sideOf(of, person.id) !== null;
    case 'silence':
      return false;
  }
}

/** Has everyone whose word it takes said yes? Silence is asked of the clock instead. */
export function isComplete(of: OfVersion, verdicts: readonly VerdictView[], now: string): boolean {
  const words = verdictsOn(of.version, verdicts);
  switch (of.approval.way) {
    case 'next-meeting':
    case 'chair':
      return words.some(({ verdict }) => verdict === 'approved');
    case 'all-present':
      return voters(of).length > 0 && waitsFor(of, words).length === 0;
    case 'both-sides':
      return missingSides(of.version, words).length === 0;
    case 'silence': {
      const due = silentAt(of.approval);
      return due !== null && now >= due;
    }
  }
}

/** Observers look on; everyone else in the chat may have something to say until the minutes are approved. */
export function mayRemark({ roles }: Approved, person: string): boolean {
  return roleOf(roles, person) !== 'observer';
}

/** Approved minutes are opened again only while nothing later builds on them. Throws `later-approved`. */
export function assertReopenable(
  startsAt: string,
  others: readonly { readonly startsAt: string; readonly state: string }[],
): void {
  if (others.some((other) => other.state === 'approved' && other.startsAt > startsAt))
    throw new Refusal('later-approved');
}

function approvers(version: number, verdicts: readonly VerdictView[]): ReadonlySet<string> {
  const yes = verdictsOn(version, verdicts).filter(({ verdict }) => verdict === 'approved');
  return new Set(yes.map(({ person }) => person.id));
}
