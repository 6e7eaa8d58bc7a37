import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { freePort } from '../../infra/practice/ports.ts';
import { tenantId } from '../../infra/practice/sign-in/identity.ts';
import { agency, before, channelId, monday, teamId } from './agency.ts';
import { stage, started, stopped, type Stage } from './stage.ts';

const CHANNELS = 2000;
const PER_SECOND = 50;
const LANES = 50;
/** For what a post costs, without limits. */
const COSTED = 600;
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
    await prepared(on, 'data', CHANNELS);
    await withinLimits(on);
    await withoutLimits(on);
  } finally {
    await on.close();
  }
}

/** How many arrived within one second, at most: 50 are let through. */
function busiestSecond(times: readonly number[]): number {
  let from = 0;
  let most = 0;
  for (const [at, time] of times.entries()) {
    while (time - (times[from] ?? 0) >= 1000) from++;
    most = Math.max(most, at - from + 1);
  }
  return most;
}

/** An agency in a data folder of the stage. */
async function prepared(on: Stage, folder: string, channels: number): Promise<void> {
  const database = await embeddedDatabase(join(on.folder, folder));
  await agency(database, { tenant: tenantId, serviceUrl: on.serviceUrl, channels });
  await database.close();
}

async function withinLimits(on: Stage): Promise<void> {
  on.clock(before);
  const service = await started('bot/main.ts', await on.environment({ SEND_PER_SECOND: String(PER_SECOND) }));
  const began = performance.now();
  on.clock(monday);
  await posted(on, CHANNELS);
  const seconds = ((on.arrivals.at(-1)?.atMs ?? 0) - began) / 1000;
  const allowed = CHANNELS / PER_SECOND;
  await stopped(service);
  console.table({
    [`${String(CHANNELS)} channels`]: {
      'last post after s': seconds.toFixed(1),
      'limits allow s': allowed.toFixed(1),
      'first post after s': (((on.arrivals[0]?.atMs ?? 0) - began) / 1000).toFixed(1),
      'most in a second': busiestSecond(on.arrivals.map(({ atMs }) => atMs)),
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
      ...{ BARE_POSTS: String(COSTED), BARE_LANES: String(LANES) },
    });
    const told = await said('test/bench/bare-sender.ts', env);
    const { wallMs, cpuMs } = JSON.parse(told) as Cost;
    costs.push({ wallMs: wallMs / COSTED, cpuMs: cpuMs / COSTED });
  }
  return costs;
}

async function said(script: string, env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return text;
}

/** The round's opening and the first posts are left out: only sending is compared, and both are warm. */
async function ourCost(on: Stage): Promise<Cost> {
  await prepared(on, 'costed', COSTED);
  on.forget();
  on.clock(before);
  const metricsPort = await freePort();
  const service = await started(
    'bot/main.ts',
    await on.environment({
      ...{ SEND_PER_SECOND: '1000', METRICS_PORT: String(metricsPort) },
      ...{ DATA_DIR: join(on.folder, 'costed'), KEY_DIR: join(on.folder, 'costed-keys') },
    }),
  );
  on.clock(monday);
  await posted(on, LANES);
  const [used, warm] = [await processorMs(metricsPort), on.arrivals.length];
  const began = performance.now();
  await posted(on, COSTED);
  const wallMs = (on.arrivals.at(-1)?.atMs ?? 0) - began;
  const spent = (await processorMs(metricsPort)) - used;
  await stopped(service);
  const posts = COSTED - warm;
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
