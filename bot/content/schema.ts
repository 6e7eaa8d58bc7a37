import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { editorShapes } from './shapes.ts';

/** The kinds of files that an editor completes and checks, with what each is. */
const kinds = {
  pack: 'pack.yaml: hva pakken heter, og områdene i den / what the pack is called, and its areas',
  questions: 'questions.yaml: pulsspørsmålene / the pulse questions',
  weeks: 'weeks.yaml: ukene, i rekkefølge / the weeks, in order',
  changes: 'changes.yaml: det dere endrer i en av våre pakker / what you change in one of our packs',
} as const;
export type FileKind = keyof typeof kinds;

const fileKinds = Object.keys(kinds) as readonly FileKind[];
const nameOf = (kind: FileKind) => `${kind}.schema.json`;

/** The first line of a file in a pack's folder, which tells an editor what belongs in it. */
export const schemaLine = (kind: FileKind): string => `# yaml-language-server: $schema=../${nameOf(kind)}\n`;

/** As editors read them: draft 7, with what may be left out left out. */
function schemaOf(kind: FileKind): string {
  const made = z.toJSONSchema(editorShapes()[kind], { target: 'draft-7', io: 'input' });
  return `${JSON.stringify({ ...made, title: kinds[kind] }, null, 2)}\n`;
}

/** Puts the schemas beside the packs of a folder. */
export function writeSchemas(folder: string): void {
  for (const kind of fileKinds) writeFileSync(join(folder, nameOf(kind)), schemaOf(kind));
}

/** The schemas of a folder that are not what the shapes say now. */
export const staleSchemas = (folder: string): readonly string[] =>
  fileKinds
    .map((kind) => ({ file: join(folder, nameOf(kind)), text: schemaOf(kind) }))
    .filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text)
    .map(({ file }) => file);
