import { type Change, type PersonView } from '../api.ts';
import { Refusal } from '../../refusal.ts';
import { type Minutes } from './meeting.ts';

/** Who takes the minutes, where they go and which guests may read of an item is the chair's to decide. */
export function isForChair(change: Change): boolean {
  if (change.type === 'invite') return true;
  return (
    change.type === 'set-meeting' &&
    (change.set.minuteTaker !== undefined || change.set.channel !== undefined)
  );
}

/** The change with people of the meeting only, by the names that Teams gives them. Throws `not-found` for others. */
export function withKnownPeople(minutes: Minutes, change: Change): Change {
  if (isAboutPeopleHere(change)) return withKnownHere(minutes, change);
  if (change.type === 'set-item' && change.set.presenter)
    return { ...change, set: { ...change.set, presenter: known(minutes, change.set.presenter) } };
  if (change.type === 'set-follow-up' && change.set.owner)
    return { ...change, set: { ...change.set, owner: known(minutes, change.set.owner) } };
  if (change.type === 'set-meeting' && change.set.minuteTaker)
    return { ...change, set: { ...change.set, minuteTaker: known(minutes, change.set.minuteTaker) } };
  return change;
}

/** The invitation by the name that Teams gives the guest, who is in the chat. Throws `not-found` for others. */
export function withKnownGuest(guests: readonly PersonView[], change: Change): Change {
  if (change.type !== 'invite' || !change.invited) return change;
  const guest = guests.find(({ id }) => id === change.person.id);
  if (!guest) throw new Refusal('not-found');
  return { ...change, person: guest };
}

type OfPeopleHere = Extract<Change, { type: 'set-attendance' | 'set-move' | 'set-deputy' }>;

function isAboutPeopleHere(change: Change): change is OfPeopleHere {
  return change.type === 'set-attendance' || change.type === 'set-move' || change.type === 'set-deputy';
}

function withKnownHere(minutes: Minutes, change: OfPeopleHere): Change {
  const person = known(minutes, change.person);
  if (change.type !== 'set-deputy') return { ...change, person };
  return { ...change, person, member: change.member && known(minutes, change.member) };
}

function known({ people, attendance }: Minutes, { id }: PersonView): PersonView {
  const person = [...people, ...attendance.map((row) => row.person)].find((one) => one.id === id);
  if (!person) throw new Refusal('not-found');
  return person;
}
