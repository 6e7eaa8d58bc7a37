import { type Database } from '../../bot/platform/database/database.ts';
import { pulseAnswers } from '../../bot/pulses/actions/answering.ts';
import { hasAnswered } from '../../bot/pulses/model/ballot.ts';
import { roundKeyId } from '../../bot/pulses/seal.ts';
import { ballotStore } from '../../bot/pulses/store/ballots.ts';
import { roundStore } from '../../bot/pulses/store/rounds.ts';
import { eachDatabase } from '../support/databases.ts';
import { everyCut } from '../support/steps.ts';
import { keysInMemory, leader, roundOf, sizes, tenant, type World, world } from './world.ts';

const tablesOfPulses = [
  ...(['pulse_round', 'pulse_question', 'pulse_unit', 'pulse_ballot'] as const),
  ...(['pulse_cell', 'pulse_rate', 'pulse_receipt'] as const),
];
const round = roundOf(1);
const planners = Array.from({ length: sizes['plan'] ?? 0 }, (_one, number) => leader('plan', number));

eachDatabase((_name, open) => {
  describe('a crash at any step', () => {
    let database: Database;
    let keys: ReturnType<typeof keysInMemory>;

    beforeEach(async () => {
      database = await open();
      keys = keysInMemory();
    });

    /** Every run begins with an empty house: what a round costs depends on the rounds before it. */
    async function emptied(): Promise<void> {
      const tables = database.tables<Record<(typeof tablesOfPulses)[number], object>>();
      for (const table of tablesOfPulses) await tables.deleteFrom(table).execute();
    }

    const stores = () => ({ connection: database, engine: database.engine });
    const stateOf = async () => (await roundStore(stores()).round(round))?.state;
    const ballotsOf = async () => (await ballotStore(stores()).all(round)).length;

    /** The service as it comes up again: it settles before it does anything else. */
    async function restarted(): Promise<World> {
      const at = world(database, keys);
      at.know(round);
      at.clock.set(round.opensAt);
      await at.settle();
      return at;
    }

    const answerAll = (at: World) =>
      Promise.all(
        planners.map((person) =>
          at.press(person, 'plan', 'answer', { round: round.id, view: 0, value: '4' }),
        ),
      );

    async function expectAnswers(at: World): Promise<void> {
      const answers = pulseAnswers(at.surroundings);
      const found = await Promise.all(planners.map((id) => answers.own(round, { tenant, id })));
      expect(found.filter(hasAnswered)).toHaveLength(planners.length);
    }

    const expectKeys = async (...open: readonly string[]): Promise<void> => {
      expect(await keys.list()).toEqual(open);
    };
    const roundKey = roundKeyId(tenant, round.id);

    async function expectClosed(at: World): Promise<void> {
      await at.settle();
      expect(await stateOf()).toBe('closed');
      expect(await ballotsOf()).toBe(0);
      expect(await roundStore(stores()).waitingReceipts()).toEqual([]);
      await expectKeys();
      expect(await at.result('plan', round)).toContain('4,0 av 5 i snitt');
    }

    it('of opening leaves a round that can be answered, or none and no key', async () => {
      const steps = await everyCut(async (cut) => {
        await emptied();
        const first = world(cut.database(database), cut.keys(keys));
        first.clock.set(round.opensAt);
        const opening = first.open(round);
        await opening.catch(() => undefined);

        const at = await restarted();
        if ((await stateOf()) === undefined) {
          await expectKeys();
          await at.open(round);
        }
        await expectKeys(roundKey);
        await answerAll(at);
        await expectAnswers(at);
        await at.close(round);
        await expectClosed(at);
        await opening;
      });
      expect(steps).toBeGreaterThan(12);
    }, 120_000);

    it('of closing loses no answer of an open round, and leaves no key of a closed one', async () => {
      const steps = await everyCut(async (cut) => {
        await emptied();
        const before = await restarted();
        await before.open(round);
        await answerAll(before);

        const first = world(cut.database(database), cut.keys(keys));
        first.know(round);
        const closing = first.close(round).then(() => first.settle());
        await closing.catch(() => undefined);

        const at = await restarted();
        if ((await stateOf()) === 'open') {
          await expectKeys(roundKey);
          await expectAnswers(at);
          await at.close(round);
        }
        await expectClosed(at);
        await closing;
      });
      expect(steps).toBeGreaterThan(20);
    }, 120_000);

    it('of giving up a round whose key is gone leaves no row that nobody can read', async () => {
      const steps = await everyCut(async (cut) => {
        await emptied();
        const before = await restarted();
        await before.open(round);
        await answerAll(before);
        keys.kept.clear();

        const first = world(cut.database(database), cut.keys(keys));
        const settling = first.settle();
        await settling.catch(() => undefined);

        const at = await restarted();
        expect(await stateOf()).toBe('lost');
        expect(await ballotsOf()).toBe(0);
        await expectKeys();
        expect(await at.seen(leader('plan', 0), 'plan', round)).toMatch(/kan dessverre ikke telles/);
        await settling;
      });
      expect(steps).toBeGreaterThan(5);
    }, 120_000);
  });
});
