import { type State } from '../../infra/practice/api.ts';
import { membersOf, nextInOslo, startStory, until, type Story } from '../support/story.ts';

/** Real kills of the real service; `npm run soak` asks for more. */
const KILLS = Number(process.env['KILLS'] ?? 20);

let story: Story;
let world: State;
let draw: () => number;

/** The same kills every time: a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function killAndRestart(afterMs: number): Promise<void> {
  await pause(afterMs);
  await story.api('POST', '/api/service', { do: 'kill', index: 0 });
  await story.api('POST', '/api/service', { do: 'start', index: 0 });
}

/** Cards of one kind in a channel by round: every round must stand there exactly once. */
function countedByRound(state: State, channel: string): Map<string, number> {
  const counted = new Map<string, number>();
  for (const { conversation, card, replyTo } of state.messages) {
    const refresh = card?.['refresh'] as { action?: { data?: { round?: string } } } | undefined;
    const round = refresh?.action?.data?.round;
    if (conversation !== channel || replyTo !== undefined || round === undefined) continue;
    counted.set(round, (counted.get(round) ?? 0) + 1);
  }
  return counted;
}

beforeAll(async () => {
  story = await startStory();
  world = await story.state();
  draw = seeded(20_261_123);
}, 120_000);

afterAll(async () => {
  await story.stop();
});

describe('the service, killed at any moment', () => {
  it('loses no acknowledged answer and posts no card twice', async () => {
    const channels = world.channels.filter(({ installed }) => installed);
    const acknowledged = new Map<string, string>();
    let weeks = 0;
    let monday = '';

    for (let kill = 0; kill < KILLS; kill++) {
      if (kill % 5 === 0) {
        acknowledged.clear();
        monday = nextInOslo((await story.state()).now, 1, '08:30');
        weeks++;
        await Promise.all([story.clock(monday), killAndRestart(draw() * 400)]);
      } else {
        const presses = answerAll(channels, acknowledged);
        await killAndRestart(draw() * 600);
        await presses;
      }
      await expectKept(channels, acknowledged, weeks);
    }
    expect(weeks).toBeGreaterThan(0);
  }, 900_000);
});

async function answerAll(channels: State['channels'], acknowledged: Map<string, string>): Promise<void> {
  for (const channel of channels) {
    const { id } = channel;
    const cards = await story.cardsIn(id);
    const message = cards
      .filter(({ conversation, replyTo }) => conversation === id && replyTo === undefined)
      .at(-1);
    for (const person of membersOf(world, channel).slice(0, 4)) {
      if (message === undefined) continue;
      const value = String(1 + Math.floor(draw() * 5));
      const has = acknowledged.has(person);
      const reply = await story.press(person, message.id, has ? 'change' : value).catch(() => undefined);
      // Only an answer that came back as this person's own state counts as acknowledged.
      if (!has && JSON.stringify(reply?.body ?? '').includes(`${value} av 5`))
        acknowledged.set(person, value);
    }
  }
}

async function expectKept(
  channels: State['channels'],
  acknowledged: ReadonlyMap<string, string>,
  weeks: number,
): Promise<void> {
  await until('every channel has its card of the week', async () => {
    const state = await story.state();
    return channels.every(({ id }) => countedByRound(state, id).size === weeks);
  });
  const state = await story.state();
  for (const { id } of channels) expect(Math.max(...countedByRound(state, id).values())).toBe(1);
  for (const [person, value] of acknowledged) {
    const own = (await story.state(person)).messages.flatMap(({ cards }) => Object.values(cards));
    expect(JSON.stringify(own)).toContain(`${value} av 5`);
  }
}
