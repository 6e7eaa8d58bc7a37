import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type z } from 'zod';
import { Refusal } from '../refusal.ts';
import { type Area, type Entry, type Localised, type Pack, type Question } from './model.ts';
import { languagesShape, type RawQuestion, shapesIn } from './shapes.ts';

/** Every pack the service knows, read and checked at start. */
export interface Packs {
  list(): readonly Pack[];
  /** Throws `unknown-pack`. */
  pack(id: string): Pack;
  /** Throws `unknown-pack`, or `not-found` when the pack no longer has the entry. */
  entry(pack: string, entry: string): Entry;
  /** Throws as `entry` does. */
  area(pack: string, area: string): Area;
}

/** A pack that cannot be used: the service refuses to start and says where the fault lies. */
export class PackFault extends Error {
  override readonly name = 'PackFault';

  constructor(file: string, place: string, fault: string) {
    super(`${file}: ${place}: ${fault}`);
  }
}

/**
 * Reads `<folder>/<pack>/{pack,questions,weeks}.yaml`. A pack in the agency's own folder stands in for one of
 * ours with the same name. Throws `PackFault`.
 */
export function loadPacks(folder: string, extraFolder?: string): Packs {
  const packs = new Map<string, Pack>();
  for (const place of extraFolder === undefined ? [folder] : [folder, extraFolder])
    for (const entry of readdirSync(place, { withFileTypes: true }))
      if (entry.isDirectory()) packs.set(entry.name, loadPack(join(place, entry.name), entry.name));

  const pack = (wanted: string): Pack => {
    const found = packs.get(wanted);
    if (found === undefined) throw new Refusal('unknown-pack');
    return found;
  };
  return {
    list: () => [...packs.values()],
    pack,
    entry: (of, wanted) => sure(pack(of).entries.find((entry) => entry.id === wanted)),
    area: (of, wanted) => sure(pack(of).areas.find((area) => area.id === wanted)),
  };
}

function sure<Found>(found: Found | undefined): Found {
  if (found === undefined) throw new Refusal('not-found');
  return found;
}

function loadPack(folder: string, name: string): Pack {
  const files = {
    pack: join(folder, 'pack.yaml'),
    questions: join(folder, 'questions.yaml'),
    weeks: join(folder, 'weeks.yaml'),
  };
  const { languages } = read(files.pack, languagesShape);
  const shapes = shapesIn(languages);
  const head = read(files.pack, shapes.pack);
  if (head.id !== name) throw new PackFault(files.pack, 'id', `must be the folder's name, ${name}`);
  const questions = existsSync(files.questions)
    ? read(files.questions, shapes.questions).map(questionOf)
    : [];
  const weeks = read(files.weeks, shapes.weeks);

  const areas = new Set(head.areas.map((area) => area.id));
  unique(files.pack, head.areas);
  unique(files.questions, questions);
  unique(files.weeks, weeks);
  for (const [file, items] of [
    [files.questions, questions],
    [files.weeks, weeks],
  ] as const)
    for (const item of items)
      if (!areas.has(item.area)) throw new PackFault(file, item.id, `pack.yaml has no area ${item.area}`);

  const entries = weeks.map((week): Entry => {
    const asked = week.questions.map((wanted) => {
      const question = questions.find((one) => one.id === wanted);
      if (question === undefined)
        throw new PackFault(files.weeks, week.id, `questions.yaml has no question ${wanted}`);
      return question;
    });
    const { url, document, ...source } = week.source;
    return { ...week, questions: asked, source: { ...source, url, document } };
  });
  return { ...head, entries };
}

const noText: Localised = { nb: '', nn: '', en: '' };

/** Choices have no ends, and scales have no choices. */
function questionOf(question: RawQuestion): Question {
  return 'options' in question ? { ...question, low: noText, high: noText } : { ...question, options: [] };
}

function unique(file: string, items: readonly { readonly id: string }[]): void {
  const twice = items.find((item, at) => items.findIndex((one) => one.id === item.id) !== at);
  if (twice !== undefined) throw new PackFault(file, twice.id, 'stands there twice');
}

function read<Shape extends z.ZodType>(file: string, shape: Shape): z.infer<Shape> {
  if (!existsSync(file)) throw new PackFault(file, 'file', 'is missing');
  let raw: unknown;
  try {
    // Merge keys (`<<: *ks`) let the weeks of one source share it.
    raw = parse(readFileSync(file, 'utf8'), { merge: true });
  } catch (error) {
    throw new PackFault(file, 'file', error instanceof Error ? error.message : 'is no YAML');
  }
  const parsed = shape.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new PackFault(file, placeOf(raw, issue?.path ?? []), issue?.message ?? 'is not right');
}

/** `nokler-tilbake.heading.nn` rather than `0.heading.nn`: the entry by its id. */
function placeOf(raw: unknown, path: readonly PropertyKey[]): string {
  const [first, ...rest] = path;
  const item: unknown = Array.isArray(raw) && typeof first === 'number' ? raw[first] : undefined;
  const named =
    typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
      ? item.id
      : undefined;
  const parts = named === undefined ? path : [named, ...rest];
  return parts.map(String).join('.') || 'file';
}
