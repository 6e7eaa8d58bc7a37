import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { PackFault } from '../content/faults.ts';
import { identityFault } from '../content/identity.ts';
import { type Packs } from '../content/packs.ts';
import { filesOf, readWhole } from '../content/reading.ts';
import { type FileKind, schemaLine, writeSchemas } from '../content/schema.ts';
import { type PackFiles } from '../content/shapes.ts';
import {
  bookBytesMost,
  packBook,
  readPackBook,
  templateBook,
  templateFolder,
} from '../content/sheets/book.ts';
import { toldSheetFault } from '../content/sheets/faults.ts';
import { amiss, type Said, well } from './said.ts';

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
  if (statSync(file).size > bookBytesMost) return amiss(`${file} er for stor til å være en pakke.`);
  const { files, faults } = await readPackBook(readFileSync(file));
  if (files === undefined)
    return amiss(
      `${file} har ${faults.length} feil, og ingenting er skrevet:`,
      ...faults.map((fault) => `  ${toldSheetFault(fault, 'nb')}`),
    );
  const place = join(folder, files.head.id);
  if (existsSync(filesOf(place).changes))
    return amiss(`${place} har endringer i en av våre pakker. Gi pakken i fila et annet navn (id).`);
  const before = existsSync(place) ? readWhole(place) : undefined;
  if (before?.faults) throw new PackFault(before.faults);
  const broken = [...knownQuestions(packs, before?.content)].flatMap(([id, known]) => {
    const now = files.questions.find((question) => question.id === id);
    const fault = now && identityFault(known, now);
    return fault === undefined ? [] : [{ file, place: id, ...fault }];
  });
  if (broken.length > 0) throw new PackFault(broken);
  keepPack(files, place);
  writeSchemas(folder);
  return well(
    `Skrev ${place}: ${files.weeks.length} uker, ${files.questions.length} spørsmål.`,
    next(folder),
  );
}

/** `new <folder> <name> [pack of ours]`: the files that a pack of one's own, or changes in one of ours, begin with. */
export function newPack(packs: Packs, { folder, name, base }: NewPack): Said {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    return amiss(`“${name}” is no name: use small letters, digits and hyphens.`);
  const place = join(folder, name);
  if (existsSync(place)) return amiss(`${place} is there already.`);
  if (base !== undefined && packs.find(base) === undefined) return amiss(noPack(packs, base));
  mkdirSync(place, { recursive: true });
  const from = join(templateFolder, base === undefined ? 'ny-pakke' : 'endringer');
  const kinds: readonly FileKind[] = base === undefined ? ['pack', 'questions', 'weeks'] : ['changes'];
  for (const kind of kinds) {
    const [, ...lines] = readFileSync(filesOf(from)[kind], 'utf8').split('\n');
    const text = lines
      .join('\n')
      .replace(/^id: ny-pakke$/m, `id: ${name}`)
      .replace(/^extends: .*$/m, `extends: ${base ?? ''}`)
      .replace(/^# (name: .*)$/m, name === base ? '# $1' : '$1');
    writeFileSync(filesOf(place)[kind], `${schemaLine(kind)}${text}`);
  }
  writeSchemas(folder);
  return well(`Wrote ${place}. Open it in an editor that knows YAML, and write.`, next(folder));
}

interface NewPack {
  readonly folder: string;
  readonly name: string;
  readonly base: string | undefined;
}

const next = (folder: string) => `npm run packs -- ${folder}`;
const noPack = (packs: Packs, pack: string) =>
  `There is no pack ${pack}. Choose one of: ${packs
    .list()
    .map(({ id }) => id)
    .join(', ')}.`;

function knownQuestions(packs: Packs, before: PackFiles | undefined) {
  const ours = packs.list().flatMap(({ id }) => packs.files(id).questions);
  return new Map([...ours, ...(before?.questions ?? [])].map((question) => [question.id, question]));
}

/** Beside the old one first, so that a folder is whole whenever somebody reads it. */
function keepPack({ head, questions, weeks }: PackFiles, place: string): void {
  const [fresh, old] = [`${place}.new`, `${place}.old`];
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
