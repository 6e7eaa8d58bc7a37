import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { freePort } from '../../infra/practice/ports.ts';
import { tenantId } from '../../infra/practice/sign-in/identity.ts';
import { agency, channelId, mondays, teamId } from './agency.ts';
import { stage, started, stopped, type Stage } from './stage.ts';

const CHANNELS = 2000;
const PER_SECOND = 50;
const LANES = 50;
const ROUNDS = 3;

/** What a post has cost, in milliseconds. */
interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/**
 * The first Monday of 2,000 leader channels: the real service on its embedded database against practice's connector,
 * which answers 429 to whatever is above the published limits. Goals: the last post at most 1.1 times as late as the
 * limits allow, and no 429. Then, without limits, what a post costs beside a bare call of botbuilder's client.
 */
export async function benchPosting(): Promise<void> {
  const numbers = Array.from({ length: CHANNELS }, (_one, at) => at);
  const teams = stage({
    teams: [
      { id: teamId, groupId: '11110000-0000-4000-8000-000000000001', name: 'B', owners: [], members: [] },
    ],
    channels: numbers.map((at) => {
      return { id: channelId(at), team: teamId, name: 'Ledere', members: [], installed: true };
    }),
  });
  const on = await teams;
  try {
    const database = await embeddedDatabase(join(on.folder, 'data'));
    await agency(database, { tenant: tenantId, serviceUrl: on.serviceUrl, channels: CHANNELS });
    await database.close();
    await withinLimits(on);
    await withoutLimits(on);
  } finally {
    await on.close();
  }
}

async function withinLimits(on: Stage): Promise<void> {
  on.clock('2026-09-28T06:00:00Z');
  const service = await started('bot/main.ts', await on.environment({ SEND_PER_SECOND: String(PER_SECOND) }));
  const began = performance.now();
  on.clock(mondays[0]);
  await posted(on, CHANNELS);
  const seconds = ((on.arrivals.at(-1)?.atMs ?? 0) - began) / 1000;
  const allowed = CHANNELS / PER_SECOND;
  await stopped(service);
  console.table({
    [`${String(CHANNELS)} channels`]: {
      'last post after s': seconds.toFixed(1),
      'limits allow s': allowed.toFixed(1),
      ratio: (seconds / allowed).toFixed(3),
      '429': on.arrivals.filter(({ status }) => status === 429).length,
      posts: on.arrivals.filter(({ status }) => status === 201).length,
    },
  });
}

async function withoutLimits(on: Stage): Promise<void> {
  writeFileSync(join(on.folder, 'card.json'), JSON.stringify(on.card()));
  on.limit(false);
  const bare = await bareCosts(on);
  const ours = await ourCost(on);
  const middle = bare.sort((a, b) => a.wallMs - b.wallMs)[Math.floor(bare.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured.');
  console.table({
    'bare connector call': row(middle),
    Lederpuls: row(ours),
    ratio: {
      'wall ms a post': (ours.wallMs / middle.wallMs).toFixed(2),
      'cpu ms a post': (ours.cpuMs / middle.cpuMs).toFixed(2),
    },
  });
}

const row = ({ wallMs, cpuMs }: Cost) => ({
  'wall ms a post': wallMs.toFixed(2),
  'cpu ms a post': cpuMs.toFixed(2),
});

async function bareCosts(on: Stage): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    on.forget();
    const env = await on.environment({
      ...{ BARE_CARD: join(on.folder, 'card.json'), BARE_SERVICE_URL: on.serviceUrl },
      ...{ BARE_AUDIENCE: 'https://api.botframework.com' },
      ...{ BARE_POSTS: String(CHANNELS), BARE_LANES: String(LANES) },
    });
    const told = await said('test/bench/bare-sender.ts', env);
    const { wallMs, cpuMs } = JSON.parse(told) as Cost;
    costs.push({ wallMs: wallMs / CHANNELS, cpuMs: cpuMs / CHANNELS });
  }
  return costs;
}

async function said(script: string, env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return text;
}

/** The round's opening is left out: only sending is compared. The second Monday, so that everything is warm. */
async function ourCost(on: Stage): Promise<Cost> {
  on.forget();
  on.clock('2026-10-02T15:00:00Z');
  const metricsPort = await freePort();
  const service = await started(
    'bot/main.ts',
    await on.environment({ SEND_PER_SECOND: '1000', METRICS_PORT: String(metricsPort) }),
  );
  const cpuMs = () => processorMs(metricsPort);
  // Results and edits of the first week go out first.
  await quiet(on);
  on.forget();
  on.clock(mondays[1]);
  await posted(on, LANES);
  const [used, before] = [await cpuMs(), on.arrivals.length];
  const began = performance.now();
  await posted(on, CHANNELS);
  const wallMs = (on.arrivals.at(-1)?.atMs ?? 0) - began;
  const spent = (await cpuMs()) - used;
  await stopped(service);
  const posts = CHANNELS - before;
  return { wallMs: wallMs / posts, cpuMs: spent / posts };
}

async function processorMs(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${String(port)}/metrics`)).text();
  return Number(/process_cpu_seconds_total ([\d.e-]+)/.exec(text)?.[1]) * 1000;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function posted(on: Stage, posts: number): Promise<void> {
  const deadline = performance.now() + 300_000;
  while (on.arrivals.filter(({ status }) => status === 201).length < posts) {
    if (performance.now() > deadline) throw new Error(`Only ${String(on.arrivals.length)} calls arrived.`);
    await pause(20);
  }
}

async function quiet(on: Stage): Promise<void> {
  for (let before = -1; on.arrivals.length > before; await pause(7000)) before = on.arrivals.length;
}
