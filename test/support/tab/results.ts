import { type GoalsReply } from '../../../bot/minutes/api/goals.ts';
import {
  type RateCell,
  type ResultCell,
  type ResultListReply,
  type ResultsReply,
  type RoundResult,
} from '../../../bot/pulses/api.ts';

/** A year of an invented agency, as HR gets it: made up, but shaped as the service shapes it. */

const units = [
  { id: 'agency', name: 'Direktoratet for prøving', kind: 'agency', parent: null },
  { id: 'service', name: 'Avdeling for digitale tenester', kind: 'department', parent: 'agency' },
  { id: 'people', name: 'Seksjon for organisasjonsutvikling', kind: 'section', parent: 'service' },
  { id: 'archive', name: 'Seksjon for arkiv', kind: 'section', parent: 'service' },
  { id: 'law', name: 'Avdeling for jus og tilsyn', kind: 'department', parent: 'agency' },
  {
    id: 'staff',
    name: 'Avdeling for virksomhetsstyring og kommunikasjon',
    kind: 'department',
    parent: 'agency',
  },
  { id: 'it', name: 'IT-avdelingen', kind: 'department', parent: 'agency' },
];

const areas = [
  ['endringsledelse', 'Endringsledelse', 3.4],
  ['digital-innovasjon', 'Digital innovasjon', 3.1],
  ['digital-innsikt', 'Digital innsikt', 3.8],
  ['digital-samarbeidskompetanse', 'Digital samarbeidskompetanse', 4.1],
  ['gevinstrealisering', 'Gevinstrealisering', 2.6],
  ['informasjonssikkerhet-og-personvern', 'Informasjonssikkerhet og personvern', 3.6],
] as const;

const tooFew = 'Det kom færre enn 6 svar.';
const protects = 'Egne tall her ville gjort det mulig å regne seg fram til svarene i en liten gruppe.';

/** Wobbles in the same way every time. */
const wobble = (seed: number) => Math.sin(seed * 12.9898) * 0.5;

function cell(unit: string, at: number, level: number, seed: number): ResultCell {
  if (unit === 'archive' || (unit === 'it' && seed % 3 === 0)) return { unit, shown: false, why: tooFew };
  if (unit === 'people' && seed % 2 === 0) return { unit, shown: false, why: protects };
  const value =
    Math.round(Math.min(4.8, Math.max(1.2, level + at * 0.012 + wobble(seed + unit.length))) * 10) / 10;
  const margin = unit === 'agency' ? 0.3 : 0.6;
  const shares = [5, 10, 30, 40, 15];
  return {
    ...{ unit, shown: true, value, margin, bound: 'about', widened: unit === 'law' && seed % 5 === 0 },
    text: value.toFixed(1).replace('.', ','),
    distribution:
      unit === 'agency' ? shares.map((percent, step) => ({ label: steps[step] ?? '', percent })) : null,
  };
}

const steps = ['1, helt uenig', '2, ganske uenig', '3, verken eller', '4, ganske enig', '5, helt enig'];

function rate(unit: string, seed: number): RateCell {
  if (unit === 'people' || unit === 'archive')
    return { unit, shown: false, why: 'Svarprosent vises bare for enheter med minst 10 ledere.' };
  const percent = 60 + 5 * (seed % 7);
  if (percent > 85) return { unit, shown: true, percent: 90, bound: 'over', text: 'over 90 %' };
  return { unit, shown: true, percent, bound: 'about', text: `${percent} %` };
}

function round(number: number): RoundResult {
  const [id, name, level] = areas[number % 6] ?? areas[0];
  const week = ((number + 3) % 52) + 1;
  const year = number + 4 > 52 ? 2027 : 2026;
  return {
    id: `round-${number}`,
    week: `${year}-W${String(week).padStart(2, '0')}`,
    closedAt: new Date(Date.UTC(2026, 0, 30 + number * 7, 14)).toISOString(),
    programme: 'digital-ledelse',
    area: { id, name },
    question: {
      ...{ id, version: 1, scale: 'agree5', lowIsBest: false, min: 1, max: 5 },
      text: `Hos oss har vi en felles forståelse av hva ${name.toLowerCase()} betyr i hverdagen.`,
    },
    rules: { scores: 6, distributions: 11, hiddenRest: 6, rates: 10 },
    cells: units.map((unit, at) => cell(unit.id, number, level, number + at)),
    rates: units.map((unit, at) => rate(unit.id, number + at)),
  };
}

