import { createHash } from 'node:crypto';
import {
  type World,
  type WorldChannel,
  type WorldMeeting,
  type WorldPerson,
  type WorldTeam,
} from '../api.ts';
import { guidOf } from './guid.ts';

/** The invented agency that practice starts with. */
export const agencyName = 'Fellesetaten';

type Locale = WorldPerson['locale'];

const DAY_MS = 86_400_000;
const guid = (text: string) => guidOf(`lederpuls practice ${text}`);
const threadId = (text: string) => `19:${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;

const units = {
  digital: 'Digitalisering og utvikling',
  service: 'Brukerservice og kommunikasjon',
  archive: 'Arkiv og dokumentasjon',
} as const;
type UnitKey = keyof typeof units;

type Leader = readonly [name: string, title: string, locale?: Locale];

const leaders: Readonly<Record<UnitKey, readonly Leader[]>> = {
  digital: [
    ['Åse Ødegård', 'avdelingsdirektør'],
    ['Bjørn Kjærstad', 'seksjonsleder, plattform'],
    ['Ingrid Sæther', 'seksjonsleder, produkt'],
    ['Jørgen Lødemel', 'seksjonsleiar, data', 'nn-no'],
    ['Marte Fjørtoft', 'teamleiar, innsikt', 'nn-no'],
    ['Håkon Bråten', 'teamleder, drift'],
    ['Sunniva Mæland', 'teamleder, design'],
    ['Priya Raman', 'team lead, integration', 'en-us'],
    ['Øystein Grøtte', 'teamleder, sikkerhet'],
  ],
  service: [
    ['Kåre Nygård', 'avdelingsdirektør'],
    ['Tuva Bjørnstad', 'seksjonsleder, førstelinje'],
    ['Áilu Sara Utsi', 'seksjonsleder, samiske tjenester'],
    ['Ragnhild Førde', 'seksjonsleiar, rettleiing', 'nn-no'],
    ['Mads Trædal', 'teamleder, kanaler'],
    ['Solveig Ås', 'teamleder, klarspråk'],
    ['Yusuf Demir', 'teamleder, presse'],
  ],
  archive: [
    ['Gry Østby', 'avdelingsdirektør'],
    ['Torbjørn Hægstad', 'seksjonsleiar, dokumentasjon', 'nn-no'],
    ['Lærke Sørum', 'teamleder, innsyn'],
    ['Einar Skåle', 'teamleder, journal'],
  ],
};

function person(name: string, title: string, more: Partial<WorldPerson> = {}): WorldPerson {
  return { id: guid(name), name, title, locale: 'nb-no', roles: [], ...more };
}

const others: readonly WorldPerson[] = [
  person('Vårin Aasen', 'referent, stab'),
  person('Hanne Løvås', 'HR-rådgiver', { roles: ['Puls.HR'] }),
  person('Pål Øvrebø', 'administrator, IT', { roles: ['Puls.Admin'] }),
  person('Magnhild Bjørge', 'hovudtillitsvald', { locale: 'nn-no', roles: ['Puls.Representative'] }),
  person('Stig Bævre', 'rådgiver i en annen avdeling'),
  person('Cecilie Brandt', 'gjest fra et rådgivingsfirma', { guest: true }),
];

const idOf = (name: string) => guid(name);
const keys = Object.keys(units) as readonly UnitKey[];

function peopleOf(key: UnitKey): WorldPerson[] {
  return leaders[key].map(([name, title, locale = 'nb-no']) =>
    person(name, title, { locale, unit: units[key] }),
  );
}

function teamOf(key: UnitKey): WorldTeam {
  const [owner = '', ...members] = peopleOf(key).map(({ id }) => id);
  return {
    id: `${threadId(`team ${key}`)}@thread.tacv2`,
    groupId: guid(`group ${key}`),
    name: units[key],
    owners: [owner],
    members,
  };
}

function channelOf(key: UnitKey): WorldChannel {
  return {
    id: `${threadId(`channel ${key}`)}@thread.tacv2`,
    team: teamOf(key).id,
    name: 'Ledergruppen',
    members: [],
    installed: true,
  };
}

/** The first unit's leader meeting, the Monday after `now` at 10:00 in Norway. */
function leaderMeeting(now: Date): WorldMeeting {
  const startsAt = norwegianTime(mondayAfter(now), 10);
  const minuteTaker = idOf('Vårin Aasen');
  const [chair = '', ...rest] = peopleOf('digital').map(({ id }) => id);
  return {
    id: Buffer.from('0#19:meeting_ledermote-digital@thread.v2#0').toString('base64'),
    chat: `19:meeting_${Buffer.from(threadId('meeting')).toString('base64url')}@thread.v2`,
    title: `Ledermøte, ${units.digital}`,
    organizer: chair,
    participants: [
      { person: chair, role: 'Organizer' },
      { person: minuteTaker, role: 'Presenter' },
      ...rest.slice(0, 7).map((one) => ({ person: one, role: 'Attendee' as const })),
    ],
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + 90 * 60_000).toISOString(),
    joinUrl: 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_ledermote%40thread.v2/0',
    installed: true,
  };
}

/** A smaller meeting the day after, with a guest in its chat. */
function sectionMeeting(now: Date): WorldMeeting {
  const first = norwegianTime(mondayAfter(now), 13);
  const startsAt = new Date(first.getTime() + DAY_MS);
  const chair = idOf('Bjørn Kjærstad');
  const others = ['Håkon Bråten', 'Øystein Grøtte', 'Cecilie Brandt'].map(idOf);
  return {
    id: Buffer.from('0#19:meeting_seksjonsmote-plattform@thread.v2#0').toString('base64'),
    chat: `19:meeting_${Buffer.from(threadId('section meeting')).toString('base64url')}@thread.v2`,
    title: 'Seksjonsmøte, plattform',
    organizer: chair,
    participants: [
      { person: chair, role: 'Organizer' },
      ...others.map((one) => ({ person: one, role: 'Attendee' as const })),
    ],
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + 60 * 60_000).toISOString(),
    joinUrl: 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_seksjonsmote%40thread.v2/0',
    installed: true,
  };
}

export function seedWorld(now: Date): World {
  return {
    people: [...keys.flatMap(peopleOf), ...others],
    teams: keys.map(teamOf),
    channels: keys.map(channelOf),
    meetings: [leaderMeeting(now), sectionMeeting(now)],
  };
}

/** The date (`2026-11-23`) of the first Monday after `now`, in Norway. */
export function mondayAfter(now: Date): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short' }).format(now);
  const noon = new Date(`${today}T12:00:00Z`);
  const days = 8 - (noon.getUTCDay() === 0 ? 7 : noon.getUTCDay());
  return new Date(noon.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** A whole hour in Norway; its offset is the one that gives that hour back. */
function norwegianTime(date: string, hour: number): Date {
  const hourIn = (time: Date) =>
    Number(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', hour: '2-digit' }).format(time));
  const winter = new Date(`${date}T${String(hour - 1).padStart(2, '0')}:00:00Z`);
  return hourIn(winter) === hour ? winter : new Date(winter.getTime() - 3_600_000);
}
