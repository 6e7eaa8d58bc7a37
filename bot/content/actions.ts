import { type FileReply } from '../platform/http/http.ts';
import { type Language, type TextKey, texts } from '../platform/texts.ts';
import { type CheckReply, type EntryView, type PackReply, type PacksReply, type PackSummary } from './api.ts';
import { packRules } from './check/check.ts';
import { composed } from './composing.ts';
import { type ContentFault, toldCode, toldFault } from './faults.ts';
import { identityFault } from './identity.ts';
import { type Entry, type Pack, sourceView } from './model.ts';
import { type Packs } from './packs.ts';
import { type PackFiles } from './shapes.ts';
import { packBook, readPackBook, templateBook } from './sheets/book.ts';
import { toldSheetFault } from './sheets/faults.ts';

/** What an administrator can read of packs, and try of an own one. */
export interface ContentActions {
  packs(language: Language): PacksReply;
  /** Throws `unknown-pack`. */
  pack(id: string): PackReply;
  /** The pack as a spreadsheet. Throws `unknown-pack`. */
  file(id: string, language: Language): Promise<FileReply>;
  template(language: Language): Promise<FileReply>;
  /** What a spreadsheet would be as a pack, or everything that is wrong with it. Keeps nothing. */
  check(base64: string, language: Language): Promise<CheckReply>;
}

const mostFaultsTold = 100;
const mostPlacesTold = 20;

export function contentActions(packs: Packs): ContentActions {
  return {
    packs: (language) => ({
      packs: packs.list().map(summaryOf),
      withheld: packs.withheld.map(({ id, faults }) => ({
        id,
        faults: faults.slice(0, mostFaultsTold).map((fault) => toldFault(shortened(fault), language)),
      })),
    }),
    pack: (id) => packView(packs.pack(id)),
    async file(id, language) {
      return excel(`${id}.xlsx`, await packBook(packs.files(id), language));
    },
    async template(language) {
      const name = texts(language)('content.sheet.name.template').toLowerCase();
      return excel(`${name}.xlsx`, await templateBook(language));
    },
    async check(base64, language) {
      const { files, faults } = await readPackBook(Buffer.from(base64, 'base64'));
      const told = [
        ...faults.map((fault) => toldSheetFault(fault, language)),
        ...(files === undefined ? [] : brokenTrends(packs, files, language)),
      ];
      const whence = { pack: '', questions: '', weeks: '' };
      const pack =
        files === undefined || told.length > 0 ? undefined : composed(files, whence, { origin: 'own' }).pack;
      return {
        ...{ faults: told.slice(0, mostFaultsTold), faultCount: told.length },
        pack: pack === undefined ? null : packView(pack),
        remarks: pack === undefined ? [] : remarksOn(pack, language),
      };
    },
  };
}

/** Where the folder lies on the server is the server's own business. */
const shortened = (fault: ContentFault): ContentFault => ({
  ...fault,
  file: fault.file.split(/[\\/]/).slice(-2).join('/'),
});

const excel = (name: string, bytes: Uint8Array): FileReply => ({
  ...{ name, bytes },
  type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

/** Questions that are asked under the same id already, and could not go on with their trends. */
function brokenTrends(packs: Packs, { questions }: PackFiles, language: Language): readonly string[] {
  const known = new Map(
    packs
      .list()
      .flatMap(({ id }) => packs.files(id).questions.map((question) => [question.id, question] as const)),
  );
  return questions.flatMap((question) => {
    const before = known.get(question.id);
    const fault = before && identityFault(before, question);
    return fault === undefined ? [] : [`${question.id}: ${toldCode(fault, language)}`];
  });
}

function remarksOn(pack: Pack, language: Language): CheckReply['remarks'] {
  const say = texts(language);
  return packRules.flatMap(({ id, flaws }) => {
    const places = [...new Set(flaws(pack).map(({ place }) => place))].slice(0, mostPlacesTold);
    return places.length === 0 ? [] : [{ rule: say(`content.rule.${id}` as TextKey), places }];
  });
}

const summaryOf = ({ id, name, plan, origin, languages, entries }: Pack): PackSummary => ({
  ...{ id, name, plan, origin, languages },
  weeks: entries.length,
});

function packView(pack: Pack): PackReply {
  return {
    ...summaryOf(pack),
    areas: pack.areas,
    entries: [
      ...pack.entries.map((entry, at) => entryView(entry, at + 1)),
      ...pack.hidden.map((entry) => entryView(entry, null)),
    ],
  };
}

function entryView(entry: Entry, number: number | null): EntryView {
  const { id, area, perspective, audience, minutes, heading, body, tryThis, questions, source } = entry;
  return {
    ...{ id, number, area, perspective, audience, minutes, heading, body, tryThis },
    questions: questions.map(({ id, version, text }) => ({ id, version, text })),
    source: sourceView(source),
  };
}