const choice: RoundResult = {
  ...round(47),
  question: {
    ...{ id: 'hinder', version: 1, scale: 'one', lowIsBest: false, min: 0, max: 2 },
    text: 'Hva hindrer dere mest akkurat nå?',
  },
  cells: units.map(({ id: unit }) =>
    unit === 'agency'
      ? {
          ...{ unit, shown: true, value: 55, bound: 'about', margin: 0, widened: false, text: '55 %: Tid' },
          distribution: [
            { label: 'Tid', percent: 55 },
            { label: 'Kompetanse i ledergruppen og blant medarbeiderne', percent: 30 },
            { label: 'Systemer', percent: 15 },
          ],
        }
      : { unit, shown: false, why: 'Det kom færre enn 11 svar.' },
  ),
};

const rounds = [...Array.from({ length: 48 }, (_, number) => round(number)), choice];

export const results: ResultsReply = {
  summary:
    'Uke 51: 75 % svarte. Digital innsikt er på 4,1 av 5 i Direktoratet for prøving. Lavest av områdene er Gevinstrealisering (2,9), uten sikker endring siden uke 43.',
  units,
  rounds,
  open: { week: '2027-W02', title: 'Å prioritere bort', closesAt: '2027-01-15T14:00:00.000Z' },
  period: { from: '2026-01-20T08:00:00.000Z', to: '2027-01-20T08:00:00.000Z' },
  focus: { unit: 'agency', agency: 'agency' },
  choices: {
    programmes: [{ id: 'digital-ledelse', name: 'Digital ledelse' }],
    areas: areas.map(([id, name]) => ({ id, name })),
  },
  comments: [
    {
      ...{ round: 'round-47', week: '2026-W51', unit: 'agency', question: choice.question.text },
      text: 'Vi rekker ikke å lære det nye før det neste kommer.',
    },
    {
      ...{ round: 'round-47', week: '2026-W51', unit: 'law', question: choice.question.text },
      text: '=HYPERLINK("https://example.com";"se her")',
    },
  ],
  moreComments: false,
  receipts: rounds
    .slice(0, 48)
    .reverse()
    .map(({ id, week, closedAt }) => ({
      ...{ round: id, week, closedAt, outcome: 'closed', keyDestroyedAt: closedAt },
      text: `Nøkkelen til uke ${Number(week.slice(-2))} ble ødelagt fredag 22. januar kl. 15.00.`,
    })),
  about: [
    'Tallene er de samme for alle som får se dem. Ingen, heller ikke HR eller administrator, kan se enkeltsvar.',
    'Et snitt vises når minst 6 har svart, en fordeling eller kommentarer når minst 11 har svart.',
  ],
};

/** The same seen from one unit, compared with the agency. */
export const resultsOfUnit: ResultsReply = {
  ...results,
  focus: { unit: 'law', agency: 'agency' },
  comments: [],
};

/** The agency's SharePoint list, which somebody has to mend. */
export const figuresList: ResultListReply = {
  ...{ on: true, site: 'etaten.sharepoint.com', list: 'Lederpuls', reason: 'columns-missing' },
  ...{ columns: ['LpKey', 'LpMargin'], written: 3, figures: 42, waiting: 1 },
  ...{ nextTryAt: '2027-01-22T14:10:00.000Z', writtenAt: '2027-01-15T14:00:00.000Z' },
};

/** Meetings of two months; the minutes of the newest are not approved yet. */
export const goals: GoalsReply = {
  whole: { held: 14, paperless: 12, digital: 14, days: 15.5 },
  months: [
    { month: '2026-12', held: 8, paperless: 6, digital: 8, days: 15.5 },
    { month: '2027-01', held: 6, paperless: 6, digital: 6, days: null },
  ],
  targets: { paperless: 1, digital: 1, days: 14 },
};
