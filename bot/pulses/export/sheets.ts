import { type CellOut, type SheetOut } from '../../platform/spreadsheets/spreadsheets.ts';
import { type RateCell, type ResultCell, type ResultsReply, type RoundResult } from '../api.ts';
import {
  areaPictures,
  endsOf,
  heatPicture,
  ratePicture,
  spreadPictures,
  trendPictures,
} from '../model/pictures.ts';
import { type ExportWords } from './words.ts';

const zone = 'Europe/Oslo';

/** The page as sheets, one for each kind of figure. */
export function resultSheets(
  reply: ResultsReply,
  words: ExportWords,
  about: readonly string[],
): readonly SheetOut[] {
  const { say } = words;
  const sheets = [
    areaSheet(reply, words),
    trendSheet(reply, words),
    heatSheet(reply, words),
    spreadSheet(reply, words),
    rateSheet(reply, words),
    commentSheet(reply, words),
  ];
  return [
    ...sheets.filter(({ rows }) => rows.length > 0),
    {
      name: say('pulses.export.about'),
      head: [say('pulses.export.head.about')],
      rows: [...about, ...reply.about, ...reply.receipts.map(({ text }) => text)].map((text) => [text]),
      widths: [110],
    },
  ];
}

function areaSheet(reply: ResultsReply, words: ExportWords): SheetOut {
  const { say, week } = words;
  return sheet(
    words,
    'areas',
    ['area', 'question', 'week', 'value', 'margin', 'scale', 'agency', 'against', 'earlier', 'change'],
    areaPictures(reply).map(({ round, own, agency, against, earlier, change }) => [
      round.area.name,
      round.question.text,
      week(round),
      value(own, round, words),
      margin(own),
      scale(round),
      agency && value(agency, round, words),
      against && say(`pulses.export.against.${against}`),
      earlier && value(earlier.cell, round, words),
      change && say(`pulses.export.change.${change}`),
    ]),
  );
}

/** One row for each figure, as those who go on in Excel want it. */
function trendSheet(reply: ResultsReply, words: ExportWords): SheetOut {
  const names = new Map(reply.units.map(({ id, name }) => [id, name]));
  const row = (round: RoundResult, cell: ResultCell): CellOut[] => [
    names.get(cell.unit) ?? '',
    round.area.name,
    round.question.text,
    words.week(round),
    { date: wallClock(round.closedAt) },
    value(cell, round, words),
    margin(cell),
  ];
  const rows = trendPictures(reply).flatMap(({ points }) =>
    points.flatMap(({ round, own, agency }) =>
      [own, agency].flatMap((cell) => (cell ? [row(round, cell)] : [])),
    ),
  );
  return sheet(words, 'trend', ['unit', 'area', 'question', 'week', 'closed', 'value', 'margin'], rows);
}

function heatSheet(reply: ResultsReply, words: ExportWords): SheetOut {
  const { rounds, rows } = heatPicture(reply);
  return {
    name: words.say('pulses.export.heat'),
    head: [words.say('pulses.export.head.unit'), ...rounds.map(({ area }) => area.name)],
    rows: rows.map(({ unit, cells }) => [
      unit.name,
      ...rounds.map((round, at) => value(cells[at], round, words)),
    ]),
    widths: [40, ...rounds.map(() => 24)],
  };
}

function spreadSheet(reply: ResultsReply, words: ExportWords): SheetOut {
  const rows = spreadPictures(reply).flatMap(({ round, own }): CellOut[][] => {
    const head = [round.question.text, words.week(round)];
    if (!own?.shown) return [[...head, words.cell(own), undefined]];
    return (own.distribution ?? []).map(({ label, percent }) => [...head, label, { percent }]);
  });
  return sheet(words, 'spread', ['question', 'week', 'answer', 'share'], rows);
}

function rateSheet(reply: ResultsReply, words: ExportWords): SheetOut {
  const { history, newest, units } = ratePicture(reply);
  const names = new Map(reply.units.map(({ id, name }) => [id, name]));
  const row = (round: RoundResult, rate: RateCell): CellOut[] => [
    names.get(rate.unit) ?? '',
    words.week(round),
    { date: wallClock(round.closedAt) },
    rate.shown && rate.bound === 'about' ? { percent: rate.percent } : words.cell(rate),
  ];
  const told = new Set([reply.focus.unit, reply.focus.agency]);
  const rows = [
    ...history.flatMap(({ round, own, agency }) =>
      [own, agency].flatMap((rate) => (rate ? [row(round, rate)] : [])),
    ),
    ...units
      .filter(({ unit }) => !told.has(unit.id))
      .flatMap(({ rate }) => (newest ? [row(newest, rate)] : [])),
  ];
  return sheet(words, 'rates', ['unit', 'week', 'closed', 'rate'], rows);
}

function commentSheet(reply: ResultsReply, words: ExportWords): SheetOut {
  const names = new Map(reply.units.map(({ id, name }) => [id, name]));
  const rows = reply.comments.map((comment) => [
    names.get(comment.unit) ?? '',
    words.week(comment),
    comment.question,
    comment.text,
  ]);
  const more = reply.moreComments ? [[words.say('pulses.export.more')]] : [];
  return sheet(words, 'comments', ['unit', 'week', 'question', 'comment'], [...rows, ...more]);
}

/** In characters; for texts of a sentence or more. */
const widths: Partial<Record<Head, number>> = { unit: 36, area: 36, question: 60, answer: 36, comment: 80 };

type Kind = 'areas' | 'trend' | 'spread' | 'rates' | 'comments';
type Head =
  | 'area'
  | 'question'
  | 'week'
  | 'value'
  | 'margin'
  | 'scale'
  | 'agency'
  | 'against'
  | 'earlier'
  | 'change'
  | 'unit'
  | 'closed'
  | 'answer'
  | 'share'
  | 'rate'
  | 'comment';

function sheet({ say }: ExportWords, kind: Kind, head: readonly Head[], rows: SheetOut['rows']): SheetOut {
  return {
    name: say(`pulses.export.${kind}`),
    head: head.map((name) => say(`pulses.export.head.${name}`)),
    rows,
    widths: head.map((name) => widths[name] ?? 20),
  };
}

/** A number only where there is one; what is hidden or only "at least" is told in words. */
function value(cell: ResultCell | undefined, { question }: RoundResult, words: ExportWords): CellOut {
  if (!cell?.shown || cell.bound !== 'about') return cell?.shown ? cell.text : words.cell(cell);
  if (question.scale === 'yesno') return { percent: cell.value };
  return { number: cell.value, decimals: 1 };
}

function margin(cell: ResultCell | undefined): CellOut {
  return cell?.shown ? { number: cell.margin, decimals: 1 } : undefined;
}

function scale({ question }: RoundResult): string {
  const [min, max] = endsOf(question);
  return question.scale === 'yesno' ? `${min}–${max} %` : `${min}–${max}`;
}

/** Excel knows no zones: the time as the clock on the wall showed it. */
function wallClock(iso: string): Date {
  const shown = new Date(iso).toLocaleString('sv-SE', { timeZone: zone });
  return new Date(`${shown.replace(' ', 'T')}Z`);
}
