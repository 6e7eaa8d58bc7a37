import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type World } from '../../infra/practice/api.ts';
import { serviceEnvironment } from '../../infra/practice/service/environment.ts';
import { readPracticeSettings } from '../../infra/practice/settings.ts';
import { appId, tenantId, type PracticeIdentity } from '../../infra/practice/sign-in/identity.ts';
import { connectorIssuer } from '../../infra/practice/sign-in/sign-in.ts';
import { practiceTokens } from '../../infra/practice/sign-in/tokens.ts';
import { actionOf, nextInOslo, startStory, until, words, type Story } from '../support/story.ts';
import { load, type Client, type Load } from './load.ts';

const PEOPLE = 50;
const REQUESTS = 20;
const ROUNDS = 7;

const person = (at: number) => `0000${String(at).padStart(4, '0')}-0000-4000-8000-000000000000`;
const channel = '19:benk@thread.tacv2';

/** One leader channel of fifty, and somebody to administer it. */
async function putWorld(story: Story): Promise<void> {
  const { people } = await story.state();
  const leaders = Array.from({ length: PEOPLE }, (_one, at) => ({
    ...{
      id: person(at),
      name: `Leder ${String(at)}`,
      title: 'leder',
      locale: 'nb-no',
      roles: [],
      unit: 'Benken',
    },
  })) as World['people'];
  const administrators = people.filter(({ roles }) => roles.length > 0);
  const ids = leaders.map(({ id }) => id);
  const world: World = {
    people: [...leaders, ...administrators],
    teams: [
      {
        ...{
          id: '19:benkteam@thread.tacv2',
          groupId: '11110000-0000-4000-8000-000000000001',
          name: 'Benken',
        },
        ...{ owners: ids.slice(0, 1), members: ids },
      },
    ],
    channels: [
      { id: channel, team: '19:benkteam@thread.tacv2', name: 'Ledergruppen', members: [], installed: true },
    ],
    meetings: [],
  };
  await story.api('PUT', '/api/world', world);
}

function invoke(world: { serviceUrl: string }, from: string, action: unknown): Record<string, unknown> {
  return {
    ...{ type: 'invoke', name: 'adaptiveCard/action', id: `f:${from}`, channelId: 'msteams' },
    serviceUrl: world.serviceUrl,
    from: { id: `29:${from}`, aadObjectId: from, name: 'En leder' },
    recipient: { id: `28:${appId}`, name: 'Lederpuls' },
    conversation: { id: channel, conversationType: 'channel', isGroup: true, tenantId },
    channelData: { tenant: { id: tenantId }, channel: { id: channel } },
    value: { action, trigger: 'manual' },
  };
}

/** A leader who answers, changes the answer, answers again: every second press is stored durably. */
function leaderClient(world: { serviceUrl: string }, from: string, first: unknown): Client {
  let card = first;
  return {
    next(reply) {
      card = (reply as { value?: unknown } | undefined)?.value ?? card;
      return invoke(world, from, actionOf(card, 'answer') ?? actionOf(card, 'change'));
    },
  };
}

async function startBareBot(story: Story, card: unknown): Promise<{ url: string; stop(): void }> {
  const { dataDir, url: practiceUrl } = story.practice;
  const cardPath = join(dataDir, 'card.json');
  writeFileSync(cardPath, JSON.stringify(card));
  const port = await freePort();
  const child = spawn(process.execPath, ['test/bench/bare-bot.ts'], {
    env: {
      ...serviceEnvironment(
        {
          settings: readPracticeSettings({ ...process.env, PRACTICE_DATA: join(dataDir, 'practice') }),
          identity: identityOf(story),
          authority: new URL((await story.state()).serviceUrl).origin,
          ...{ practiceUrl, certificatePath: join(dataDir, 'practice', 'certificate.pem'), agencyName: '' },
        },
        0,
        port,
      ),
      BARE_CARD: cardPath,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return { url: `http://127.0.0.1:${String(port)}/api/messages`, stop: () => child.kill() };
}

const identityOf = (story: Story) =>
  JSON.parse(
    readFileSync(join(story.practice.dataDir, 'practice', 'files', 'identity.json'), 'utf8'),
  ) as PracticeIdentity;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * Fifty leaders at once press their card: signed invoke in, stored answer and refreshed card out, beside a bare
 * botbuilder + restify bot that only returns the same card. Goals: throughput at least 0.5, p99 at most 2.
 * Both get the same signed token throughout, as from Teams within its lifetime; we check it once a minute, the bare
 * bot each time. Short rounds take turns, and the middle one counts, so that a busy machine does not favour either.
 */
export async function benchAnswering(): Promise<void> {
  const story = await startStory({ env: { LOG_LEVEL: 'warn' } });
  try {
    await putWorld(story);
    const world = await story.state();
    await story.clock(nextInOslo(world.now, 1, '08:30'));
    const card = (await until('the weekly card', async () => (await story.cardsIn(channel))[0])).card;
    if (!words(card).includes('5,'))
      throw new Error('The first week has no question on the scale of agreement.');
    const authority = new URL(world.serviceUrl).origin;
    const tokens = await practiceTokens(identityOf(story), {
      ...{ authority, connectorIssuer: connectorIssuer(authority), serviceUrl: world.serviceUrl },
    });
    const authorization = (await tokens.connector()) ?? '';
    const service = `${world.services[0]?.address ?? ''}/api/messages`;
    const bare = await startBareBot(story, card);
    const clients = Array.from({ length: PEOPLE }, (_one, at) => leaderClient(world, person(at), card));
    const measured: Record<'ours' | 'bare', Load[]> = { ours: [], bare: [] };
    const asked = [['bare', bare.url] as const, ['ours', service] as const];
    // The first round warms both up.
    for (let round = 0; round <= ROUNDS; round++)
      for (const [name, url] of asked) {
        const seen = await load(url, authorization, { clients, requests: REQUESTS });
        measured[name] = round === 0 ? [] : [...measured[name], whole(name, seen)];
      }
    bare.stop();
    report(measured);
  } finally {
    await story.stop();
  }
}

function whole(name: string, seen: Load): Load {
  if (seen.failed > 0) throw new Error(`${name}: ${String(seen.failed)} requests failed.`);
  return seen;
}

function report({ ours, bare }: Readonly<Record<'ours' | 'bare', readonly Load[]>>): void {
  const of = (loads: readonly Load[], figure: keyof Load) => middle(loads.map((one) => one[figure]));
  console.table({
    'bare bot': row(bare),
    Lederpuls: row(ours),
    ratio: {
      'answers/s': (of(ours, 'perSecond') / of(bare, 'perSecond')).toFixed(2),
      'p50 ms': (of(ours, 'p50Ms') / of(bare, 'p50Ms')).toFixed(2),
      'p99 ms': (of(ours, 'p99Ms') / of(bare, 'p99Ms')).toFixed(2),
    },
  });
  function row(loads: readonly Load[]) {
    return {
      'answers/s': of(loads, 'perSecond').toFixed(0),
      'p50 ms': of(loads, 'p50Ms').toFixed(1),
      'p99 ms': of(loads, 'p99Ms').toFixed(1),
    };
  }
}
