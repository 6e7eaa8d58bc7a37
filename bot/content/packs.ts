import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';
import { changed } from './changing.ts';
import { composed } from './composing.ts';
import { type ContentFault, PackFault } from './faults.ts';
import { identityFault } from './identity.ts';
import { type Area, type Entry, type Pack } from './model.ts';
import { filesOf, readChanges, readExtends, readWhole } from './reading.ts';
import { type PackFiles, type RawQuestion } from './shapes.ts';

/** Every pack the service knows, read and checked at start. */
export interface Packs {
  list(): readonly Pack[];
  /** Throws `unknown-pack`. */
  pack(id: string): Pack;
  /** As `pack`, for a programme whose pack may be gone or withheld. */
  find(id: string): Pack | undefined;
  /** Throws `unknown-pack`, or `not-found` when the pack no longer has the entry. Hidden ones are found. */
  entry(pack: string, entry: string): Entry;
  /** Throws as `entry` does. */
  area(pack: string, area: string): Area;
  /** The pack as its files would say it, changes made and hidden weeks left out. Throws as `pack` does. */
  files(pack: string): PackFiles;
  /** An agency's packs that are not used, for something is wrong with them. */
  readonly withheld: readonly WithheldPack[];
}

interface WithheldPack {
  /** The name of its folder; a pack of ours with this name is withheld too. */
  readonly id: string;
  readonly faults: readonly ContentFault[];
}

interface Loaded {
  readonly pack: Pack;
  readonly files: PackFiles;
}

/**
 * Reads `<folder>/<pack>/{pack,questions,weeks}.yaml`, then an agency's own folder: whole packs, and packs of
 * `changes.yaml` alone that change one of ours. One with the name of ours stands in for it. Throws `PackFault` for
 * ours; an agency's pack with a fault is withheld, and ours of that name with it: what the agency changed or hid
 * must not come out after all.
 */
export function loadPacks(folder: string, extraFolder?: string): Packs {
  const ours = loadOurs(folder);
  const packs = new Map(ours);
  const withheld: WithheldPack[] = [];
  for (const { id, loaded, faults } of loadOwn(ours, extraFolder)) {
    if (loaded) packs.set(id, loaded);
    else {
      packs.delete(id);
      withheld.push({ id, faults });
    }
  }

  const sure = (wanted: string): Loaded => {
    const found = packs.get(wanted);
    if (found === undefined) throw new Refusal('unknown-pack');
    return found;
  };
  /** What a card may hold that was posted before the agency changed the pack, or before it was withheld. */
  const shelves = (wanted: string): readonly Pack[] => {
    const all = [packs.get(wanted), ours.get(wanted)].flatMap((loaded) => loaded?.pack ?? []);
    if (all.length === 0) throw new Refusal('unknown-pack');
    return all;
  };
  return {
    withheld,
    list: () => [...packs.values()].map(({ pack }) => pack),
    pack: (id) => sure(id).pack,
    find: (id) => packs.get(id)?.pack,
    files: (id) => sure(id).files,
    entry: (of, wanted) =>
      found(
        shelves(of).flatMap(({ entries, hidden }) => [...entries, ...hidden]),
        wanted,
      ),
    area: (of, wanted) =>
      found(
        shelves(of).flatMap(({ areas }) => areas),
        wanted,
      ),
  };
}

function found<Item extends { readonly id: string }>(items: readonly Item[], wanted: string): Item {
  const item = items.find(({ id }) => id === wanted);
  if (item === undefined) throw new Refusal('not-found');
  return item;
}

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    // An agency's own meeting templates lie beside its packs.
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'templates')
    .map(({ name }) => name)
    .sort();

function loadOurs(folder: string): ReadonlyMap<string, Loaded> {
  const read = foldersIn(folder).map((id) => ({ id, ...loadWhole(join(folder, id), 'ours') }));
  const faults = read.flatMap((one) => one.faults ?? []);
  if (faults.length > 0) throw new PackFault(faults);
  return new Map(read.flatMap(({ id, loaded }) => (loaded ? [[id, loaded] as const] : [])));
}

type Outcome =
  | { readonly loaded: Loaded; readonly faults?: undefined }
  | { readonly loaded?: undefined; readonly faults: readonly ContentFault[] };

const outcome = (loaded: Loaded, faults: readonly ContentFault[]): Outcome =>
  faults.length > 0 ? { faults } : { loaded };

/** Reads and checks one whole pack by itself. */
function loadWhole(folder: string, origin: Pack['origin']): Outcome {
  const read = readWhole(folder);
  if (read.faults) return read;
  const { pack, faults } = composed(read.content, filesOf(folder), { origin });
  return outcome({ pack, files: read.content }, faults);
}

/** In an agency's folder, this one is for templates of meetings. */
export const meetingTemplates = 'templates';

function loadOwn(
  ours: ReadonlyMap<string, Loaded>,
  folder: string | undefined,
): readonly ({ readonly id: string } & Outcome)[] {
  if (folder === undefined) return [];
  // Nobody can tell which of ours it stands in for, so this is no fault of one pack.
  if (!existsSync(folder)) throw new PackFault([{ file: folder, place: 'PACKS_DIR', code: 'no-folder' }]);
  const asked = new Map([...ours.values()].flatMap(({ files }) => files.questions).map(byId));
  const folders = foldersIn(folder).filter((id) => id !== meetingTemplates);
  return folders.map((id) => {
    const read = loadOne(ours, join(folder, id), id);
    const faults = read.loaded ? identityFaults(asked, read.loaded.files, join(folder, id)) : [];
    return { id, ...(faults.length > 0 ? { faults } : read) };
  });
}

function loadOne(ours: ReadonlyMap<string, Loaded>, folder: string, id: string): Outcome {
  const { changes: file, pack } = filesOf(folder);
  if (!existsSync(file)) return loadWhole(folder, 'own');
  if (existsSync(pack)) return { faults: [{ file, place: 'file', code: 'whole-and-changes' }] };
  const wanted = readExtends(folder);
  const base = ours.get(wanted ?? '');
  const read = readChanges(folder, base?.pack.languages ?? ['nb', 'nn', 'en']);
  if (read.faults) return read;
  if (!base) {
    const values = { pack: wanted ?? '', packs: [...ours.keys()].join(', ') };
    return { faults: [{ file, place: 'extends', code: 'unknown-base', values }] };
  }
  const { files, hidden, faults } = changed(base.files, read.content, { file, id });
  const whence = { pack: file, questions: file, weeks: file };
  const made = composed(files, whence, { hidden, origin: 'changed' });
  const weeks = files.weeks.filter((week) => !hidden.includes(week.id));
  return outcome({ pack: made.pack, files: { ...files, weeks } }, [...faults, ...made.faults]);
}

/** One id is one question in all packs, for results put its answers on one line. */
function identityFaults(
  asked: Map<string, RawQuestion>,
  { questions }: PackFiles,
  folder: string,
): readonly ContentFault[] {
  const { changes, questions: own } = filesOf(folder);
  const file = existsSync(changes) ? changes : own;
  return questions.flatMap((question) => {
    const known = asked.get(question.id);
    if (known === undefined) asked.set(question.id, question);
    const fault = known && identityFault(known, question);
    return fault === undefined ? [] : [{ file, place: question.id, ...fault }];
  });
}

const byId = (question: RawQuestion) => [question.id, question] as const;
