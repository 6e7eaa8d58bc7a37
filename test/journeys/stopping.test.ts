import { type MeetingView } from '../../bot/minutes/api.ts';
import { type Fault, type ServiceState, type State } from '../../infra/practice/api.ts';
import { membersOf, nextInOslo, startStory, until, words, type Story } from '../support/story.ts';

/** What an orchestrator waits for before it kills, and what we promise. */
const STOP_WITHIN_MS = 10_000;

let story: Story;
let world: State;

beforeAll(async () => {
  story = await startStory({ env: { SEND_DEADLINE_MS: '4000' } });
  world = await story.state();
}, 120_000);
afterAll(() => story.stop());

const faults = (...list: Fault[]) => story.api('POST', '/api/faults', list);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** SIGTERM; answers how long the process took to end. */
async function stop(): Promise<number> {
  const began = Date.now();
  const { state } = await story.api<ServiceState>('POST', '/api/service', { do: 'stop', index: 0 });
  expect(state).toBe('stopped');
  return Date.now() - began;
}

const start = () => story.api<ServiceState>('POST', '/api/service', { do: 'start', index: 0 });
const installed = () => world.channels.filter(({ installed: there }) => there);
const asked = async (path: string) =>
  (await story.api<{ requests: { path: string }[] }>('GET', '/api/connector/requests')).requests.some((one) =>
    one.path.includes(path),
  );

describe('the service, told to stop', () => {
  it('while it posts, ends in time and neither loses nor repeats a card', async () => {
    await faults(
      { on: 'connector', method: 'POST', path: '/v3/conversations', times: 1, do: { slowMs: 1500 } },
      { on: 'connector', method: 'POST', path: '/v3/conversations', times: 1, do: 'hang-after-accept' },
    );
    const moved = story.clock(nextInOslo(world.now, 1, '08:30')).catch(() => undefined);
    await until('the first call', () => asked('/v3/conversations'));
    expect(await stop()).toBeLessThan(STOP_WITHIN_MS);
    await moved;
    await faults();
    await start();
    for (const { id } of installed()) await until('the card', async () => (await story.cardsIn(id))[0]);
    await pause(2500);
    for (const { id } of installed()) expect(await story.cardsIn(id)).toHaveLength(1);
  }, 120_000);

  it('while somebody presses, answers and has stored what it answered', async () => {
    const [channel] = installed();
    if (channel === undefined) throw new Error('The practice world has no leader channel.');
    const [leader = ''] = membersOf(world, channel);
    const message = (await story.cardsIn(channel.id))[0]?.id ?? '';
    await stop();
    await start();
    // The new process asks Teams who is in the channel, and has to wait for the answer.
    await faults({ on: 'connector', method: 'GET', path: 'members', times: 1, do: { slowMs: 2000 } });
    const pressing = story.press(leader, message, '4');
    await pause(700);
    expect(await stop()).toBeLessThan(STOP_WITHIN_MS);
    expect(words((await pressing).body.value)).toContain('Du svarte 4 av 5');
    await faults();
    await start();
    const again = await story.press(leader, message, 'change');
    expect(words(again.body.value)).toMatch(/4/);
  }, 120_000);

  it('while a meeting is followed live, ends the stream, and a meeting that is being published is', async () => {
    const [meeting] = world.meetings;
    if (meeting === undefined) throw new Error('The practice world has no meeting.');
    const chair = meeting.organizer;
    const open = () =>
      story.tab<MeetingView>(chair, 'POST', '/api/minutes/open', { meeting: meeting.id, chat: meeting.chat });
    const { body: view } = await open();
    const path = (rest: string) => `/api/minutes/meetings/${view.id}${rest}`;
    await story.tab(chair, 'POST', path('/start'), {});
    const address = (await story.state()).services[0]?.address ?? '';
    const stream = await fetch(`${address}${path('/live?after=0')}`, {
      headers: { authorization: `Bearer ${await story.token(chair)}` },
    });
    const heard = stream.text();
    await faults({ on: 'graph', times: 1, do: { slowMs: 1500 } });
    expect((await story.tab(chair, 'POST', path('/finish'), {})).status).toBeLessThan(300);
    expect(await stop()).toBeLessThan(STOP_WITHIN_MS);
    expect(await heard).toContain('event:');
    await faults();
    await start();
    const files = await until('the minutes among the files', async () => {
      await open();
      const { files: there } = await story.state();
      return there.some(({ name }) => name.endsWith('.docx')) && there;
    });
    expect(files.filter(({ name }) => name.endsWith('.docx'))).toHaveLength(1);
  }, 120_000);

  it('says so in its log, and ends with code 0', async () => {
    await stop();
    const lines = (await story.state()).services[0]?.lastLines.join('\n') ?? '';
    expect(lines).toContain('"event":"stopped"');
    expect(lines).not.toContain('"event":"bug"');
    expect(lines).not.toContain('stop cut off');
  }, 60_000);
});
