import {
  AlignmentType,
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import { formatDate, formatTime, type Language, texts } from '../../platform/texts.ts';
import { zone } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { itemPart } from './items.ts';
import { grid } from './table.ts';
import { printable, run } from './text.ts';

const locales: Readonly<Record<Language, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

/** The finished minutes as a Word file, in the language of the minutes. Texts of exempt items are left out. */
export async function minutesDocument(
  meeting: Meeting,
  of: { readonly agency: string; readonly series: string },
): Promise<Uint8Array> {
  const say = texts(meeting.language);
  const title = `${say('minutes.document.title')}: ${printable(meeting.title)}`;
  const document = new Document({
    title,
    creator: printable(of.agency),
    lastModifiedBy: printable(of.agency),
    subject: printable(of.series),
    styles: {
      default: {
        document: {
          run: { font: 'Calibri', size: 22, language: { value: locales[meeting.language] } },
          paragraph: { spacing: { after: 120 } },
        },
        heading1: { run: { size: 36, bold: true }, paragraph: { spacing: { after: 200 } } },
        heading2: { run: { size: 26, bold: true }, paragraph: { spacing: { before: 320, after: 120 } } },
        heading3: { run: { size: 22, bold: true }, paragraph: { spacing: { before: 160, after: 60 } } },
      },
    },
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph(printable(of.agency))] }) },
        footers: { default: pageFooter(meeting.language) },
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
          ...facts(meeting),
          ...attendancePart(meeting),
          ...meeting.items.flatMap((item) => itemPart(meeting.language, item)),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function pageFooter(language: Language): Footer {
  const word = texts(language)('minutes.document.page');
  const run = new TextRun({ children: [`${word} `, PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] });
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [run] })] });
}

function facts(meeting: Meeting): readonly FileChild[] {
  const say = texts(meeting.language);
  const rows: readonly (readonly [label: string, value: string])[] = [
    [say('minutes.document.number'), meeting.number ?? ''],
    [say('minutes.document.when'), when(meeting)],
    [say('minutes.document.place'), meeting.place],
    [say('minutes.document.chair'), meeting.chair.name],
    [say('minutes.document.minuteTaker'), meeting.minuteTaker?.name ?? ''],
  ];
  return rows
    .filter(([, value]) => value.trim() !== '')
    .map(
      ([label, value]) =>
        new Paragraph({
          spacing: { after: 40 },
          children: [run({ text: `${label}: `, bold: true }), new TextRun(printable(value))],
        }),
    );
}

function when({ startsAt, endsAt, language }: Meeting): string {
  const start = new Date(startsAt);
  const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone }).format(start);
  const times = [start, ...(endsAt === null ? [] : [new Date(endsAt)])];
  const clock = times.map((time) => formatTime(language, time, zone).replace('kl. ', '')).join('–');
  return `${formatDate(language, start, zone)} ${year}, ${language === 'en' ? '' : 'kl. '}${clock}`;
}

function attendancePart({ attendance, language }: Meeting): readonly FileChild[] {
  const say = texts(language);
  return [
    new Paragraph({ text: say('minutes.document.attendance'), heading: HeadingLevel.HEADING_2 }),
    grid(
      [say('minutes.document.name'), say('minutes.document.status')],
      attendance.map(({ person, status }) => [person.name, say(`minutes.attendance.${status}`)]),
    ),
  ];
}
