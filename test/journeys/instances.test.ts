import { spawnSync } from 'node:child_process';
import { type ServiceState } from '../../infra/practice/api.ts';
import { postgresForTests, sharedServerVariable, type PostgresForTests } from '../support/postgres.ts';
import { actionOf, membersOf, nextInOslo, startStory, until, words, type Story } from '../support/story.ts';

const start = (story: Story, index: number) =>
  story.api<ServiceState>('POST', '/api/service', { do: 'start', index });

describe('a second service on the embedded database', () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory();
  }, 120_000);
  afterAll(() => story.stop());

  it('refuses at once, says why, and leaves the first one alone', async () => {
    const second = await start(story, 1);
    expect(second.state).toBe('failed');
    const said = second.lastLines.join('\n');
    expect(said).toMatch(/another|already|DATABASE_URL/i);
    expect(said).not.toMatch(/at .*\.ts:\d+/);
    expect((await story.state()).services[0]?.state).toBe('running');
  });
});

describe('the service without its identity', () => {
  it('refuses to start and names every setting with its cure', () => {
    const env = { PATH: process.env['PATH'], MicrosoftAppType: 'SingleTenant' };
    const { status, stderr } = spawnSync(process.execPath, ['bot/main.ts'], { env, encoding: 'utf8' });
    expect(status).toBe(1);
    for (const name of ['MicrosoftAppId', 'MicrosoftAppTenantId'])
      expect(stderr).toContain(`${name} is missing`);
    expect(stderr).not.toMatch(/at .*\.ts:\d+/);
  });
});

// The set-up has then printed why there is no server and what to do about it.
const onServer = process.env[sharedServerVariable] === '' ? describe.skip : describe;

onServer('two services on one PostgreSQL', () => {
  let story: Story;
  let server: PostgresForTests;
  beforeAll(async () => {
    server = await postgresForTests();
    if ('notRun' in server) throw new Error(server.notRun);
    story = await startStory({ databaseUrl: await server.freshDatabase() });
  }, 120_000);
  afterAll(async () => {
    await story.stop();
    if ('stop' in server) await server.stop();
  });

  it('post each card once, and either can be lost at any moment', async () => {
    expect((await start(story, 1)).state).toBe('running');
    const world = await story.state();
    const channels = world.channels.filter(({ installed }) => installed);

    await story.clock(nextInOslo(world.now, 1, '08:30'));
    for (const { id } of channels) await until('the weekly card', async () => (await story.cardsIn(id))[0]);
    const [first] = channels;
    if (first === undefined) throw new Error('The practice world has no leader channel.');
    const message = (await story.cardsIn(first.id))[0]?.id ?? '';
    const [leader = ''] = membersOf(world, first);
    const answered = await story.press(leader, message, '4');
    expect(words(answered.body.value)).toContain('Du svarte 4 av 5');

    await story.api('POST', '/api/service', { do: 'kill', index: 1 });
    await story.clock(nextInOslo((await story.state()).now, 5, '15:00'));
    for (const { id } of channels)
      await until('the result', async () => (await story.cardsIn(id)).length === 2);
    await story.clock(nextInOslo((await story.state()).now, 1, '08:30'));
    for (const { id } of channels)
      await until('the next card', async () => (await story.cardsIn(id)).length === 3);

    const rounds = (await story.cardsIn(first.id))
      .filter(({ replyTo, conversation }) => replyTo === undefined && conversation === first.id)
      .map(({ card }) => (actionOf(card, 'agenda')?.['data'] as { round: string }).round);
    expect(new Set(rounds).size).toBe(2);
    expect(rounds).toHaveLength(2);
  }, 120_000);
});
