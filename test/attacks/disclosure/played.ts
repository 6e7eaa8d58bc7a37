import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedDatabase } from '../../../bot/platform/database/embedded.ts';
import { type Database } from '../../../bot/platform/database/database.ts';
import { keysInMemory } from '../../pulses/world.ts';
import { type Agency, type Week } from './agency.ts';
import { type Build, house, type House } from './house.ts';
import { emptyLoot, type Loot, visitorsOf } from './loot.ts';

export const tenant = 'etaten';

/** An agency whose weeks are over, and everything that anybody could fetch on the way. */
export interface Played {
  readonly agency: Agency;
  readonly loot: Loot;
  /** Every text on every result card, by round and unit of the channel. */
  readonly cards: ReadonlyMap<string, readonly string[]>;
}

export const roundOfWeek = (week: Pick<Week, 'number'>): string => `${tenant}-${week.number}`;

/** A real database in a folder of its own, gone when the work is done. */
export async function withDatabase<Result>(
  work: (database: Database, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'lederpuls-attack-'));
  const database = await embeddedDatabase(folder);
  try {
    return await work(database, folder);
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** How often everybody reads the results page: what is printed early must agree with what is printed late. */
const READ_EVERY = 6;

/** `moving`: the administrator keeps next week's homes while this week's round is still open. */
export async function play(agency: Agency, build: Build = {}, moving = false): Promise<Played> {
  return await withDatabase(async (database) => {
    const at = house(database, keysInMemory(), build);
    const { loot, take } = emptyLoot();
    const cards = new Map<string, readonly string[]>();
    for (const [number, week] of agency.weeks.entries()) {
      await at.settle(tenant, week.units, week.homes);
      const round = await at.open(tenant, week.number, week.scales, week.programme);
      await at.fill(round, week.given);
      const next = moving ? agency.weeks[number + 1] : undefined;
      if (next) {
        at.later(30, round);
        await at.settle(tenant, next.units, next.homes);
      }
      await at.close(round);
      if (week.number % READ_EVERY !== 0 && week !== agency.weeks.at(-1)) continue;
      for (const visitor of visitorsOf(tenant, week.homes))
        take(await at.get('/api/results', visitor, { period: 'all' }));
      for (const { id } of week.units) cards.set(`${round.id} ${id}`, await cardTexts(at, round, id));
    }
    return { agency, loot, cards };
  });
}

async function cardTexts(at: House, round: Parameters<House['result']>[0], unit: string) {
  const texts: string[] = [];
  const walk = (part: unknown): void => {
    if (part === null || typeof part !== 'object') return;
    for (const [key, value] of Object.entries(part))
      if (typeof value === 'string' && ['text', 'title', 'label', 'altText'].includes(key)) texts.push(value);
      else walk(value);
  };
  walk(await at.result(round, unit));
  return texts;
}
