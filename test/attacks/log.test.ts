import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type State } from '../../infra/practice/api.ts';
import { membersOf, nextInOslo, startStory, until, type Story } from '../support/story.ts';

/** Lives through what people do, and then reads the log as somebody who looks for a person in it. */
let story: Story;
let world: State;
let log: string;

beforeAll(async () => {
  story = await startStory({ env: { LOG_LEVEL: 'debug' } });
  world = await story.state();
  await story.clock(nextInOslo(world.now, 1, '08:30'));
  for (const channel of world.channels.filter(({ installed }) => installed)) {
    const message = await until('the card', async () => (await story.cardsIn(channel.id))[0]?.id);
    for (const person of membersOf(world, channel)) await story.press(person, message, '4');
    await story.type(membersOf(world, channel)[0] ?? '', channel.id, 'jeg svarer 4, hemmelig-ord');
  }
  // Faults are where a log says too much.
  await story.api('POST', '/api/faults', [{ on: 'graph', do: { status: 500 } }]);
  const [meeting] = world.meetings;
  const open = { meeting: meeting?.id, chat: meeting?.chat };
  await story.tab(meeting?.organizer, 'POST', '/api/minutes/open', open);
  await story.tab(meeting?.organizer, 'PUT', '/api/setup/units', { hemmelig: 'hemmelig-ord' });
  await story.api('POST', '/api/activities', { activity: { type: 'invoke', name: 'hemmelig-ord' } });
  await story.clock(nextInOslo((await story.state()).now, 5, '15:00'));
  const files = globSync(join(story.practice.dataDir, '**/*.log'));
  log = files.map((file) => readFileSync(file, 'utf8')).join('\n');
}, 180_000);

afterAll(async () => {
  await story.stop();
});

describe('the log of the service', () => {
  it('was written', () => {
    expect(log).toContain('"event":"started"');
  });

  it('names no person and holds no person’s id', () => {
    const found = world.people.filter(({ id, name }) => log.includes(id) || log.includes(name));
    expect(found).toEqual([]);
  });

  it('holds no answer, no typed word and no token', () => {
    expect(log).not.toMatch(/hemmelig-ord|av 5|"value"|Bearer|eyJ/);
  });

  it('has no line for each answer: their times would tell who', () => {
    const answers = world.channels.flatMap((channel) => membersOf(world, channel)).length;
    expect(log.split('\n').filter((line) => line.includes('"event"')).length).toBeLessThan(answers);
  });
});
