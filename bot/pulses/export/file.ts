import { makePdf } from '../../platform/documents/documents.ts';
import { type FileReply } from '../../platform/http/http.ts';
import { writeWorkbook } from '../../platform/spreadsheets/spreadsheets.ts';
import { formatDate, formatTime, type Language } from '../../platform/texts.ts';
import { type ResultsQuery, type ResultsReply } from '../api.ts';
import { areaPictures } from '../model/pictures.ts';
import { resultBlocks } from './pages.ts';
import { resultSheets } from './sheets.ts';
import { type ExportWords, exportWords } from './words.ts';

interface Wanted {
  readonly agencyName: string;
  readonly format: 'xlsx' | 'pdf';
  readonly language: Language;
  readonly wanted: ResultsQuery;
}

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;
const zone = 'Europe/Oslo';

/** What the page shows for the same choice, as a file. It is made of the page's own reply, so it can hold no more. */
export async function resultsFile(
  reply: ResultsReply,
  { agencyName, format, language, wanted }: Wanted,
): Promise<FileReply> {
  const words = exportWords(reply, language);
  const { say } = words;
  const unit = reply.units.find(({ id }) => id === reply.focus.unit)?.name ?? say('pulses.export.nobody');
  const title = say('pulses.export.title', { unit });
  const madeAt = new Date(reply.period.to);
  const about = aboutFile(reply, { words, wanted, language });
  const head = { title, author: agencyName, language, madeAt };
  const bytes =
    format === 'xlsx'
      ? await writeWorkbook(resultSheets(reply, words, [title, reply.summary, ...about]), head)
      : await makePdf({
          ...head,
          // The units beside more than three areas need the width.
          landscape: areaPictures(reply).length > 3,
          foot: say('pulses.export.foot', { agency: agencyName }),
          blocks: resultBlocks(reply, words, { title, about }),
        });
  const name = `${title.replace(/[\\/:*?"<>|\p{Cc}]/gu, '')} ${reply.period.to.slice(0, 10)}.${format}`;
  return { bytes, type: types[format], name };
}

function aboutFile(
  { period, choices }: ResultsReply,
  { words: { say }, wanted, language }: { words: ExportWords; wanted: ResultsQuery; language: Language },
): readonly string[] {
  const day = (iso: string) => {
    const date = new Date(iso);
    return `${formatDate(language, date, zone)} ${date.getUTCFullYear()}`;
  };
  const to = day(period.to);
  const named = (of: readonly { id: string; name: string }[], id: string) =>
    of.find((one) => one.id === id)?.name ?? id;
  return [
    period.from === null
      ? say('pulses.export.period.all', { to })
      : say('pulses.export.period', { from: day(period.from), to }),
    ...(wanted.programme === undefined
      ? []
      : [say('pulses.export.filter.programme', { name: named(choices.programmes, wanted.programme) })]),
    ...(wanted.area === undefined
      ? []
      : [say('pulses.export.filter.area', { name: named(choices.areas, wanted.area) })]),
    say('pulses.export.made', { date: to, time: formatTime(language, new Date(period.to), zone) }),
  ];
}
