import { type Bar, type Block } from '../../platform/documents/documents.ts';
import { type ResultCell, type ResultsReply, type RoundResult } from '../api.ts';
import {
  areaPictures,
  heatPicture,
  ratePicture,
  share,
  spreadPictures,
  trendPictures,
  type TrendPicture,
} from '../model/pictures.ts';
import { type ExportWords } from './words.ts';

/** The page as a paper: the sentence, then each picture with its table, in the order of the screen. */
export function resultBlocks(
  reply: ResultsReply,
  words: ExportWords,
  head: { readonly title: string; readonly about: readonly string[] },
): readonly Block[] {
  const { say } = words;
  const parts = [
    areaBlocks(reply, words),
    trendBlocks(reply, words),
    heatBlocks(reply, words),
    spreadBlocks(reply, words),
    rateBlocks(reply, words),
    commentBlocks(reply, words),
  ];
  return [
    heading(1, head.title),
    ...head.about.map((text): Block => ({ kind: 'text', text, quiet: true })),
    { kind: 'text', text: reply.rounds.length === 0 ? say('pulses.export.empty') : reply.summary },
    ...parts.flat(),
    heading(2, say('pulses.export.about')),
    { kind: 'list', items: reply.about },
    ...(reply.receipts.length === 0
      ? []
      : [
          heading(2, say('pulses.export.receipts')),
          { kind: 'list' as const, items: reply.receipts.map(({ text }) => text) },
        ]),
  ];
}

function areaBlocks(reply: ResultsReply, words: ExportWords): readonly Block[] {
  const pictures = areaPictures(reply);
  if (pictures.length === 0) return [];
  const { say } = words;
  const bars = pictures.map(({ round, own, agency }) => ({
    ...barOf(round.area.name, own, round, words),
    ...(agency ? { mark: share(round, agency.value) } : {}),
  }));
  const compared = pictures.some(({ agency }) => agency);
  return [
    heading(2, say('pulses.export.areas')),
    chart(bars, words),
    {
      kind: 'table',
      caption: say('pulses.export.areas'),
      head: [
        ...[
          say('pulses.export.head.area'),
          say('pulses.export.head.question'),
          say('pulses.export.head.week'),
        ],
        ...[say('pulses.export.head.value')],
        ...(compared ? [say('pulses.export.head.agency'), say('pulses.export.head.against')] : []),
        ...[say('pulses.export.head.change')],
      ],
      rows: pictures.map(({ round, own, agency, against, change }) => [
        ...[round.area.name, round.question.text, words.week(round), words.cell(own)],
        ...(compared ? [words.cell(agency), said(words, against && `against.${against}`)] : []),
        said(words, change && `change.${change}`),
      ]),
    },
  ];
}

function trendBlocks(reply: ResultsReply, words: ExportWords): readonly Block[] {
  const pictures = trendPictures(reply);
  if (pictures.length === 0) return [];
  return [heading(2, words.say('pulses.export.trend')), ...pictures.flatMap((one) => trendTable(one, words))];
}

function trendTable({ round, points, change }: TrendPicture, words: ExportWords): readonly Block[] {
  const { say } = words;
  const compared = points.some(({ agency }) => agency);
  const caption = [`${round.area.name}: ${round.question.text}`, said(words, change && `change.${change}`)];
  return [
    {
      kind: 'table',
      caption: caption.filter((text) => text !== '').join(' – '),
      head: [
        ...[say('pulses.export.head.week'), say('pulses.export.head.value')],
        ...(compared ? [say('pulses.export.head.agency')] : []),
      ],
      rows: points.map(({ round: at, own, agency }) => [
        ...[words.week(at), words.cell(own)],
        ...(compared ? [words.cell(agency)] : []),
      ]),
    },
  ];
}

