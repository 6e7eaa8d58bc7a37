import { type Packs } from '../../bot/content/packs.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { type Round } from '../../bot/programme/model/programme.ts';
import { type Draw, seeded } from '../attacks/disclosure/random.ts';
import { keysInMemory } from '../pulses/world.ts';
import { activate, type AgencySize, channelId, leadersOf, memberOf, setUpAgency, tenant } from './agency.ts';
import { calendarFrom, type CalendarWeek } from './calendar.ts';
import { foundIn, recordsIn } from './evidence.ts';
import { drawnFates, type Fates, lives } from './lives.ts';
import { type AnswerTally, recordingEngine, respondents } from './respondents.ts';
import { drawnScript, type Script, type ScriptShares } from './script.ts';
import { scriptedTeams } from './scripted-teams.ts';
import { type Ground } from './service.ts';
import { type Outcome } from './table.ts';
import { type Found, type LedgerRow, type PostTally, tallyPosts } from './tally.ts';

export interface CampaignOptions {
  readonly database: Database;
  readonly packs: Packs;
  readonly seed: number;
  readonly size: AgencySize;
  /** ISO date of the first Monday. */
  readonly from: string;
  readonly weeks: number;
  readonly shares: ScriptShares;
  /** Instead of one drawn by the shares. */
  readonly script?: Script;
  readonly fates: (draw: Draw) => Fates;
}

export interface CampaignResult {
  readonly posts: PostTally;
  readonly answers: AnswerTally;
  /** By name. */
  readonly faults: ReadonlyMap<string, number>;
  readonly ledger: readonly LedgerRow[];
  readonly found: readonly Found[];
}

/** Nothing goes wrong that the test has not asked for. */
export const noOtherFaults = {
  shares: { calls: 0, final: 0, looks: 0, late: 0, jumps: 0 },
  fates: () => () => ({ endsAt: Infinity, stumblesAt: () => false }),
} satisfies Pick<CampaignOptions, 'shares' | 'fates'>;

/** Every third call fails, and the service dies every few posts. */
export const usualFaults = {
  shares: { calls: 0.35, final: 0.02, looks: 0.2, late: 0.15, jumps: 0.02 },
  fates: (draw) => drawnFates(draw, { crashEvery: 500, stumbleEvery: 2000 }),
} satisfies Pick<CampaignOptions, 'shares' | 'fates'>;

const HOUR_MS = 3_600_000;
const GONE = 'programme.parked.gone';

/**
 * A programme in memory, week by week: whatever can go wrong does, and time goes as fast as the work is done. The
 * same seed goes wrong in the same way.
 */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { database, packs, size } = options;
  const draw = seeded(options.seed);
  const script = options.script ?? drawnScript(draw, options.shares);
  const recorder = recordingEngine();
  const leaders = leadersOf(size);
  const people = respondents(leaders, draw);
  const calendar = calendarFrom(options.from, options.weeks);
  let nowMs = (calendar[0]?.opensAt.getTime() ?? 0) - 48 * HOUR_MS;

  const clock = { now: () => new Date(nowMs) };
  const teams = scriptedTeams({ nowMs: () => nowMs, strike: (call) => script.strike(call) });
  const ground: Ground = {
    ...{ database, packs, teams, clock, engine: recorder.engine, keys: keysInMemory() },
    machineNow: () => nowMs,
    draw: () => draw.next(),
    members: (channel) => leaders.filter((one) => one.channel === channel).map(memberOf),
    mark: { value: undefined },
  };
  await setUpAgency({ database, packs, now: () => clock.now() }, size, calendar[0]?.week ?? '');
  const life = lives(ground, {
    fates: options.fates(draw),
    note: (fault) => {
      script.note(fault);
    },
  });
  const records = recordsIn(database, tenant);
  const withoutPart = new Set<string>();

  /** Runs until nothing is due and nothing waits; waiting costs no time. */
  async function untilQuiet(): Promise<void> {
    let isRoundsDone = false;
    for (;;) {
      const moved = await life.use(async ({ rounds, posts }) => {
        while (!isRoundsDone) isRoundsDone = (await rounds.run()) === 0;
        return await posts.run();
      });
      if (moved !== 0) continue;
      const next = await records.nextAttemptMs();
      if (next === undefined) return;
      nowMs = Math.max(nowMs + 1, next);
      isRoundsDone = !jump();
    }
  }

  /** Somebody sets the clock, or the machine sleeps. */
  function jump(): boolean {
    if (!draw.chance(options.shares.jumps)) return false;
    script.note('clock jump');
    nowMs += (draw.chance(0.5) ? 1 : -1) * draw.next() * HOUR_MS;
    return true;
  }

  /** Mostly on time; sometimes late, and now and then only after the window. */
  function openingMoment({ opensAt }: CalendarWeek): number {
    if (!draw.chance(options.shares.late)) return opensAt.getTime();
    script.note('down when it was due');
    return opensAt.getTime() + draw.next() * 10 * HOUR_MS;
  }

  /** The administrator looks through what was parked, and has not always got round to it by Monday. */
  async function lookThroughParked(week: CalendarWeek): Promise<void> {
    for (const id of await records.parked())
      if (draw.chance(0.2)) withoutPart.add(`${week.week} ${id}`);
      else {
        const number = Array.from({ length: size.channels }, (_one, at) => at).find(
          (at) => channelId(at) === id,
        );
        await life.safely(({ programme }) => activate(programme, number ?? 0, size));
      }
  }

  /** Leaders press the buttons 1 to 5; weeks with other questions are posted only. */
  function asksOnScale({ pack, entry }: Round): boolean {
    const [only, second] = packs.entry(pack, entry).questions;
    return only?.scale === 'agree5' && second === undefined;
  }

  async function answers(round: Round): Promise<void> {
    for (let times = 0; times < 3; times++) {
      nowMs += draw.next() * 12 * HOUR_MS;
      await life.use((service) => people.press(service, round));
    }
  }

  async function liveThrough(week: CalendarWeek): Promise<void> {
    if (!week.quiet) life.renew();
    await lookThroughParked(week);
    nowMs = openingMoment(week);
    await untilQuiet();
    const round = await life.safely(async ({ programme }) =>
      (await programme.rounds(tenant)).find(({ state }) => state === 'open'),
    );
    if (round === undefined) return;
    people.begin();
    if (asksOnScale(round)) await answers(round);
    const channels = await life.safely(({ programme }) => programme.roundChannels(round));
    const shown = await life.safely((service) => people.shown(service, round, channels));
    nowMs = week.closesAt.getTime();
    await untilQuiet();
    people.compare(shown, recorder.takeCounted());
  }

  for (const week of calendar) await liveThrough(week);
  const rounds = await records.rounds();
  const ledger = await records.ledger();
  const found = foundIn(
    teams.standing.map(({ channel, text }) => ({ channel, card: JSON.parse(text) as unknown })),
  );
  return {
    ...{ answers: people.tally, faults: script.met, ledger, found },
    posts: tallyPosts({
      ...{ calendar, rounds, ledger, found },
      channels: Array.from({ length: size.channels }, (_one, at) => channelId(at)),
      asks: ({ pack, entry }) => packs.entry(pack, entry).questions.length > 0,
      without: (of, channel) => (withoutPart.has(`${of} ${channel}`) ? GONE : undefined),
    }),
  };
}

export function campaignOutcome(name: string, { posts, answers, faults }: CampaignResult): Outcome {
  const all = [...faults.values()].reduce((sum, times) => sum + times, answers.repeats);
  return { name, posts, answers, faults: all, kills: faults.get('crash') ?? 0 };
}
