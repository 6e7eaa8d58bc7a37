import { type LookBackReply } from '../../../bot/prompts/api/notes.ts';
import { contentActions } from '../../../bot/content/actions.ts';
import { loadPacks } from '../../../bot/content/packs.ts';
import { type SendingReply } from '../../../bot/prompts/api/sending.ts';
import { type FollowUpsReply } from '../../../bot/minutes/api.ts';
import { type SetupReply } from '../../../bot/programme/api.ts';
import { type ComingReply } from '../../../bot/programme/api/calendar.ts';
import { type PeopleReply } from '../../../bot/programme/api/units.ts';

/** What the administrator reads of our packs. */
export const content = contentActions(loadPacks('bot/content/packs'));

const units = [
  { id: 'agency', name: 'Direktoratet for prøving', kind: 'agency', parent: null },
  { id: 'service', name: 'Avdeling for digitale tjenester', kind: 'department', parent: 'agency' },
  { id: 'people', name: 'Seksjon for organisasjonsutvikling', kind: 'section', parent: 'service' },
  { id: 'archive', name: 'Seksjon for arkiv', kind: 'section', parent: 'service' },
];

export const people: PeopleReply = {
  people: [
    {
      ...{ person: '1', name: 'Åse Ødegård', home: 'people', suggestion: null, left: false },
      channels: ['19:a@thread.tacv2', '19:b@thread.tacv2'],
    },
    { person: '2', name: 'Kåre Bjørnstad', home: 'archive', suggestion: null, channels: [], left: true },
    {
      ...{ person: '3', name: 'Sølvi Håkonsen', home: null, suggestion: 'archive', left: false },
      channels: ['19:b@thread.tacv2'],
    },
  ],
  unread: [],
};

export const setup: SetupReply = {
  unitsEtag: 'first',
  policy: {
    ...{ version: 1, etag: 'first', purpose: null, basis: null, evaluateOn: null, comments: false },
    retentionMonths: 24,
    minimums: { scores: 6, distributions: 11, hiddenRest: 6, rates: 10 },
  },
  openRounds: 1,
  nextWeek: '2027-W04',
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
  packs: [{ id: 'digital-ledelse', name: 'Digital ledelse', weeks: 12, languages: ['nb', 'nn', 'en', 'da'] }],
  programmes: [
    {
      id: 'digital-ledelse',
      title: 'Digital ledelse',
      etag: 'first',
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
      etag: 'first',
      name: 'Lederforum',
      team: 'Direktoratet for prøving',
      unit: 'people',
      programme: 'digital-ledelse',
      language: 'nb',
      state: 'active',
      reason: null,
      why: null,
      next: { at: '2027-01-25T07:30:00.000Z', week: '2027-W04', title: 'Å si nei til noe godt' },
      last: { week: '2027-W03', state: 'posted', reason: null },
    },
    {
      id: '19:b@thread.tacv2',
      etag: 'first',
      name: 'Ledere',
      team: 'Seksjon for arkiv',
      unit: null,
      programme: null,
      language: 'nn',
      state: 'parked',
      reason: 'Boten er fjernet fra teamet. Be teameier legge den til igjen.',
      why: 'programme.parked.gone',
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

export const coming: ComingReply = {
  ...{ state: 'running', zone: 'Europe/Oslo', channels: 1 },
  entries: [
    { id: 'eneste-maten', title: 'Er den nye måten den eneste?', isHidden: false },
    { id: 'si-nei', title: 'Å si nei til noe godt', isHidden: false },
  ],
  weeks: [
    {
      ...{ week: '2027-W03', state: 'open', note: null, change: null, canChange: false },
      ...{ title: 'Er den nye måten den eneste?', opens: { day: '2027-01-18', time: '08:30' } },
      ...{ closes: { day: '2027-01-22', time: '15:00' }, entry: 'eneste-maten', chosen: false },
    },
    {
      ...{ week: '2027-W04', state: 'planned', note: 'Flyttet fra mandag 25. januar.', change: 'moved' },
      ...{ title: 'Å si nei til noe godt', opens: { day: '2027-01-27', time: '08:30' }, canChange: true },
      ...{ closes: { day: '2027-01-29', time: '15:00' }, entry: 'si-nei', chosen: false },
    },
    {
      ...{ week: '2027-W12', state: 'skipped', note: 'Ingen post: rolig uke, påske.', change: null },
      ...{ title: null, opens: { day: '2027-03-22', time: '08:30' }, canChange: true },
      ...{ closes: { day: '2027-03-24', time: '15:00' }, entry: null, chosen: false },
    },
  ],
};

export const sending: SendingReply = {
  now: '2027-01-18T07:31:00Z',
  sendings: [
    {
      ...{ round: 'r3', kind: 'weekly', week: '2027-W03', title: 'Er den nye måten den eneste?' },
      ...{ pack: 'Digital ledelse', dueAt: '2027-01-18T07:30:00Z', lateAt: '2027-01-18T15:30:00Z' },
      counts: { posted: 38, waiting: 0, held: 0, underWay: 0, unknown: 0, skipped: 1, handedOver: 1 },
      ...{ due: 40, missing: 0, stopped: false, perSecond: 0, endsAt: null, moreMissed: 0 },
      settledAt: '2027-01-18T07:30:02Z',
      missed: [
        {
          ...{ post: 'p1', name: 'Plan', team: 'Ledere', state: 'handed-over', inTime: true },
          ...{ reason: 'Vi vet ikke om posten kom fram.', at: '2027-01-18T07:30:02Z' },
        },
        {
          ...{ post: 'p2', name: 'Stab', team: 'Ledere', state: 'skipped', inTime: true },
          ...{ reason: 'Boten er ikke med i kanalen lenger.', at: '2027-01-18T07:30:02Z' },
        },
      ],
    },
  ],
  parked: [{ channel: 's', name: 'Stab', team: 'Ledere', reason: 'Boten er ikke med i kanalen lenger.' }],
};

function named(id: string, index: number) {
  const { name, kind, parent } = units[index] ?? { name: '', kind: '', parent: null };
  return { id, name, kind, parent };
}

export const earlier: LookBackReply = {
  programmes: [
    {
      id: 'digital-ledelse',
      title: 'Digital ledelse',
      prompts: [
        ...(['2027-W03', '2027-W02'] as const).map((week, at) => ({
          ...{ round: `uka-${week}`, week, area: 'Digital innovasjon', heading: 'Å si nei til noe godt' },
          ...{ body: 'Bærum leverte nøklene tilbake.', tryThis: 'Slutt med én ting.' },
          source: {
            ...{ title: 'Lederutfordringer i digitale omstillingsprosesser', publisher: 'KS', year: 2018 },
            ...{ where: 'Bærum kommune, s. 29', url: at === 0 ? 'https://www.ks.no/' : null },
          },
          note: at === 0 ? { text: 'Ta det opp med Kåre.', version: 'v1' } : null,
        })),
      ],
    },
  ],
  complete: false,
};

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
