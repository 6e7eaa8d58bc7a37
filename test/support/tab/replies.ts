import { type FollowUpsReply } from '../../../bot/minutes/api.ts';
import { type SetupReply } from '../../../bot/programme/api.ts';
import { type ResultCell, type ResultsReply, type RoundResult } from '../../../bot/pulses/api.ts';

const units = [
  { id: 'agency', name: 'Direktoratet for prøving', kind: 'agency', parent: null },
  { id: 'service', name: 'Avdeling for digitale tjenester', kind: 'department', parent: 'agency' },
  { id: 'people', name: 'Seksjon for organisasjonsutvikling', kind: 'section', parent: 'service' },
  { id: 'archive', name: 'Seksjon for arkiv', kind: 'section', parent: 'service' },
];

const why = 'Færre enn 6 svarte. Tallet er skjult for å verne dem som svarte; svarene teller i avdelingen.';
const areas = [
  { id: 'change', name: 'Endringsledelse' },
  { id: 'benefit', name: 'Gevinstrealisering' },
  { id: 'data', name: 'Datadrevet ledelse' },
];

function cell(unit: string, value: number | undefined): ResultCell {
  if (value === undefined) return { unit, shown: false, why };
  const text = value.toFixed(1).replace('.', ',');
  return { unit, shown: true, value, text, margin: 0.4, distribution: null };
}

function round(week: number, values: readonly (number | undefined)[]): RoundResult {
  const area = areas[week % 3] ?? { id: '', name: '' };
  return {
    id: `round-${week}`,
    week: `2027-W${String(week).padStart(2, '0')}`,
    closedAt: '2027-01-22T14:00:00.000Z',
    area,
    question: {
      id: area.id,
      text: `Vi har en felles forståelse av hva ${area.name.toLowerCase()} betyr hos oss.`,
      scale: 'agree5',
      min: 1,
      max: 5,
    },
    cells: units.map(({ id }, index) => cell(id, values[index])),
    rates: units.map(({ id }, index) =>
      index < 2
        ? { unit: id, shown: true, percent: 75, text: '75 %' }
        : { unit: id, shown: false, why: 'Svarprosent vises for enheter med minst 10 ledere.' },
    ),
  };
}

export const results: ResultsReply = {
  summary: 'Siste fire uker svarte 71 % av lederne. Gevinstrealisering er lavest og stiger ikke.',
  units,
  rounds: [
    round(1, [2.8, 2.9, 3.1, undefined]),
    round(2, [3.6, 3.4, undefined, undefined]),
    round(3, [3.4, 3.5, 3.9, undefined]),
    round(4, [3.1, 2.9, undefined, undefined]),
    round(5, [3.7, 3.5, 3.2, undefined]),
    round(6, [4.2, 3.6, 3.9, undefined]),
  ],
  open: { week: '2027-W07', title: 'Å prioritere bort', closesAt: '2027-02-19T14:00:00.000Z' },
};

export const setup: SetupReply = {
  units: [
    { ...named('agency', 0), leaders: 20, tooSmall: false },
    { ...named('service', 1), leaders: 16, tooSmall: false },
    { ...named('people', 2), leaders: 7, tooSmall: false },
    { ...named('archive', 3), leaders: 4, tooSmall: true },
  ],
  homes: [
    { person: '1', name: 'Åse Ødegård', unit: 'people' },
    { person: '2', name: 'Kåre Bjørnstad', unit: 'archive' },
  ],
  packs: [{ id: 'digital-ledelse', name: 'Digital ledelse', weeks: 12 }],
  programmes: [
    {
      id: 'digital-ledelse',
      pack: 'digital-ledelse',
      startWeek: '2027-W03',
      zone: 'Europe/Oslo',
      postOn: 1,
      postAt: '08:30',
      closeOn: 5,
      closeAt: '15:00',
      lateHours: 8,
      every: 'week',
      nth: 1,
      onHoliday: 'next',
      quiet: ['july', 'christmas', 'easter'],
      daysOff: [],
      state: 'running',
    },
  ],
  channels: [
    {
      id: '19:a@thread.tacv2',
      name: 'Lederforum',
      team: 'Direktoratet for prøving',
      unit: 'people',
      programme: 'digital-ledelse',
      language: 'nb',
      state: 'active',
      reason: null,
      next: { at: '2027-01-25T07:30:00.000Z', week: '2027-W04', title: 'Å si nei til noe godt' },
      last: { week: '2027-W03', state: 'posted', reason: null },
    },
    {
      id: '19:b@thread.tacv2',
      name: 'Ledere',
      team: 'Seksjon for arkiv',
      unit: null,
      programme: null,
      language: 'nn',
      state: 'parked',
      reason: 'Boten er fjernet fra teamet. Be teameier legge den til igjen.',
      next: null,
      last: null,
    },
  ],
  discussions: [
    {
      unit: 'agency',
      heldOn: '2027-01-11',
      counterpart: 'Tillitsvalgt i NTL',
      recordedAt: '2027-01-11T10:00:00.000Z',
    },
  ],
};

function named(id: string, index: number) {
  const { name, kind, parent } = units[index] ?? { name: '', kind: '', parent: null };
  return { id, name, kind, parent };
}

export const followUps: FollowUpsReply = {
  followUps: [
    {
      id: '20000000-0000-4000-8000-000000000001',
      text: 'Lage plan for opplæring i det nye saksbehandlingssystemet',
      due: '2027-01-10',
      status: 'open',
      overdue: true,
      meeting: { id: 'm', title: 'Ledermøte', startsAt: '2026-12-14T08:00:00.000Z' },
    },
    {
      id: '20000000-0000-4000-8000-000000000002',
      text: 'Avklare lokaler til samlingen',
      due: '2027-02-10',
      status: 'open',
      overdue: false,
      meeting: { id: 'm', title: 'Ledermøte', startsAt: '2027-01-11T08:00:00.000Z' },
    },
  ],
};
