import { type CheckView, type FollowUpView, type ItemView } from '../api.ts';
import { decides, localDate, type Minutes } from './meeting.ts';
import { writtenAlternatives } from './preparation.ts';
import { sideOf } from './roles.ts';

type Finding = Pick<CheckView, 'item' | 'followUp' | 'field'>;

const whole = (field: string): Finding => ({ item: null, followUp: null, field });
const inItem = (item: ItemView, field: string): Finding => ({ item: item.id, followUp: null, field });

/** The named rules. A template says for each whether breaking it blocks finishing or only warns. */
const findings = {
  'chair-set': ({ chair }) => (chair.id === '' ? [whole('chair')] : []),
  'minute-taker-set': ({ minuteTaker }) => (minuteTaker ? [] : [whole('minuteTaker')]),
  'channel-chosen': ({ channel }) => (channel ? [] : [whole('channel')]),
  'attendance-known': ({ attendance }) =>
    attendance.some(({ status }) => status === 'unknown') ? [whole('attendance')] : [],
  'sides-known': (minutes) =>
    (['employer', 'employees'] as const).every((side) =>
      minutes.people.some(({ id }) => sideOf(minutes, id) === side),
    )
      ? []
      : [whole('sides')],
  'somebody-present': ({ attendance }) =>
    attendance.some(({ status }) => status === 'present' || status === 'remote') ? [] : [whole('attendance')],
  'title-written': items((item) => (blank(item.title.text) ? [inItem(item, 'title')] : [])),
  'decision-written': items((item) => (undecided(item) ? [inItem(item, 'decision')] : [])),
  'problem-written': items((item) =>
    toDecide(item) && blank(item.problem.text) ? [inItem(item, 'problem')] : [],
  ),
  'alternatives-given': items((item) =>
    toDecide(item) && writtenAlternatives(item).length < 2 ? [inItem(item, 'alternatives')] : [],
  ),
  'needs-written': items((item) => (toDecide(item) && blank(item.needs.text) ? [inItem(item, 'needs')] : [])),
  'basis-given': items((item) =>
    item.access.level === 'exempt' && blank(item.access.basis) ? [inItem(item, 'access')] : [],
  ),
  'action-agreed': items((item) =>
    toDecide(item) && item.followUps.length === 0 ? [inItem(item, 'decision')] : [],
  ),
  'follow-up-written': followUps('text', ({ text }) => blank(text.text)),
  'owner-set': followUps('owner', ({ owner }) => owner === null),
  'due-set': followUps('due', ({ due }) => due === null),
  'due-after-meeting': followUps('due', ({ due }, { startsAt }) => due !== null && due < localDate(startsAt)),
} as const satisfies Record<string, (minutes: Minutes) => readonly Finding[]>;

export type CheckCode = keyof typeof findings;

export const checkCodes = Object.keys(findings) as readonly CheckCode[];

/** The rules that the minutes break, those of the whole meeting first, then in the order of the agenda. */
export function checkMinutes(minutes: Minutes): readonly CheckView[] {
  const place = new Map(minutes.items.map(({ id }, index) => [id, index]));
  return checkCodes
    .flatMap((code) => {
      const weight = minutes.rules[code];
      return weight ? findings[code](minutes).map((finding) => ({ code, weight, ...finding })) : [];
    })
    .sort((one, other) => (place.get(one.item ?? '') ?? -1) - (place.get(other.item ?? '') ?? -1));
}

export function blocks(minutes: Minutes): boolean {
  return checkMinutes(minutes).some(({ weight }) => weight === 'block');
}

function blank(text: string): boolean {
  return text.trim() === '';
}

function undecided(item: ItemView): boolean {
  return toDecide(item) && blank(item.decision.text);
}

/** Only what was put off needs no decision, and no preparation of one. */
function toDecide({ kind, outcome }: ItemView): boolean {
  const putOff = outcome === 'postponed' || outcome === 'returned' || outcome === 'not-decided';
  return decides(kind) && !putOff;
}

function items(broken: (item: ItemView) => readonly Finding[]): (minutes: Minutes) => readonly Finding[] {
  return (minutes) => minutes.items.flatMap(broken);
}

function followUps(
  field: keyof FollowUpView,
  broken: (followUp: FollowUpView, minutes: Minutes) => boolean,
): (minutes: Minutes) => readonly Finding[] {
  return (minutes) =>
    minutes.items.flatMap((item) =>
      item.followUps
        .filter((followUp) => followUp.status !== 'cancelled' && broken(followUp, minutes))
        .map(({ id }) => ({ item: item.id, followUp: id, field })),
    );
}
