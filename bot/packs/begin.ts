import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meetingTemplates, type Packs } from '../content/packs.ts';
import { filesOf } from '../content/reading.ts';
import { type FileKind, schemaLine, writeSchemas } from '../content/schema.ts';
import { templateFolder } from '../content/sheets/book.ts';
import { amiss, noPack, type Said, well } from './said.ts';

interface NewPack {
  readonly folder: string;
  readonly name: string;
  /** The pack of ours that it changes; `undefined` = a pack of one's own. */
  readonly base: string | undefined;
}

/** `new <folder> <name> [pack of ours]`: the files that a pack of one's own, or changes in one of ours, begin with. */
export function newPack(packs: Packs, given: NewPack): Said {
  const why = whyNot(packs, given);
  if (why !== undefined) return amiss(why);
  const { folder, name, base } = given;
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  const from = join(templateFolder, base === undefined ? 'ny-pakke' : 'endringer');
  const kinds: readonly FileKind[] = base === undefined ? ['pack', 'questions', 'weeks'] : ['changes'];
  for (const kind of kinds) {
    const [, ...lines] = readFileSync(filesOf(from)[kind], 'utf8').split('\n');
    writeFileSync(filesOf(place)[kind], `${schemaLine(kind)}${named(lines.join('\n'), given)}`);
  }
  writeSchemas(folder);
  return well(
    `Wrote ${place}. Open it in an editor that knows YAML, and write.`,
    `Then: npm run packs -- ${folder}`,
  );
}

function whyNot(packs: Packs, { folder, name, base }: NewPack): string | undefined {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    return `“${name}” is no name: use small letters, digits and hyphens.`;
  if (existsSync(join(folder, name)) || name === meetingTemplates)
    return `${join(folder, name)} is there already.`;
  return base !== undefined && packs.find(base) === undefined ? noPack(packs, base) : undefined;
}

/** Changes under another name than the pack's own need a name that people see. */
const named = (text: string, { name, base = '' }: NewPack): string =>
  text
    .replace(/^id: ny-pakke$/m, `id: ${name}`)
    .replace(/^extends: .*$/m, `extends: ${base}`)
    .replace(/^# (name: .*)$/m, name === base ? '# $1' : '$1');
