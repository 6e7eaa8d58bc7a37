import readXlsxFile from 'read-excel-file/node';
import { loadPacks } from '../../bot/content/packs.ts';
import { packBook, readPackBook } from '../../bot/content/sheets/book.ts';
import { readUnitFile, writeUnitFile } from '../../bot/programme/actions/unit-tables.ts';
import { type ProofReply } from '../../bot/prompts/api/sending.ts';
import { proofFile } from '../../bot/prompts/export/proof.ts';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { formulaSafe } from '../../bot/platform/csv.ts';
import { resultsFile } from '../../bot/pulses/export/file.ts';
import { listRows } from '../../bot/pulses/model/list.ts';
import { results } from '../support/tab/results.ts';
import { zipEntries } from '../support/word.ts';
import formulas from './hostile/formulas.json' with { type: 'json' };

/** What an agency's people call themselves and their units ends up in spreadsheets, which run what begins like a formula. */
const madeAt = new Date('2026-11-22T08:00:00Z');

/** What would be worked out, fetched or followed in a workbook: formulas, links, connections, macros. */
function alive(bytes: Uint8Array): readonly string[] {
  const parts = [...zipEntries(bytes)];
  const names = parts
    .map(([name]) => name)
    .filter((name) => /externalLink|connection|queryTable|vba|calcChain|macro/i.test(name));
  const marks = parts
    .filter(([name]) => /\.(xml|rels)$/.test(name))
    .flatMap(
      ([, part]) =>
        part.toString('utf8').match(/<f[ >]|t="str"|<hyperlink|TargetMode="External"|<ddeLink/g) ?? [],
    );
  return [...names, ...marks];
}

const asWritten = (text: string) =>
  text
    .replace(/_x([\dA-Fa-f]{4})_/g, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\r\n?/g, '\n');

async function textsIn(bytes: Uint8Array): Promise<ReadonlySet<string>> {
  const sheets = await readXlsxFile(Buffer.from(bytes), { trim: false });
  const cells = sheets.flatMap(({ data }) => data.flat());
  return new Set(cells.flatMap((cell) => (typeof cell === 'string' ? [asWritten(cell)] : [])));
}

/** All formulas stand in the workbook as texts, and nothing else does anything. */
async function expectTexts(bytes: Uint8Array, wanted = formulas): Promise<void> {
  expect(alive(bytes)).toEqual([]);
  const texts = await textsIn(bytes);
  expect(wanted.filter((text) => !texts.has(asWritten(text)))).toEqual([]);
}

const organisation = {
  units: formulas.map((name, at) => ({
    id: `u${String(at)}`,
    name,
    kind: 'section' as const,
    parent: undefined,
  })),
  homes: formulas.map((name, at) => ({ person: `p${String(at)}`, name, unit: `u${String(at)}` })),
};

const wouldRun = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212]/u;

/** Cells as a spreadsheet set to that separator reads them: a quote means something at the start of a cell only. */
function cellsAs(separator: string, text: string): readonly string[] {
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)(?:"|$))?([^\\${separator}\\r\\n]*)(?:[\\${separator}\\r\\n]|$)`,
    'g',
  );
  return [...text.matchAll(cell)].map(([, quoted = '', rest = '']) => quoted.replaceAll('""', '"') + rest);
}

