import { type ItemView } from '../../bot/minutes/api.ts';
import { notBegun } from '../../bot/minutes/model/course.ts';
import { newFollowUp, newItem } from '../../bot/minutes/model/meeting.ts';
import { type Meeting } from '../../bot/minutes/model/record.ts';
import { people } from './office.ts';

/** Its one item: a decision with a follow-up. */
export const decided: ItemView = {
  ...newItem({ id: 'item-1', kind: 'B', title: 'Ny stilling' }),
  number: '1/27',
  notes: { text: 'Første avsnitt.\n\nAndre avsnitt.', revision: 1 },
  decision: { text: 'Vi lyser ut.', revision: 1 },
  outcome: 'decided',
  followUps: [{ ...newFollowUp('follow-up-1', 'Skrive utlysning'), owner: people.bjørn, due: '2027-01-25' }],
};

/** Minutes with one decision and one follow-up, as they stand when finished. */
export const finished: Meeting = {
  tenant: 'tenant-1',
  id: 'meeting-1',
  series: 'series-1',
  teamsMeeting: 'teams-meeting',
  occurrence: '',
  chat: 'chat',
  template: 'ledermote',
  number: '1/2027',
  title: 'Ledermøte',
  state: 'for-approval',
  correcting: false,
  version: 1,
  approval: {
    ...{ way: 'chair', days: 0, since: '2027-01-18T09:30:00.000Z', approvedAt: null, remarked: false },
  },
  ...{ cancelled: '', reopened: '', roles: [] },
  language: 'nb',
  startsAt: '2027-01-18T08:00:00.000Z',
  endsAt: '2027-01-18T09:30:00.000Z',
  place: 'Rom 3',
  chair: people.åse,
  minuteTaker: people.bjørn,
  channel: null,
  channels: [],
  people: [people.åse, people.bjørn],
  attendance: [
    { person: people.åse, status: 'present', source: 'manual' },
    { person: people.bjørn, status: 'remote', source: 'manual' },
  ],
  course: notBegun,
  items: [decided],
  sequence: 9,
};
