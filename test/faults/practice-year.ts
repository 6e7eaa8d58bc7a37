import { seeded } from '../attacks/disclosure/random.ts';
import { type Story, startStory, until } from '../support/story.ts';
import { calendarFrom, type CalendarWeek } from './calendar.ts';
import { type PracticeYear } from './contestant.ts';
import { lederpuls } from './practice-ours.ts';
import { troubleMaker } from './practice-trouble.ts';
import { manyChannels } from './practice-world.ts';
import { DEADLINE_MS } from './rows.ts';
import { type Outcome } from './table.ts';

const DAY_MS = 86_400_000;
const SETTLED_WITHIN_MS = 240_000;
/** Two scripts of faults, the opening, two rounds of presses and the closing. */
const MOMENTS_A_WEEK = 6;

/** A real service under practice: a programme for many channels, with faults and kills, week after week. */
export async function livePracticeYear(options: PracticeYear): Promise<Outcome> {
  const story = await startStory({
    env: {
      ...{ SEND_DEADLINE_MS: String(DEADLINE_MS), LOG_LEVEL: 'warn' },
      ...(options.other === undefined ? {} : { SERVICE_SCRIPT: options.other.script }),
    },
    ...(options.services === undefined ? {} : { databaseUrl: options.services.databaseUrl }),
  });
  try {
    return await liveOn(story, options);
  } finally {
    await story.stop();
  }
}

/** The world as it is on the Friday before the first week. */
async function prepare(story: Story, options: PracticeYear, friday: Date): Promise<void> {
  await story.clock(friday.toISOString());
  await story.api('PUT', '/api/world', manyChannels(options.channels, options.answering));
  for (let index = 1; index < (options.services?.count ?? 1); index++)
    await story.api('POST', '/api/service', { do: 'start', index });
}

async function liveOn(story: Story, options: PracticeYear): Promise<Outcome> {
  const draw = seeded(options.seed);
  const calendar = calendarFrom(options.from, options.weeks);
  const due = calendar.filter(({ quiet }) => !quiet);
  await prepare(story, options, new Date((calendar[0]?.opensAt.getTime() ?? 0) - 3 * DAY_MS));
  const ours = () => lederpuls(story, { draw, databaseUrl: options.services?.databaseUrl });
  const contestant = options.other?.begin(story) ?? (await ours());
  const trouble = troubleMaker({ story, draw, options, moments: due.length * MOMENTS_A_WEEK });

  /** Everything that the moment has made due is done, whoever has been killed meanwhile. */
  async function settled(at: Date, week: CalendarWeek, state: 'open' | 'closed'): Promise<void> {
    // The clock answers when the service has settled; a service that is killed meanwhile never does.
    const moved = story.clock(at.toISOString()).catch(() => undefined);
    await trouble.killNow();
    await moved;
    const isSettled = async () => {
      await trouble.revive();
      return await contestant.isSettled(week, state);
    };
    await until(`${week.week} is ${state} and settled`, isSettled, SETTLED_WITHIN_MS);
  }

  for (const week of due) {
    await trouble.script('POST');
    await settled(week.opensAt, week, 'open');
    await contestant.answer(week, () => trouble.killNow());
    await trouble.revive();
    await contestant.compare(week);
    await trouble.script('PUT');
    await settled(week.closesAt, week, 'closed');
    options.tell?.(`${options.name}, ${week.week}: ${trouble.kills()} kills so far`);
  }
  const posts = await contestant.tally(calendar);
  await contestant.close();
  const { answers } = contestant;
  const faults = trouble.kills() + trouble.scripted() + (answers?.repeats ?? 0);
  return { name: options.name, posts, answers, faults, kills: trouble.kills() };
}
