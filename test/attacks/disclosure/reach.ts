import { keysInMemory } from '../../pulses/world.ts';
import { agencyOf, type Week } from './agency.ts';
import { house, type House, type Visitor } from './house.ts';
import { textsIn } from './loot.ts';
import { withDatabase } from './played.ts';
import { count, type Count } from './report.ts';

/** Two tenants in one database: may anybody read a byte that is not theirs? */

export interface Reach {
  /** Bytes of another tenant, in every reply to every role. */
  readonly ofOthers: Count;
  /** Bytes of units outside what a role may see. */
  readonly ofUnits: Count;
}

const LEADERS = 2;
const tenants = ['fylket', 'kommunen'] as const;

/** `weakened` gives everybody the role of HR at the other tenant, as a route that forgets to ask would. */
export async function attackReach(weakened = false): Promise<Reach> {
  return await withDatabase(async (database) => {
    const at = house(database, keysInMemory());
    const lived = tenants.flatMap((tenant, seed) =>
      agencyOf(70 + seed, 'ordinary', 1).weeks.map((week) => ({ tenant, week: named(week, tenant) })),
    );
    for (const { tenant, week } of lived) {
      await at.settle(tenant, week.units, week.homes);
      const round = await at.open(tenant, 1, week.scales);
      await at.fill(round, week.given);
      await at.close(round);
    }
    let foreign = 0;
    let outside = 0;
    let bytes = 0;
    for (const { tenant, week } of lived) {
      const other = tenants.find((one) => one !== tenant) ?? tenant;
      for (const { visitor, may } of visitors(tenant, week).slice(0, weakened ? 3 : Infinity)) {
        const asked = weakened ? { ...visitor, tenant: other, roles: ['Puls.HR' as const] } : visitor;
        for (const { path, texts } of await everyReply(at, asked, week)) {
          bytes += texts.reduce((all, text) => all + text.length, 0);
          foreign += bytesOf(texts, (text) => text.includes(other));
          outside += bytesOf(texts, (text) => text !== visitor.id && !may(text, path));
        }
      }
    }
    return { ofOthers: count(foreign, bytes), ofUnits: count(outside, bytes) };
  });
}

/** Every id and every name says whose it is, so that a stray byte can be told. */
function named(week: Week, tenant: string): Week {
  const own = (id: string) => `${tenant}-${id}`;
  return {
    ...week,
    units: week.units.map((unit) => ({
      ...unit,
      id: own(unit.id),
      name: own(unit.name),
      parent: unit.parent && own(unit.parent),
    })),
    homes: new Map([...week.homes].map(([person, unit]) => [own(person), own(unit)])),
    given: week.given.map((one) => ({ ...one, person: own(one.person), unit: own(one.unit) })),
  };
}

interface Entitled {
  readonly visitor: Visitor;
  /** May this text, an id or a name, stand in a reply to them? */
  readonly may: (text: string, path: string) => boolean;
}

function visitors(tenant: string, { units, homes }: Week): readonly Entitled[] {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const naming = (id: string) => [id, units.find((unit) => unit.id === id)?.name ?? id];
  const allBut = (some: readonly string[]) => {
    const strange = units.filter(({ id }) => !some.includes(id)).flatMap(({ id }) => naming(id));
    return (text: string) => !strange.includes(text) && !homes.has(text);
  };
  const chain = (unit: string): readonly string[] => {
    const above = parents.get(unit);
    return above === undefined ? [unit] : [unit, ...chain(above)];
  };
  const root = units.filter(({ parent }) => parent === undefined).map(({ id }) => id);
  const anybody = new Map([...homes].map(([person, unit]) => [unit, person]));
  return [
    { visitor: { tenant, id: 'hr', roles: ['Puls.HR'] }, may: (text) => !homes.has(text) },
    // The representatives read which units the pulses were discussed for, and the figures of the agency alone.
    {
      visitor: { tenant, id: 'rep', roles: ['Puls.Representative'] },
      may: (text, path) => path.startsWith('/api/trust') || allBut(root)(text),
    },
    // The administrator keeps the tree and the homes, and reads of results the agency's alone.
    {
      visitor: { tenant, id: 'admin', roles: ['Puls.Admin'] },
      may: (text, path) => path === '/api/trust' || !/\d,\d/.test(text),
    },
    { visitor: { tenant, id: 'utenfor', roles: [] }, may: allBut([]) },
    // Leaders of a few units: to make a file for each would take minutes.
    ...[...anybody].slice(0, LEADERS).map(([unit, id]): Entitled => ({
      visitor: { tenant, id, roles: [] },
      may: allBut(chain(unit)),
    })),
  ];
}

interface Said {
  readonly path: string;
  readonly texts: readonly string[];
}

/** Every route, in every form it is exported in, and every typed command. */
async function everyReply(at: House, visitor: Visitor, week: Week): Promise<readonly Said[]> {
  const said: Said[] = [];
  for (const path of at.routes.keys())
    for (const query of path.includes('export') ? [{ format: 'xlsx' }, { format: 'pdf' }] : [{}])
      said.push({ path, texts: textsIn(await at.get(path, visitor, query)) });
  const unit = week.homes.get(visitor.id);
  if (unit !== undefined)
    for (const command of at.commands())
      said.push({ path: command, texts: textsIn(await at.type(visitor, unit, command, 'personal')) });
  return said;
}

const bytesOf = (texts: readonly string[], foreign: (text: string) => boolean): number =>
  texts.filter(foreign).reduce((all, { length }) => all + length, 0);
