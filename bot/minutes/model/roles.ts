import { type MemberRole, type RoleView, type Side } from '../api/series.ts';
import { type PersonView } from '../api.ts';
import { Refusal } from '../../refusal.ts';

/** The roles after one person has got another; a plain member without a side stands in no list. */
export function withRole(
  roles: readonly RoleView[],
  { person, role, side }: RoleView,
  organiser: string,
): readonly RoleView[] {
  const others = roles.filter((one) => one.person.id !== person.id);
  const plain = role === 'member' && side === null;
  const after = plain ? others : [...others, { person, role, side }];
  // The organiser in Teams leads in any case, so a series without another chair is not without one.
  if (person.id !== organiser && isChair(roles, person.id) && !hasChair(after) && roles.length > 0)
    throw new Refusal('last-chair');
  return after;
}

function hasChair(roles: readonly RoleView[]): boolean {
  return roles.some(({ role }) => role === 'chair');
}

export function roleOf(roles: readonly RoleView[], person: string): MemberRole {
  return roles.find((one) => one.person.id === person)?.role ?? 'member';
}

function isChair(roles: readonly RoleView[], person: string): boolean {
  return roleOf(roles, person) === 'chair';
}

/** Whom a person speaks for; who leads the meeting speaks for the employer unless it is said otherwise. */
export function sideOf(
  { chair, roles }: { readonly chair: PersonView; readonly roles: readonly RoleView[] },
  person: string,
): Side | null {
  const own = roles.find((one) => one.person.id === person);
  if (own) return own.side;
  return chair.id === person ? 'employer' : null;
}
