import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { moveData } from '../../bot/move.ts';
import { type State, type WorldChannel } from '../../infra/practice/api.ts';
import { postgresForTests, sharedServerVariable, type PostgresForTests } from '../support/postgres.ts';
import {
  actionOf,
  membersOf,
  nextInOslo,
  pressActivity,
  startStory,
  until,
  words,
  type Reply,
  type Story,
} from '../support/story.ts';

interface Backup {
  readonly take: () => Promise<void>;
  /** The service is stopped meanwhile. */
  readonly putBack: () => Promise<void>;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const service = (story: Story, how: 'start' | 'stop') =>
  story.api('POST', '/api/service', { do: how, index: 0 });

/** A week and a day that the backup knows nothing of, then the backup with the keys of now. */
function aRestoredBackup(
  begin: () => Promise<{ story: Story; backup: Backup; end: () => Promise<void> }>,
): void {
  let story: Story;
  let world: State;
  let channels: readonly WorldChannel[];
  let end: () => Promise<void>;
  let before: ReadonlyMap<string, readonly string[]>;
  let firstCard: string;
  let leader: string;

  const ids = async () => {
    const { messages } = await story.state();
    const withCard = messages.filter(({ card, from }) => card !== undefined && from.bot);
    return new Map(
      channels.map(({ id }) => [
        id,
        withCard.filter((one) => one.conversation.startsWith(id)).map((one) => one.id),
      ]),
    );
  };
  const cards = async (number: number) => {
    for (const { id } of channels)
      await until('the card', async () => (await story.cardsIn(id)).length === number);
  };

  beforeAll(async () => {
    const begun = await begin();
    ({ story, end } = begun);
    world = await story.state();
    channels = world.channels.filter(({ installed }) => installed);
    const [first] = channels;
    if (first === undefined) throw new Error('The practice world has no leader channel.');
    await story.clock(nextInOslo(world.now, 1, '08:30'));
    await cards(1);
    firstCard = (await story.cardsIn(first.id))[0]?.id ?? '';
    [leader = ''] = membersOf(world, first);
    for (const person of membersOf(world, first)) await story.press(person, firstCard, '4');
    await begun.backup.take();

    // What the backup does not know: the close with its results, and the next Monday.
    await story.clock(nextInOslo((await story.state()).now, 5, '15:00'));
    await cards(2);
    await story.clock(nextInOslo((await story.state()).now, 1, '08:30'));
    await cards(3);
    before = await ids();

    await service(story, 'stop');
    await begun.backup.putBack();
    await service(story, 'start');
  }, 240_000);
  afterAll(() => end());

  it('posts nothing of what was posted since', async () => {
    // Long enough for two looks in the channel, and for everything due to be settled.
    await pause(6000);
    await story.clock(new Date(Date.parse((await story.state()).now) + 60_000).toISOString());
    await pause(1000);
    expect(await ids()).toEqual(before);
  }, 120_000);

  it('says of each post what is known: found in its channel, or handed over', async () => {
    const admin = world.people.find(({ roles }) => roles.includes('Puls.Admin'))?.id ?? '';
    const last = await until('every channel has its last post settled', async () => {
      const setup = await story.tab<{ channels: { last: { state: string } | null }[] }>(
        admin,
        'GET',
        '/api/setup',
      );
      const states = setup.body.channels.map((channel) => channel.last?.state ?? 'none');
      return states.every((state) => ['posted', 'handed-over'].includes(state)) && states;
    });
    expect(last.length).toBeGreaterThanOrEqual(channels.length);
  }, 120_000);

  it('brings no answer of a closed round back to life', async () => {
    const [first] = channels;
    const shared = (await story.state()).messages.find(({ id }) => id === firstCard)?.card;
    const data = actionOf(shared, 'agenda')?.['data'];
    const action = { type: 'Action.Execute', verb: 'refresh', data };
    const activity = pressActivity({
      ...{ tenant: world.tenant, person: leader, channel: first?.id ?? '', message: firstCard, action },
    });
    const { body } = await story.api<Reply<{ value: unknown }>>('POST', '/api/activities', { activity });
    const said = words(body.value);
    expect(said).not.toMatch(/Du svarte/);
    expect(said).not.toMatch(/\d,\d/);
  }, 60_000);

  it('asks in the round that is open now, and takes answers', async () => {
    const [first] = channels;
    const newest = before.get(first?.id ?? '')?.at(-1) ?? '';
    const reply = await story.press(leader, newest, 'change').catch(() => undefined);
    const card = reply?.body.value ?? (await story.state()).messages.find(({ id }) => id === newest)?.card;
    expect(actionOf(card, 'answer')).toBeDefined();
  }, 60_000);
}

describe('yesterday’s backup of the data folder', () => {
  aRestoredBackup(async () => {
    const story = await startStory();
    const place = { dataDir: join(story.practice.dataDir, 'service'), databaseUrl: undefined };
    const file = join(story.practice.dataDir, 'backup.sqlite');
    const backup = {
      take: () => moveData(place, 'backup', file),
      putBack: () => moveData(place, 'restore', file),
    };
    return { story, backup, end: () => story.stop() };
  });
});

// The set-up has then printed why there is no server and what to do about it.
const onServer = process.env[sharedServerVariable] === '' ? describe.skip : describe;

onServer('yesterday’s backup of the PostgreSQL server', () => {
  aRestoredBackup(async () => {
    const server = await postgresForTests();
    if ('notRun' in server) throw new Error(server.notRun);
    const databaseUrl = await server.freshDatabase();
    const story = await startStory({ databaseUrl });
    const folder = mkdtempSync(join(tmpdir(), 'lederpuls-dump-'));
    const backup = serverBackup(databaseUrl, folder);
    return { story, backup, end: () => ended(story, server, folder) };
  });
});

async function ended(story: Story, server: PostgresForTests, folder: string): Promise<void> {
  await story.stop();
  if ('stop' in server) await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** With the server's own tools where this machine has them for its version, else with our own export. */
function serverBackup(databaseUrl: string, folder: string): Backup {
  const place = { dataDir: folder, databaseUrl };
  const file = join(folder, 'backup');
  let dumped = false;
  const tool = (name: string, ...options: string[]) =>
    spawnSync(name, [...options, file, ...(name === 'pg_dump' ? [databaseUrl] : [])], { encoding: 'utf8' });
  return {
    async take() {
      dumped = tool('pg_dump', '--format=custom', '--no-owner', '--file').status === 0;
      if (!dumped) await moveData(place, 'export', file);
    },
    async putBack() {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      await client.query('drop schema public cascade; create schema public');
      await client.end();
      if (!dumped) await moveData(place, 'import', file);
      else {
        const { status, stderr } = tool(
          'pg_restore',
          '--no-owner',
          '--exit-on-error',
          '--dbname',
          databaseUrl,
        );
        if (status !== 0) throw new Error(stderr);
      }
    },
  };
}
