import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { packFileBytes } from '../content/api.ts';
import { PackFault, toldCode } from '../content/faults.ts';
import { identityFault } from '../content/identity.ts';
import { meetingTemplates, type Packs } from '../content/packs.ts';
import { filesOf, readWhole } from '../content/reading.ts';
import { type FileKind, schemaLine, writeSchemas } from '../content/schema.ts';
import { type PackFiles, type RawQuestion } from '../content/shapes.ts';
import { packBook, readPackBook, templateBook } from '../content/sheets/book.ts';
import { toldSheetFault } from '../content/sheets/faults.ts';
import { amiss, noPack, type Said, well } from './said.ts';

/** `export <pack> <file.xlsx>` */
export async function exportPack(packs: Packs, pack: string, file: string): Promise<Said> {
  if (packs.find(pack) === undefined) return amiss(noPack(packs, pack));
  writeFileSync(file, await packBook(packs.files(pack), 'nb'));
  return well(`Skrev ${file}.`);
}

/** `mal <file.xlsx>` */
export async function writeTemplate(file: string): Promise<Said> {
  writeFileSync(file, await templateBook('nb'));
  return well(`Skrev ${file}. Begynn med arket «Slik gjør du».`);
}

/**
 * `import <file.xlsx> <folder>`: puts the pack of a spreadsheet into an agency's folder, as the files that the service
 * reads. A pack that lies there already gives way only to one whose questions go on with its trends.
 */
export async function importPack(packs: Packs, file: string, folder: string): Promise<Said> {
  if (!existsSync(file)) return amiss(`${file} finnes ikke.`);
  if (statSync(file).size > packFileBytes) return amiss(`${file} er for stor til å være en pakke.`);
  const { files, faults } = await readPackBook(readFileSync(file));
  if (files === undefined)
    return amiss(
      `${file} har ${faults.length} feil, og ingenting er skrevet:`,
      ...faults.map((fault) => `  ${toldSheetFault(fault, 'nb')}`),
    );
  const place = join(folder, files.head.id);
  if (files.head.id === meetingTemplates)
    return amiss(`${place} er for møtemaler. Gi pakken i fila et annet navn (id).`);
  if (existsSync(filesOf(place).changes))
    return amiss(`${place} har endringer i en av våre pakker. Gi pakken i fila et annet navn (id).`);
  const broken = brokenTrends(files, knownQuestions(packs, place));
  if (broken.length > 0)
    return amiss(`${file} bryter trender, og ingenting er skrevet:`, ...broken.map((one) => `  ${one}`));
  keepPack(files, place);
  writeSchemas(folder);
  return well(
    `Skrev ${place}: ${files.weeks.length} uker, ${files.questions.length} spørsmål.`,
    `Deretter: npm run packs -- ${folder}`,
  );
}

const brokenTrends = ({ questions }: PackFiles, known: ReadonlyMap<string, RawQuestion>): readonly string[] =>
  questions.flatMap((question) => {
    const before = known.get(question.id);
    const fault = before && identityFault(before, question);
    return fault === undefined ? [] : [`${question.id}: ${toldCode(fault, 'nb')}`];
  });

/** Ours, and those of the pack that gives way; throws `PackFault` where nobody can tell what that one asks. */
function knownQuestions(packs: Packs, place: string): ReadonlyMap<string, RawQuestion> {
  const before = existsSync(place) ? readWhole(place) : undefined;
  if (before?.faults) throw new PackFault(before.faults);
  const ours = packs.list().flatMap(({ id }) => packs.files(id).questions);
  return new Map([...ours, ...(before?.content.questions ?? [])].map((question) => [question.id, question]));
}

/** Beside the old one first, so that a folder is whole whenever somebody reads it. */
function keepPack({ head, questions, weeks }: PackFiles, place: string): void {
  // A name with a dot in front is no pack to whoever reads the folder meanwhile.
  const [fresh, old] = ['new', 'old'].map((end) => join(dirname(place), `.${basename(place)}.${end}`)) as [
    string,
    string,
  ];
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const write = (kind: FileKind, content: unknown) => {
    const text = stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
    writeFileSync(filesOf(fresh)[kind], `${schemaLine(kind)}${text}`);
  };
  write('pack', head);
  write('questions', questions);
  write('weeks', weeks);
  rmSync(old, { recursive: true, force: true });
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}
