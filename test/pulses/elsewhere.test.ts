import { type Database } from '../../bot/platform/database/database.ts';
import { type Round } from '../../bot/programme/model/programme.ts';
import { hasAnswered } from '../../bot/pulses/model/ballot.ts';
import { pulseAnswers } from '../../bot/pulses/actions/answering.ts';
import { roundStore } from '../../bot/pulses/store/rounds.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelOf, keysInMemory, leader, roundOf, tenant, units, type World, world } from './world.ts';

/** The same week in two programmes: one for the planners and the operations, one for everybody. */
const narrow: Round = { ...roundOf(1), id: 'smal', programme: 'smal' };
const wide: Round = { ...roundOf(1), id: 'bred', programme: 'bred' };
const planner = leader('plan', 0);
const assistant = leader('stab', 0);
const stranger = 'en-uten-enhet';

eachDatabase((_name, open) => {
  describe('two programmes in the same week', () => {
    let database: Database;
    let keys: ReturnType<typeof keysInMemory>;
    let at: World;

    beforeEach(async () => {
      database = await open();
      keys = keysInMemory();
      at = world(database, keys);
      at.decided.programmes.set('smal', ['plan', 'drift']);
      at.decided.programmes.set('bred', ['plan', 'drift', 'stab']);
      for (const unit of ['plan', 'stab']) at.rosters.get(channelOf(unit).id)?.add(stranger);
      at.rosters.get(channelOf('stab').id)?.add(planner);
    });

    const answer = (
      person: string,
      unit: string,
      round: Round,
      more: { value?: string; view?: number } = {},
    ) => at.press(person, unit, 'answer', { round: round.id, view: 0, value: '4', ...more });
    const unitsOf = async ({ id }: Round) => {
      const store = roundStore({ connection: database, engine: database.engine });
      return new Map((await store.units({ tenant, id })).map((unit) => [unit.id, unit]));
    };
    const answeredIn = async (person: string): Promise<string[]> => {
      const answers = pulseAnswers(at.surroundings);
      const found: string[] = [];
      for (const { id } of [narrow, wide])
        if (hasAnswered(await answers.own({ tenant, id }, { tenant, id: person }))) found.push(id);
      return found;
    };

    it('ask the people of a unit in the one that opened first', async () => {
      await at.open(narrow);
      await at.open(wide);
      expect((await unitsOf(narrow)).get('plan')).toMatchObject({ homes: 9, elsewhere: false });
      expect((await unitsOf(wide)).get('plan')).toMatchObject({ homes: 0, elsewhere: true });
      expect((await unitsOf(wide)).get('stab')).toMatchObject({ homes: 4, elsewhere: false });
    });

    it('show the second card without its question, and say where the question is', async () => {
      await at.open(narrow);
      await at.open(wide);
      const seen = await at.seen(planner, 'stab', wide);
      expect(seen).toBe('Ukas spørsmål til deg står i kanalen plan i Team. Ett spørsmål i uka er nok.');
      expect(await at.seen(undefined, 'plan', wide)).toBe(seen);
      expect(await at.seen(undefined, 'stab', wide)).toContain('Vi prøver nytt hver uke.');
      expect(await at.seen(assistant, 'stab', wide)).toContain('Du teller i Stab.');
      expect((await answer(planner, 'stab', wide)).notice).toMatch(/Ingenting ble lagret/);
      expect(await answeredIn(planner)).toEqual([]);
    });

    it('count home members only, on each card', async () => {
      await at.open(narrow);
      await at.open(wide);
      expect(await at.seen(planner, 'plan', narrow)).toMatch(/Dere er 9 i Seksjon for plan/);
      expect(await at.seen(assistant, 'stab', wide)).toMatch(/I Stab er dere 4/);
    });

    it('let whoever has no home unit answer in one of them', async () => {
      await at.open(narrow);
      await at.open(wide);
      await answer(stranger, 'plan', narrow);
      expect(await at.seen(stranger, 'stab', wide)).toMatch(/^Ukas spørsmål til deg står i kanalen plan/);
      expect((await answer(stranger, 'stab', wide)).notice).toMatch(/Ingenting ble lagret/);
      expect(await answeredIn(stranger)).toEqual(['smal']);
      await at.press(stranger, 'plan', 'withdraw', { round: narrow.id, view: 1 });
      await answer(stranger, 'stab', wide);
      expect(await answeredIn(stranger)).toEqual(['bred']);
      expect(await at.seen(stranger, 'plan', narrow)).toMatch(/^Ukas spørsmål til deg står i kanalen stab/);
    });

    it('take one answer of each who presses in both at once', async () => {
      await at.open(narrow);
      await at.open(wide);
      const second = world(database, keys);
      for (const round of [narrow, wide]) second.know(round);
      const many = Array.from({ length: 12 }, (_one, number) => `${stranger}-${number}`);
      for (const person of many) {
        at.rosters.get(channelOf('plan').id)?.add(person);
        second.rosters.get(channelOf('stab').id)?.add(person);
      }
      const both = (person: string) => [
        answer(person, 'plan', narrow),
        second.press(person, 'stab', 'answer', { round: wide.id, view: 0, value: '2' }),
      ];
      await Promise.all(many.flatMap(both));
      for (const person of many) expect(await answeredIn(person)).toHaveLength(1);
    });

    it('keep to the one that somebody has answered in, also after a move', async () => {
      await at.open(narrow);
      await at.open(wide);
      await answer(planner, 'plan', narrow);
      at.homes.set(
        planner,
        units.find(({ id }) => id === 'stab'),
      );
      expect(await at.seen(planner, 'stab', wide)).toMatch(/^Ukas spørsmål til deg står i kanalen plan/);
      await answer(planner, 'stab', wide, { value: '1' });
      expect(await answeredIn(planner)).toEqual(['smal']);
    });

    it('let somebody who moved to a unit asked elsewhere change and withdraw where they answered', async () => {
      await at.open(narrow);
      await at.open(wide);
      await answer(assistant, 'stab', wide);
      at.homes.set(
        assistant,
        units.find(({ id }) => id === 'plan'),
      );
      await answer(assistant, 'stab', wide, { value: '2', view: 1 });
      expect(await at.seen(assistant, 'stab', wide)).toContain('2 av 5');
      await at.press(assistant, 'stab', 'withdraw', { round: wide.id, view: 2 });
      expect((await answer(assistant, 'stab', wide)).notice).toMatch(/Ingenting ble lagret/);
      expect(await answeredIn(assistant)).toEqual([]);
    });

    it('ask nobody twice in a week, though the first has closed', async () => {
      await at.open(narrow);
      await at.close(narrow);
      await at.settle();
      at.clock.set(narrow.opensAt);
      await at.open(wide);
      expect((await unitsOf(wide)).get('plan')).toMatchObject({ homes: 0, elsewhere: true });
      const next = { ...roundOf(2), id: 'bred-2', programme: 'bred' };
      await at.close(wide);
      await at.settle();
      at.clock.set(next.opensAt);
      await at.open(next);
      expect((await unitsOf(next)).get('plan')).toMatchObject({ homes: 9, elsewhere: false });
    });

    it('point to the other result on Friday', async () => {
      await at.open(narrow);
      await at.open(wide);
      await at.close(narrow);
      await at.close(wide);
      await at.settle();
      expect(await at.result('plan', wide)).toBe(
        'Dere fikk ukas spørsmål i kanalen plan i Team. Resultatet står der.',
      );
    });

    it('do not both take a unit when they open at the same moment', async () => {
      const opening = world(database, keys);
      opening.decided.programmes.set('bred', ['plan', 'drift', 'stab']);
      await Promise.all([at.open(narrow), opening.open(wide)]);
      const both = [await unitsOf(narrow), await unitsOf(wide)];
      for (const unit of ['plan', 'drift'])
        expect(both.map((one) => one.get(unit)?.elsewhere).sort()).toEqual([false, true]);
    });
  });

  describe('a move in the middle of a round', () => {
    const round = roundOf(1);
    let at: World;

    beforeEach(async () => {
      at = world(await open(), keysInMemory());
      await at.open(round);
      at.rosters.get(channelOf('stab').id)?.add(planner);
    });

    const answer = (value: string, view: number) =>
      at.press(planner, 'plan', 'answer', { round: round.id, question: 'vi-prover', view, value });
    const moved = () =>
      at.homes.set(
        planner,
        units.find(({ id }) => id === 'stab'),
      );
    const own = () => pulseAnswers(at.surroundings).own(round, { tenant, id: planner });

    it('leaves the answer where it was given until it is changed', async () => {
      await answer('4', 0);
      moved();
      await answer('4', 0);
      expect(await own()).toMatchObject({ unit: 'plan', version: 1, answers: [4] });
      expect(await at.seen(planner, 'plan', round)).toContain('Du teller i Seksjon for plan.');
      await answer('2', 0);
      expect(await own()).toMatchObject({ unit: 'plan', version: 1, answers: [4] });
      await answer('2', 1);
      expect(await own()).toMatchObject({ unit: 'stab', version: 2, answers: [2] });
      expect(await at.seen(planner, 'plan', round)).toContain('Du teller i Stab.');
    });

    it('does not bring a withdrawn answer back', async () => {
      await answer('4', 0);
      moved();
      await at.press(planner, 'plan', 'withdraw', { round: round.id, view: 1 });
      expect((await answer('4', 0)).notice).toMatch(/Kortet har endret seg/);
      expect(hasAnswered(await own())).toBe(false);
    });
  });

  describe('two instances', () => {
    const round = roundOf(1);

    it('see each other close a round, and forget it', async () => {
      const database = await open();
      const keys = keysInMemory();
      const [one, two] = [world(database, keys), world(database, keys)];
      await one.open(round);
      two.know(round);
      await two.press(planner, 'plan', 'answer', { round: round.id, view: 0, value: '4' });
      expect(await one.seen(planner, 'plan', round)).toContain('4 av 5');
      await one.close(round);
      const late = await two.press(planner, 'plan', 'answer', { round: round.id, view: 1, value: '2' });
      expect(late.notice).toMatch(/avsluttet/);
      await one.settle();
      expect(keys.kept.size).toBe(0);
      expect(await two.surroundings.memory.seal({ ...round, comments: false })).toBeUndefined();
      expect(await two.result('plan', round)).toContain('for få svar');
    });
  });
});
