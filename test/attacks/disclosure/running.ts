import { globSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type BotTelemetryClient, TelemetryLoggerMiddleware, TurnContext } from 'botbuilder';
import { membersOf, nextInOslo, startStory, until, type Story } from '../../support/story.ts';
import { type State } from '../../../infra/practice/api.ts';
import { count, type Count } from './report.ts';

/** The product as it runs: its log and its metrics, read by somebody who knows when each person pressed. */
export interface Running {
  /** Kinds of traces of people in the log and the metrics: see `canaries`. */
  readonly canaries: Count;
  /** Presses that a line of the log can be joined to by its time. */
  readonly joined: Count;
  /** Numbers of the metrics that grew as often as somebody pressed. */
  readonly counters: Count;
  /** Presses after which a bystander's card, page, its length or its headers had changed. */
  readonly noticed: Count;
}

interface Press {
  readonly person: string;
  readonly from: number;
  readonly to: number;
}

interface Lived {
  readonly world: State;
  readonly presses: readonly Press[];
  readonly log: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly seen: { readonly others: number; readonly own: number };
}

const typed = 'hemmelig-ord';

/** Both from one life of the product. The weakened log is what botbuilder's own telemetry writes of the same presses. */
export async function attackRunning(): Promise<{ readonly product: Running; readonly weak: Running }> {
  const metricsPort = await freePort();
  const story = await startStory({ env: { LOG_LEVEL: 'debug', METRICS_PORT: String(metricsPort) } });
  try {
    const lived = await liveOn(story, metricsPort);
    const telemetry = await telemetryOf(lived);
    const counting = lived.presses.map((_, at) => `presses_total ${at + 1}`);
    return {
      product: judged(lived, { log: lived.log, after: lived.after, noticed: lived.seen.others }),
      weak: judged(lived, {
        log: telemetry,
        after: `${lived.after}\n${counting.at(-1) ?? ''}`,
        // A card that echoes: what the presser alone sees here, all would.
        noticed: lived.seen.own,
      }),
    };
  } finally {
    await story.stop();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function liveOn(story: Story, metricsPort: number): Promise<Lived> {
  const world = await story.state();
  const hr = world.people.find(({ roles }) => roles.includes('Puls.HR'))?.id;
  const scrape = async () => await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  await story.clock(nextInOslo(world.now, 1, '08:30'));
  const before = await scrape();
  const presses: Press[] = [];
  const seen = { others: 0, own: 0 };
  for (const channel of world.channels.filter(({ installed }) => installed)) {
    const message = await until('the card', async () => (await story.cardsIn(channel.id))[0]?.id);
    const members = membersOf(world, channel);
    for (const [at, person] of members.entries()) {
      const bystander = members[(at + 1) % members.length] ?? '';
      const look = async () => [await story.seen(bystander, message), await pageAs(story, hr)].join('\n');
      const [others, own] = [await look(), await story.seen(person, message)];
      const from = Date.now();
      await story.press(person, message, String(1 + (at % 5)));
      presses.push({ person, from, to: Date.now() });
      if ((await look()) !== others) seen.others++;
      if ((await story.seen(person, message)) !== own) seen.own++;
    }
    await story.type(members[0] ?? '', channel.id, `jeg svarer 4, ${typed}`);
  }
  await provoke(story, world);
  const files = globSync(join(story.practice.dataDir, '**/*.log'));
  const log = files
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((line) => line.includes('"event"'));
  return { world, presses, log, before, after: await scrape(), seen };
}

/** The page as it arrives: status, headers that may tell of its content, and its text. */
async function pageAs(story: Story, person: string | undefined): Promise<string> {
  const address = (await story.state()).services[0]?.address ?? '';
  const token = await story.token(person ?? '');
  const reply = await fetch(`${address}/api/results`, { headers: { authorization: `Bearer ${token}` } });
  const headers = ['etag', 'content-length', 'last-modified', 'x-count'].map((name) =>
    reply.headers.get(name),
  );
  // The page says from when until when it was chosen, which is now.
  const body = (await reply.text()).replace(/"(?:from|to)":"[^"]*"/g, '');
  return JSON.stringify([reply.status, headers, body]);
}

/** Faults are where a log says too much. */
async function provoke(story: Story, world: State): Promise<void> {
  await story.api('POST', '/api/faults', [{ on: 'graph', do: { status: 500 } }]);
  const [meeting] = world.meetings;
  await story.tab(meeting?.organizer, 'POST', '/api/minutes/open', {
    meeting: meeting?.id,
    chat: meeting?.chat,
  });
  await story.tab(meeting?.organizer, 'PUT', '/api/setup/units', { hemmelig: typed });
  await story.api('POST', '/api/activities', { activity: { type: 'invoke', name: typed } });
  await story.clock(nextInOslo((await story.state()).now, 5, '15:00'));
}

/** Six kinds of traces: object ids, Teams' ids, names, answers and what was typed, tokens, conversations and messages. */
function canaries({ world }: Lived, text: string): readonly boolean[] {
  const has = (some: readonly string[]) => some.some((one) => one !== '' && text.includes(one));
  return [
    has(world.people.map(({ id }) => id)),
    // Not the minute of a time.
    /(?<![:\d])29:\w/.test(text),
    has(world.people.map(({ name }) => name)),
    has([typed, 'av 5', '"value"', '"answer"']),
    /Bearer |eyJ[\w-]{10}|\b[0-9a-f]{64}\b/.test(text),
    has([...world.channels.map(({ id }) => id), 'messageid', 'replyToId']),
  ];
}

function judged(
  lived: Lived,
  {
    log,
    after,
    noticed,
  }: { readonly log: readonly string[]; readonly after: string; readonly noticed: number },
): Running {
  const { presses } = lived;
  const found = canaries(lived, [...log, after].join('\n'));
  const times = log.flatMap((line) => {
    const time = /"time":"([^"]+)"/.exec(line)?.[1];
    return time === undefined ? [] : [Date.parse(time)];
  });
  const joined = presses.filter(({ from, to }) => times.some((time) => time >= from && time <= to));
  const counters = countersIn(after).filter(([name, value]) => {
    const earlier = countersIn(lived.before).find(([one]) => one === name)?.[1] ?? 0;
    return value - earlier === presses.length;
  });
  return {
    canaries: count(found.filter(Boolean).length, found.length),
    joined: count(joined.length, presses.length),
    counters: count(counters.length, countersIn(after).length),
    noticed: count(noticed, presses.length),
  };
}

const countersIn = (text: string): readonly (readonly [string, number])[] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(
      (line) =>
        [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))] as const,
    );

/** What the SDK's own middleware would have logged, with personal information switched off. */
async function telemetryOf({ world, presses }: Lived): Promise<readonly string[]> {
  const lines: string[] = [];
  const write = (time: number, what: unknown) => {
    lines.push(JSON.stringify({ time: new Date(time).toISOString(), event: what }));
  };
  for (const { person, from } of presses) {
    const client = {
      trackEvent(event: unknown) {
        write(from + 1, event);
      },
    } as unknown as BotTelemetryClient;
    const name = world.people.find(({ id }) => id === person)?.name ?? '';
    const activity = {
      ...{ type: 'message', id: 'f:1', channelId: 'msteams', text: '4', serviceUrl: 'https://smba.example' },
      from: { id: `29:${person}`, name, aadObjectId: person },
      recipient: { id: '28:bot', name: 'bot' },
      conversation: { id: world.channels[0]?.id ?? '', isGroup: true, conversationType: 'channel', name: '' },
    };
    const context = new TurnContext({} as never, activity);
    await new TelemetryLoggerMiddleware(client, false).onTurn(context, () => Promise.resolve());
  }
  return lines;
}
