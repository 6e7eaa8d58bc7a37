import { type State } from '../../infra/practice/api.ts';
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

/** Weekly cards in a channel by round: each must stand there exactly once. */
function countedByRound(state: State, channel: string): Map<string, number> {
  const counted = new Map<string, number>();
  for (const { conversation, card, replyTo } of state.messages) {
    const { round } = (actionOf(card, 'agenda')?.['data'] ?? {}) as { round?: string };
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
    const may = new Map<string, Set<string>>();
    let weeks = 0;

    for (let kill = 0; kill < KILLS; kill++) {
      if (kill % 5 === 0) {
        may.clear();
        const monday = nextInOslo((await story.state()).now, 1, '08:30');
        weeks++;
        await Promise.all([story.clock(monday), killAndRestart(draw() * 400)]);
      } else {
        const presses = answerAll(channels, may);
        await killAndRestart(draw() * 600);
        await presses;
      }
      await expectKept(channels, may, weeks);
    }
    expect(weeks).toBeGreaterThan(0);
  }, 900_000);
});

/** Pressed, but the reply was lost: the old or the new answer may count. Acknowledged: only the new one. */
async function answerAll(channels: State['channels'], may: Map<string, Set<string>>): Promise<void> {
  for (const channel of channels) {
    const message = await newestCard(channel.id);
    for (const person of membersOf(world, channel).slice(0, 4)) {
      const value = String(1 + Math.floor(draw() * 5));
      const known = may.get(person) ?? new Set(['none']);
      may.set(person, known.add(value));
      await story.press(person, message, 'change').catch(() => undefined);
      const reply = await story.press(person, message, value).catch(() => undefined);
      if (words(reply?.body.value).includes(`Du svarte ${value} av 5`)) may.set(person, new Set([value]));
    }
  }
}

async function newestCard(channel: string): Promise<string> {
  const cards = await story.cardsIn(channel);
  const weekly = cards.filter(
    ({ conversation, replyTo }) => conversation === channel && replyTo === undefined,
  );
  return weekly.at(-1)?.id ?? '';
}

/** What the service itself says that this person has answered. */
async function answerOf(person: string, channel: string): Promise<string> {
  const message = await newestCard(channel);
  const shared = (await story.cardsIn(channel)).find(({ id }) => id === message)?.card;
  const data = actionOf(shared, 'agenda')?.['data'];
  const action = { type: 'Action.Execute', verb: 'refresh', data };
  const activity = pressActivity({ tenant: world.tenant, person, channel, message, action });
  const { body } = await story.api<Reply<{ value: unknown }>>('POST', '/api/activities', { activity });
  return /Du svarte (\d) av 5/.exec(words(body.value))?.[1] ?? 'none';
}

async function expectKept(
  channels: State['channels'],
  may: ReadonlyMap<string, ReadonlySet<string>>,
  weeks: number,
): Promise<void> {
  await until('every channel has its card of the week', async () => {
    const state = await story.state();
    return channels.every(({ id }) => countedByRound(state, id).size === weeks);
  });
  const state = await story.state();
  for (const { id } of channels) expect(Math.max(...countedByRound(state, id).values())).toBe(1);
  for (const channel of channels)
    for (const person of membersOf(world, channel).slice(0, 4)) {
      const allowed = may.get(person);
      if (allowed !== undefined) expect([...allowed]).toContain(await answerOf(person, channel.id));
    }
}
