import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { type z } from 'zod';
import { type ContentFault, faultOfIssue } from './faults.ts';
import { type ContentLanguage } from './model.ts';
import { languagesShape, type PackFiles, type RawChanges, shapesIn } from './shapes.ts';

/** The files of a folder, or what is wrong with them. */
export type Read<Content> =
  | { readonly content: Content; readonly faults?: undefined }
  | { readonly content?: undefined; readonly faults: readonly ContentFault[] };

export const filesOf = (folder: string) => ({
  pack: join(folder, 'pack.yaml'),
  questions: join(folder, 'questions.yaml'),
  weeks: join(folder, 'weeks.yaml'),
  changes: join(folder, 'changes.yaml'),
});

/** A folder with pack.yaml and weeks.yaml, and questions.yaml where it asks. */
export function readWhole(folder: string): Read<PackFiles> {
  const files = filesOf(folder);
  const named = readYaml(files.pack, languagesShape);
  if (named.faults) return named;
  const shapes = shapesIn(named.content.languages);
  const head = readYaml(files.pack, shapes.pack);
  const questions = existsSync(files.questions) ? readYaml(files.questions, shapes.questions) : none;
  const weeks = readYaml(files.weeks, shapes.weeks);
  const faults = [head, questions, weeks].flatMap((read) => read.faults ?? []);
  if (head.content && head.content.id !== basename(folder))
    faults.push({ file: files.pack, place: 'id', code: 'folder-name', values: { name: basename(folder) } });
  return head.content && questions.content && weeks.content && faults.length === 0
    ? { content: { head: head.content, questions: questions.content, weeks: weeks.content } }
    : { faults };
}

const none = { content: [], faults: undefined } as const;

/** changes.yaml of a folder: what an agency changes in a pack that is written in these languages. */
export const readChanges = (folder: string, written: readonly ContentLanguage[]): Read<RawChanges> =>
  readYaml(filesOf(folder).changes, shapesIn(written).changes);

/** The pack that a folder changes, before the rest of its file is read: its languages decide the shape. */
export function readExtends(folder: string): string | undefined {
  const raw = parsed(filesOf(folder).changes).content;
  return typeof raw === 'object' && raw !== null && 'extends' in raw && typeof raw.extends === 'string'
    ? raw.extends
    : undefined;
}

function parsed(file: string): Read<unknown> {
  if (!existsSync(file)) return { faults: [{ file, place: 'file', code: 'no-file' }] };
  try {
    // Merge keys (`<<: *ks`) let the weeks of one source share it.
    return { content: parse(readFileSync(file, 'utf8'), { merge: true }) as unknown };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    return { faults: [{ file, place: 'file', code: 'no-yaml', values: { reason } }] };
  }
}

function readYaml<Shape extends z.ZodType>(file: string, shape: Shape): Read<z.infer<Shape>> {
  const raw = parsed(file);
  if (raw.faults) return raw;
  const checked = shape.safeParse(raw.content);
  if (checked.success) return { content: checked.data };
  return {
    faults: checked.error.issues.map((issue) => ({
      ...{ file, place: placeOf(raw.content, issue.path) },
      ...faultOfIssue(issue),
    })),
  };
}

/** `nokler-tilbake.heading.nn` rather than `0.heading.nn`: entries by their ids, also in `replace.0`. */
function placeOf(raw: unknown, path: readonly PropertyKey[]): string {
  const parts: string[] = [];
  let node = raw;
  for (const key of path) {
    node = isRecord(node) ? node[key] : undefined;
    const id = typeof key === 'number' && isRecord(node) ? node['id'] : undefined;
    parts.push(typeof id === 'string' ? id : String(key));
  }
  return parts.join('.') || 'file';
}

const isRecord = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> =>
  typeof value === 'object' && value !== null;
