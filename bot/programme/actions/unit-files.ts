import { type PeopleActions } from '../../people/actions.ts';
import { type Unit } from '../../people/model.ts';
import { type Database } from '../../platform/database/database.ts';
import { type FileReply } from '../../platform/http/http.ts';
import { type Language, type TextKey, texts } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { type ExportQuery, type ImportBody, type ImportFault, type ImportReply } from '../api/units.ts';
import { changesBetween, isUnchanged, type UnitChanges } from '../model/unit-changes.ts';
import { type FileFault, homesOf, type UnitFile, unitsOf } from '../model/unit-file.ts';
import { type Organisation } from '../model/unit-tree.ts';
import { channelStore } from '../store/channels.ts';
import { kinds, readUnitFile, writeUnitFile } from './unit-tables.ts';
import { checkMeanwhile, unitsEtag } from './units.ts';

export interface UnitFileActions {
  exportUnits(tenant: string, query: ExportQuery, language: Language): Promise<FileReply>;
  /** Throws `import-faults` or `changed-meanwhile`, but never for a dry run. */
  importUnits(tenant: string, body: ImportBody, language: Language): Promise<ImportReply>;
}

const fileTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const;

const mostFaultsTold = 100;

export function unitFileActions(parts: {
  readonly database: Database;
  readonly people: PeopleActions;
}): UnitFileActions {
  const { people } = parts;
  const organisation = async (tenant: string): Promise<Organisation> => ({
    units: await people.units(tenant),
    homes: await people.homes(tenant),
  });
  return {
    async exportUnits(tenant, query, language) {
      const { format, sheet } = query;
      const bytes = await writeUnitFile(await organisation(tenant), query, language);
      const name = texts(language)(
        format === 'csv' ? `setup.file.${sheet}` : 'setup.file.name',
      ).toLowerCase();
      return { bytes, type: fileTypes[format], name: `${name}.${format}` };
    },

    async importUnits(tenant, { format, base64, dryRun = true, ifMatch }, language) {
      const before = await organisation(tenant);
      const read = await readUnitFile(format, base64);
      const { after, homes, faults } = applied(before, read.file, read.faults);
      if (faults.length === 0) faults.push(...(await lostBy(parts, tenant, { before, after })));
      const told = faults.slice(0, mostFaultsTold).map((fault) => toldOf(fault, language));
      if (!dryRun) {
        if (faults.length > 0) throw new Refusal('import-faults', { faults: firstOf(told) });
        await people.replaceUnits(tenant, after.units, homes, (now) => {
          checkMeanwhile(now, { units: after.units, homes }, ifMatch);
        });
      }
      return {
        ...{ faults: told, faultCount: faults.length },
        plan: faults.length > 0 ? null : planOf(changesBetween(before, after), after),
        after: faults.length > 0 ? [] : afterOf(after),
        etag: unitsEtag(dryRun ? before.units : after.units),
      };
    },
  };
}

/** What is not in the file stays as it is: the tree, or the homes of those who are not named. */
function applied(before: Organisation, file: UnitFile, found: readonly FileFault[]) {
  const faults = [...found];
  const units =
    file.units === undefined || found.length > 0 ? before.units : unitsOf(file.units, { faults, kinds });
  const isTree = faults.length === 0;
  const homes = file.people === undefined || !isTree ? [] : homesOf(file.people, units, { faults });
  const named = new Map(homes.map((home) => [home.person, home]));
  const known = new Set(before.homes.map(({ person }) => person));
  const kept = before.homes.map((home) => named.get(home.person) ?? home);
  const after = { units, homes: [...kept, ...homes.filter(({ person }) => !known.has(person))] };
  return { after, homes, faults };
}

/** A unit that the file leaves out must be empty: of people and of channels. */
async function lostBy(
  { database }: { readonly database: Database },
  tenant: string,
  { before, after }: { readonly before: Organisation; readonly after: Organisation },
): Promise<readonly FileFault[]> {
  const known = new Set(after.units.map(({ id }) => id));
  const gone = before.units.filter(({ id }) => !known.has(id));
  const at = { sheet: 'units', row: undefined, column: undefined } as const;
  const channels = (await channelStore(database).of(tenant)).filter(({ state }) => state !== 'removed');
  return gone.flatMap((unit): FileFault[] => {
    const count = after.homes.filter((home) => home.unit === unit.id).length;
    const placed = channels.filter((channel) => channel.unit === unit.id);
    return [
      ...(count > 0 ? [{ ...at, code: 'home-lost' as const, values: { unit: unit.name, count } }] : []),
      ...placed.map(({ name }) => ({
        ...{ ...at, code: 'channel-lost' as const },
        values: { unit: unit.name, channel: name },
      })),
    ];
  });
}

function planOf(changes: UnitChanges, after: Organisation): NonNullable<ImportReply['plan']> {
  const { added, removed, renamed, moved, retyped, reordered, homes } = changes;
  const names = new Map(after.units.map(({ id, name }) => [id, name]));
  const name = (unit: Unit) => unit.name;
  return {
    added: added.map(name),
    removed: removed.map(name),
    renamed: renamed.map(({ from, to }) => ({ from: from.name, to: to.name })),
    moved: moved.map(({ to }) => ({ name: to.name, to: names.get(to.parent ?? '') ?? null })),
    retyped: retyped.map(({ to }) => to.name),
    reordered,
    homesGiven: homes.filter(({ from }) => from === undefined).length,
    homesMoved: homes.filter(({ from }) => from !== undefined).length,
    unchanged: isUnchanged(changes),
  };
}

function afterOf({ units, homes }: Organisation): ImportReply['after'] {
  const own = new Map<string, number>();
  for (const { unit } of homes) own.set(unit, (own.get(unit) ?? 0) + 1);
  return units.map(({ id, name, parent }) => ({
    ...{ id, name },
    parent: parent ?? null,
    homes: own.get(id) ?? 0,
  }));
}

function toldOf(fault: FileFault, language: Language): ImportFault {
  const { sheet = null, row = null, column = null, code, values } = fault;
  const place = placeOf(fault, language);
  const what = texts(language)(`setup.file.fault.${code}`, values);
  return { sheet, row, column, code, message: place === '' ? what : `${place}: ${what}` };
}

function placeOf({ sheet, row, column }: FileFault, language: Language): string {
  if (sheet === undefined) return '';
  const say = texts(language);
  const parts = [say('setup.file.at.sheet', { sheet: say(`setup.file.${sheet}`) })];
  if (row !== undefined) parts.push(say('setup.file.at.row', { row }));
  if (column !== undefined) {
    const title = say(`setup.file.${sheet}.${column}` as TextKey);
    parts.push(say('setup.file.at.column', { column: title }));
  }
  return parts.join(', ');
}

const firstOf = (told: readonly ImportFault[]) =>
  told
    .slice(0, 10)
    .map(({ message }) => message)
    .join(' ');
