import { loadPacks } from '../../bot/content/packs.ts';
import { type State } from '../../infra/practice/api.ts';
import { type Draw } from '../attacks/disclosure/random.ts';
import { type Story } from '../support/story.ts';
import { type CalendarWeek } from './calendar.ts';
import { foundIn, recordsIn } from './evidence.ts';
import { practicePeople, weeklyCards } from './practice-people.ts';
import { besideService } from './practice-records.ts';
import { answeringIn } from './practice-world.ts';
import { type Contestant } from './contestant.ts';
import { type Found, tallyPosts } from './tally.ts';

/** Every card of the bot that stands in a channel. */
export const standingIn = ({ messages }: Pick<State, 'messages'>): readonly Found[] =>
  foundIn(
    messages
      .filter(({ from }) => from.bot)
      .map(({ conversation, card }) => ({ channel: conversation.split(';')[0] ?? '', card })),
  );

/** The product: it is settled when its ledger says so, and people answer it. */
export async function lederpuls(
  story: Story,
  { draw, databaseUrl }: { readonly draw: Draw; readonly databaseUrl: string | undefined },
): Promise<Contestant> {
  const world = await story.state();
  const beside = await besideService({ dataDir: story.practice.dataDir, databaseUrl });
  const records = recordsIn(beside, world.tenant);
  const people = practicePeople(story, answeringIn(world), draw);
  const roundOf = async ({ week }: CalendarWeek) => (await records.rounds()).find((one) => one.week === week);

  return {
    answers: people.tally,
    async isSettled(week, state) {
      const round = await roundOf(week);
      const isThere = round?.state === state || round?.state === 'skipped';
      return isThere && (await records.nextAttemptMs()) === undefined;
    },
    async answer(week, disturb) {
      people.begin();
      const cards = weeklyCards(await story.state(), week.week);
      for (let times = 0; times < 2; times++) await Promise.all([people.press(cards), disturb()]);
    },
    async compare(week) {
      const cards = weeklyCards(await story.state(), week.week);
      await people.compare(cards, await records.ballots((await roundOf(week))?.id ?? ''));
    },
    async tally(calendar) {
      const packs = loadPacks('bot/content/packs');
      return tallyPosts({
        ...{ calendar, channels: world.channels.map(({ id }) => id), found: standingIn(await story.state()) },
        ...{ rounds: await records.rounds(), ledger: await records.ledger(), without: () => undefined },
        asks: ({ pack, entry }) => packs.entry(pack, entry).questions.length > 0,
      });
    },
    close: () => beside.close(),
  };
}
