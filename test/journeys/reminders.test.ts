import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type State } from '../../infra/practice/api.ts';
import { likelyAnswer } from '../../infra/practice/page/steps/answers.ts';
import { membersOf, nextInOslo, startStory, until, words, type Story } from '../support/story.ts';

let story: Story;
let world: State;
/** The nine leaders of the largest section. */
let leaders: readonly string[];
let channel: string;

const leader = (number: number) => leaders[number] ?? '';

/** Every reminder in somebody's own chat with the bot, oldest first. */
async function remindersOf(
  person: string,
): Promise<readonly { readonly id: string; readonly text: string }[]> {
  const state = await story.state();
  return state.messages
    .filter((message) => message.conversation === state.personalChats[person])
    .map(({ id, card }) => ({ id, text: words(card) }))
    .filter(({ text }) => text.includes('venter på deg') || text.includes('ventar på deg'));
}

/** How many each of the leaders has had so far. */
const counts = async () => (await Promise.all(leaders.map(remindersOf))).map(({ length }) => length);

async function moveTo(weekday: number, time: string): Promise<void> {
  await story.clock(nextInOslo((await story.state()).now, weekday, time));
}

async function newestCard(): Promise<string> {
  return until('the card of the week', async () => {
    const { now } = await story.state();
    const cards = await story.cardsIn(channel);
    const weekly = cards.filter((one) => one.replyTo === undefined && one.conversation === channel);
    const newest = weekly.at(-1);
    return newest && Date.parse(now) - Date.parse(newest.sentAt) < 4 * 86_400_000 ? newest.id : undefined;
  });
}

/** Whatever the week asks, in buttons or in a form. */
async function answer(person: string, message: string): Promise<void> {
  const found = (await story.state(person)).messages.find(({ id }) => id === message);
  const likely = likelyAnswer(found?.cards[person] ?? found?.card, () => 0.4);
  const { title = '', id } = likely?.action ?? {};
  const { body } = await story.press(person, message, id ?? title, likely?.inputs);
  expect(words(body.value)).toMatch(/Takk/);
}

async function typed(person: string, text: string): Promise<string> {
  const conversation = (await story.state()).personalChats[person] ?? '';
  const before = (await story.cardsIn(conversation)).length;
  await story.type(person, conversation, text);
  return until('an answer', async () => {
    const cards = await story.cardsIn(conversation);
    return cards.length > before ? cards.at(-1)?.id : undefined;
  });
}

beforeAll(async () => {
  story = await startStory({ env: { LOG_LEVEL: 'debug' } });
  world = await story.state();
  const [largest] = world.channels
    .filter(({ installed }) => installed)
    .map((one) => ({ id: one.id, members: membersOf(world, one) }))
    .sort((a, b) => b.members.length - a.members.length);
  leaders = largest?.members ?? [];
  channel = largest?.id ?? '';
}, 120_000);

afterAll(async () => {
  await story.stop();
});

describe('reminders in the leaders’ own chats', () => {
  it('come on Wednesday at nine to whoever has not answered, once', async () => {
    await moveTo(1, '08:30');
    const card = await newestCard();
    await answer(leader(0), card);
    // Asked for on the weekly card, for the day after.
    const { body } = await story.press(leader(1), card, 'snooze');
    expect(words(body.value)).toMatch(/(Jeg|Eg) minner deg t(ir|y)sdag kl\. 09\.00/);
    // Typed in the own chat: off, and a pause.
    await story.press(leader(2), await typed(leader(2), 'påminnelser'), 'reminders-off');
    const pause = await typed(leader(3), 'pause');
    const reply = await story.press(leader(3), pause, 'reminders-pause', { until: '2027-06-01' });
    expect(words(reply.body.value)).toMatch(/på pause til t(ir|y)sdag 1\. juni/);

    await moveTo(2, '09:00');
    expect(await counts()).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0]);
    await moveTo(3, '09:00');
    expect(await counts()).toEqual([0, 1, 0, 0, 1, 1, 1, 1, 1]);
    await moveTo(4, '09:00');
    expect(await counts()).toEqual([0, 1, 0, 0, 1, 1, 1, 1, 1]);
  }, 120_000);

  it('can be asked for once more, and survive a restart', async () => {
    const [reminder] = await remindersOf(leader(4));
    const { body } = await story.press(leader(4), reminder?.id ?? '', 'snooze');
    expect(words(body.value)).toMatch(/(Jeg|Eg) minner deg fredag kl\. 09\.00/);
    await story.api('POST', '/api/service', { do: 'kill', index: 0 });
    await story.api('POST', '/api/service', { do: 'start', index: 0 });
    await moveTo(5, '09:00');
    expect(await counts()).toEqual([0, 1, 0, 0, 2, 1, 1, 1, 1]);
  }, 120_000);

  it('stop after two rounds without an answer, and begin again after one', async () => {
    const before = await counts();
    const reminded: boolean[][] = [];
    for (const week of [2, 3, 4]) {
      await moveTo(5, '15:00');
      await moveTo(1, '08:30');
      const card = await newestCard();
      for (const [number, person] of leaders.entries())
        if (number < 5 || (week === 3 && number === 5)) await answer(person, card);
      await moveTo(3, '09:00');
      const now = await counts();
      reminded.push(now.map((count, number) => count > (before[number] ?? 0)));
      before.splice(0, before.length, ...now);
    }
    const nobody = Array.from({ length: 5 }, () => false);
    expect(reminded).toEqual([
      // The second week that five of them let go by.
      [...nobody, true, true, true, true],
      [...nobody, false, false, false, false],
      [...nobody, true, false, false, false],
    ]);
  }, 240_000);

  it('hold nobody up whom Teams does not let us write to', async () => {
    await moveTo(5, '15:00');
    await moveTo(1, '08:30');
    await newestCard();
    const before = await counts();
    await story.api('POST', '/api/faults', [
      { on: 'connector', method: 'POST', path: '/v3/conversations', times: 1, do: { status: 403 } },
    ]);
    // Christmas Day takes the Friday, so the middle of the week is a Tuesday.
    await moveTo(2, '09:00');
    const after = await counts();
    const asked = leaders.filter((_, number) => (after[number] ?? 0) > (before[number] ?? 0));
    // Four have answered lately and want to be reminded; one of them has closed the door.
    expect(asked).toHaveLength(3);
    expect((await story.state()).services[0]?.state).toBe('running');
  }, 120_000);

  it('leave nothing in the log, about anybody', () => {
    const files = globSync(join(story.practice.dataDir, '**/*.log'));
    const log = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    expect(log).toContain('"event":"started"');
    expect(log).not.toMatch(/remind|påminn|snooze|29:1|a:1/i);
    expect(world.people.filter(({ id, name }) => log.includes(id) || log.includes(name))).toEqual([]);
    expect(log).not.toContain('"event":"bug"');
  });
});