describe('a formula that somebody wrote', () => {
  it('is one of a hundred', () => {
    expect(new Set(formulas).size).toBeGreaterThanOrEqual(100);
  });

  it('is text in the workbook of units and people, and comes back from it', async () => {
    const bytes = await writeUnitFile(organisation, { format: 'xlsx', sheet: 'units' }, 'nb');
    await expectTexts(bytes);
    const { file } = await readUnitFile('xlsx', Buffer.from(bytes).toString('base64'));
    expect(file.units?.rows.map(({ cells }) => asWritten(cells.name?.text ?? ''))).toEqual(
      formulas.map(asWritten),
    );
  });

  it.each(['units', 'people'] as const)(
    'begins no cell of the text table of %s, whatever separates cells where it is opened',
    async (sheet) => {
      const bytes = await writeUnitFile(organisation, { format: 'csv', sheet }, 'nb');
      const text = new TextDecoder().decode(bytes);
      for (const separator of [';', ',', '\t', '|'])
        expect(cellsAs(separator, text).filter((cell) => wouldRun.test(cell))).toEqual([]);
    },
  );

  it('is text in the results: units, areas, questions and comments', async () => {
    const [unit] = results.units;
    const reply: ResultsReply = {
      ...results,
      summary: formulas[0] ?? '',
      units: [...results.units.map((one, at) => ({ ...one, name: formulas[at] ?? '' }))],
      rounds: results.rounds.map((round, at) => ({
        ...round,
        area: { ...round.area, name: formulas[20 + (at % 80)] ?? '' },
        question: { ...round.question, text: formulas[at % 100] ?? '' },
      })),
      comments: formulas.map((text) => ({
        ...{ round: 'r', week: '2027-W01', unit: unit?.id ?? '', question: text, text },
      })),
    };
    const { bytes } = await resultsFile(reply, {
      ...{ agencyName: '=1+1', format: 'xlsx', language: 'nb', wanted: { period: '12m', show: 'page' } },
    });
    await expectTexts(bytes);
  });

  it('begins no field of the list in SharePoint, which people take out as a text table', () => {
    const round = results.rounds.find(({ cells }) => cells.some(({ shown }) => shown));
    const rows = formulas.flatMap((text) =>
      listRows(
        {
          units: results.units.map((unit) => ({ ...unit, name: text })),
          rounds: results.rounds.map((one) => ({
            ...{ ...one, area: { ...one.area, name: text }, question: { ...one.question, text } },
          })),
        },
        { round: round?.id ?? '', safe: formulaSafe },
      ),
    );
    expect(rows.length).toBeGreaterThanOrEqual(formulas.length);
    const fields = rows.flatMap(({ Title, LpUnit, LpArea, LpQuestion }) => [
      Title,
      LpUnit,
      LpArea,
      LpQuestion,
    ]);
    expect(fields.filter((field) => wouldRun.test(String(field)))).toEqual([]);
  });

  it('is text in the proof that every post was sent', async () => {
    const proof: ProofReply = {
      ...{ round: 'r', kind: 'weekly', plannedAt: madeAt.toISOString(), due: formulas.length, faults: 0 },
      counts: { posted: 1, skipped: 0, handedOver: 0, unknown: 0, underWay: 0, waiting: 0, held: 0 },
      rows: formulas.map((name, at) => ({
        ...{ channel: `c${String(at)}`, name, team: formulas.at(-at) ?? '', state: 'posted', faults: [] },
        ...{ reason: name, settledAt: madeAt.toISOString() },
      })),
    };
    const round = { week: '2026-W48' } as Parameters<typeof proofFile>[1]['round'];
    const wanted = { round, agencyName: '=1+1', language: 'nb', zone: 'Europe/Oslo', madeAt } as const;
    await expectTexts((await proofFile(proof, wanted)).bytes);
  });

  it('is text in the spreadsheet of a pack, which reads it again', async () => {
    const files = loadPacks('bot/content/packs').files('digital-ledelse');
    const texts = formulas.map((text) => text.trim());
    const localised = (at: number) => {
      const text = texts[at] ?? 'Tekst';
      return { nb: text, nn: text, en: text };
    };
    const weeks = files.weeks.map((week, at) => ({
      ...{ ...week, heading: localised(3 * at), body: localised(3 * at + 1), tryThis: localised(3 * at + 2) },
    }));
    const bytes = await packBook({ ...files, weeks }, 'nb');
    await expectTexts(bytes, texts);
    expect((await readPackBook(bytes)).faults).toEqual([]);
  });
});
