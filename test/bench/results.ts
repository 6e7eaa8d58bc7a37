import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batches, type Database } from '../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { pulseResults } from '../../bot/pulses/actions/results.ts';
import { resultsQuery } from '../../bot/pulses/api.ts';
import { resultsReply } from '../../bot/pulses/cards/reply.ts';
import { type PulseTables } from '../../bot/pulses/store/tables.ts';

const tenant = 'etat';
const ROUNDS = 260;
const DEPARTMENT = 25;
const AREAS = 6;
const now = new Date(Date.UTC(2032, 0, 1));
const same = (text: string) => ({ nb: text, nn: text, en: text });

/** Agency, departments and sections, `count` in all. */
function tree(count: number) {
  const departments = Math.ceil((count - 1) / (DEPARTMENT + 1));
  return Array.from({ length: count }, (_, at) => {
    if (at === 0) return { unit: 'u0', parent: null, kind: 'agency' as const };
    if (at <= departments) return { unit: `u${at}`, parent: 'u0', kind: 'department' as const };
    return { unit: `u${at}`, parent: `u${1 + (at % departments)}`, kind: 'section' as const };
  });
}

/** Five years of weekly rounds in six areas, as they are kept after closing. */
async function fill(database: Database, units: ReturnType<typeof tree>): Promise<void> {
  for (let number = 0; number < ROUNDS; number++)
    await database.transaction(async (connection) => {
      const tables = connection.tables<PulseTables>();
      const round = `r${number}`;
      const closes_at = new Date(now.getTime() - (ROUNDS - number) * 7 * 86_400_000).toISOString();
      const at = { tenant, round };
      const open = { opens_at: closes_at, closes_at, closed_at: closes_at, state: 'closed' as const };
      const row = {
        ...at,
        ...open,
        programme: 'p',
        week: `2030-W${String(1 + (number % 52)).padStart(2, '0')}`,
      };
      await tables
        .insertInto('pulse_round')
        .values({ ...row, rules: null, comments: 0 })
        .execute();
      const area = `omrade-${number % AREAS}`;
      const wording = {
        area: { id: area, name: same(area) },
        text: same('Hos oss?'),
        low: same('uenig'),
        high: same('enig'),
        options: [],
      };
      const question = {
        question: area,
        version: 1,
        scale: 'agree5' as const,
        wording: JSON.stringify(wording),
      };
      await tables
        .insertInto('pulse_question')
        .values({ ...at, position: 0, ...question })
        .execute();
      await tables
        .insertInto('pulse_receipt')
        .values({ ...at, outcome: 'closed', closed_at: closes_at, key_destroyed_at: closes_at })
        .execute();
      const snapshot = units.map(({ unit, parent, kind }, position) => {
        return { ...at, unit, name: `Enhet ${unit}`, kind, parent, homes: 10, position, elsewhere: 0 };
      });
      if (number === ROUNDS - 1)
        for (const rows of batches(snapshot)) await tables.insertInto('pulse_unit').values(rows).execute();
      const cells = units.map(({ unit }, position) => {
        const figures = { value_tenths: 25 + ((number + position) % 20), bound: 'about', margin_tenths: 7 };
        const none = { value_tenths: null, bound: null, margin_tenths: null };
        const isHidden = position % 5 === 4;
        return {
          ...at,
          position: 0,
          unit,
          why: isHidden ? 'too-few-answers' : null,
          ...(isHidden ? none : figures),
          shares: null,
          widened: 0,
        };
      });
      for (const rows of batches(cells)) await tables.insertInto('pulse_cell').values(rows).execute();
      const rates = units.map(({ unit }) => ({ ...at, unit, why: null, percent: 75, bound: 'about' }));
      for (const rows of batches(rates)) await tables.insertInto('pulse_rate').values(rows).execute();
    });
}

interface Measured {
  readonly what: string;
  readonly units: number;
  readonly rows: number;
  readonly pageMs: number;
  readonly bareMs: number;
  readonly replyKb: number;
}

/** The page's whole query, from the filters to the reply's bytes, beside a bare SELECT of the cells and rates in it. */
async function measure(
  database: Database,
  units: number,
  query: Readonly<Record<string, string>>,
): Promise<Measured> {
  const surroundings = {
    database,
    clock: { now: () => now },
    programme: { round: () => Promise.resolve(undefined), zone: () => Promise.resolve('Europe/Oslo') },
    packs: { find: () => undefined },
  };
  const wanted = { tenant, reach: 'all' as const, comments: true, query: resultsQuery.parse(query) };
  const page = async () => JSON.stringify(resultsReply(await pulseResults(surroundings, wanted), 'nb'));
  const reply = JSON.parse(await page()) as ReturnType<typeof resultsReply>;
  const places = [...Map.groupBy(reply.rounds, ({ cells }) => cells.length)].map(([, rounds]) => ({
    rounds: rounds.map(({ id }) => id),
    units: rounds[0]?.cells.map(({ unit }) => unit) ?? [],
  }));
  const bare = async () => {
    const tables = database.tables<PulseTables>();
    const rows: unknown[] = [];
    for (const of of places) {
      const cells = tables.selectFrom('pulse_cell').selectAll().where('tenant', '=', tenant);
      const rates = tables.selectFrom('pulse_rate').selectAll().where('tenant', '=', tenant);
      const chosen = cells.where('position', '=', 0).where('round', 'in', of.rounds);
      rows.push(...(await chosen.where('unit', 'in', of.units).execute()));
      rows.push(...(await rates.where('round', 'in', of.rounds).where('unit', 'in', of.units).execute()));
    }
    return rows.length;
  };
  const rows = await bare();
  const [pageMs, bareMs] = [await fastest(page), await fastest(bare)];
  const replyKb = (await page()).length / 1024;
  const name = Object.values(query).join(', ');
  return { what: name, units, rows, pageMs, bareMs, replyKb };
}

async function fastest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 8; turn++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times.slice(2));
}

async function measureAll(count: number): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lederpuls-bench-'));
  const database = await embeddedDatabase(folder);
  try {
    await fill(database, tree(count));
    const measured: Measured[] = [];
    for (const query of [
      { period: '12m', show: 'page' },
      { period: 'all', show: 'page' },
      { period: 'all', show: 'tree' },
      { period: 'all', show: 'page', unit: 'u1' },
    ])
      measured.push(await measure(database, count, query));
    return measured;
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The results page over five years of weekly rounds in six areas, for 500 units and for ten times as many. */
export async function benchResults(): Promise<void> {
  const small = await measureAll(500);
  const large = await measureAll(5000);
  const row = ({ what, units, rows, pageMs, bareMs, replyKb }: Measured) => ({
    ...{ query: what, units, 'rows read': rows },
    'page, ms': pageMs.toFixed(1),
    'bare select, ms': bareMs.toFixed(1),
    ratio: (pageMs / bareMs).toFixed(1),
    'reply, KB': replyKb.toFixed(0),
  });
  console.table([...small, ...large].map(row));
  for (const [at, one] of small.entries()) {
    const other = large[at];
    if (other)
      console.log(
        `${one.what}: ten times the units, ${(other.pageMs / one.pageMs).toFixed(1)} times the time`,
      );
  }
}