function heatBlocks(reply: ResultsReply, words: ExportWords): readonly Block[] {
  const { rounds, rows } = heatPicture(reply);
  if (rounds.length === 0) return [];
  return [
    heading(2, words.say('pulses.export.heat')),
    {
      kind: 'table',
      caption: words.say('pulses.export.heat'),
      head: [words.say('pulses.export.head.unit'), ...rounds.map(({ area }) => area.name)],
      rows: rows.map(({ unit, cells }) => [unit.name, ...cells.map((cell) => words.cell(cell))]),
    },
  ];
}

function spreadBlocks(reply: ResultsReply, words: ExportWords): readonly Block[] {
  const pictures = spreadPictures(reply);
  if (pictures.length === 0) return [];
  const { say } = words;
  return [
    heading(2, say('pulses.export.spread')),
    ...pictures.flatMap(({ round, own }): readonly Block[] => {
      const title = heading(3, `${round.question.text} (${words.week(round)})`);
      if (!own?.shown) return [title, { kind: 'text', text: words.cell(own) }];
      const parts = (own.distribution ?? []).map(({ label, percent }) => ({
        ...{ label, at: percent / 100 },
        text: say('pulses.percent', { value: percent }),
      }));
      return [title, chart(parts, words)];
    }),
  ];
}

function rateBlocks(reply: ResultsReply, words: ExportWords): readonly Block[] {
  const { say } = words;
  const { history, newest, units } = ratePicture(reply);
  if (!newest) return [];
  const compared = history.some(({ agency }) => agency);
  return [
    heading(2, say('pulses.export.rates')),
    {
      kind: 'table',
      caption: say('pulses.export.rates'),
      head: [
        ...[say('pulses.export.head.week'), say('pulses.export.head.rate')],
        ...(compared ? [say('pulses.export.head.agency')] : []),
      ],
      rows: history.map(({ round, own, agency }) => [
        ...[words.week(round), words.cell(own)],
        ...(compared ? [words.cell(agency)] : []),
      ]),
    },
    {
      kind: 'table',
      caption: `${say('pulses.export.rates')}, ${words.week(newest)}`,
      head: [say('pulses.export.head.unit'), say('pulses.export.head.rate')],
      rows: units.map(({ unit, rate }) => [unit.name, words.cell(rate)]),
    },
  ];
}

function commentBlocks(reply: ResultsReply, words: ExportWords): readonly Block[] {
  const { comments, units, moreComments } = reply;
  if (comments.length === 0) return [];
  const { say } = words;
  const names = new Map(units.map(({ id, name }) => [id, name]));
  return [
    heading(2, say('pulses.export.comments')),
    ...(moreComments ? [{ kind: 'text' as const, text: say('pulses.export.more'), quiet: true }] : []),
    {
      kind: 'table',
      caption: say('pulses.export.comments'),
      head: [
        ...[say('pulses.export.head.unit'), say('pulses.export.head.week')],
        ...[say('pulses.export.head.question'), say('pulses.export.head.comment')],
      ],
      rows: comments.map((comment) => [
        ...[names.get(comment.unit) ?? '', words.week(comment), comment.question, comment.text],
      ]),
    },
  ];
}

function barOf(label: string, cell: ResultCell | undefined, round: RoundResult, words: ExportWords): Bar {
  if (!cell?.shown) return { label, text: words.cell(cell) };
  const { value, margin, text } = cell;
  return {
    ...{ label, text, at: share(round, value) },
    ...{ from: share(round, value - margin), to: share(round, value + margin) },
  };
}

function chart(bars: readonly Bar[], { say }: ExportWords): Block {
  const items = bars.map(({ label, text }) => `${label}: ${text}`).join('; ');
  return { kind: 'bars', alt: say('pulses.export.alt', { items }), bars };
}

function said(
  { say }: ExportWords,
  key: `against.${'up' | 'down' | 'same'}` | `change.${'up' | 'down' | 'same'}` | undefined,
): string {
  return key === undefined ? '' : say(`pulses.export.${key}`);
}

const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
