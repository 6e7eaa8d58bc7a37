import { type Database } from '../../bot/platform/database/database.ts';
import { roundKeyId } from '../../bot/pulses/seal.ts';
import { ballotStore } from '../../bot/pulses/store/ballots.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelOf, keysInMemory, leader, roundOf, tenant, type World, world } from './world.ts';

const round = roundOf(1);
const me = leader('plan', 0);
const other = leader('plan', 1);

eachDatabase((_name, open) => {
  describe('a pulse', () => {
    let database: Database;
    let keys: ReturnType<typeof keysInMemory>;
    let at: World;

    beforeEach(async () => {
      database = await open();
      keys = keysInMemory();
      at = world(database, keys);
      await at.open(round);
    });

    const answer = (value: unknown, view: number, person = me) =>
      at.press(person, 'plan', 'answer', { round: round.id, question: 'vi-prover', view, value });
    const withdraw = (view: number) => at.press(me, 'plan', 'withdraw', { round: round.id, view });
    const ballots = () =>
      ballotStore({ connection: database, engine: database.engine }).all({ tenant, id: round.id });

    it('shows a leader the own answer, and nobody else', async () => {
      expect((await answer('4', 0)).notice).toBeUndefined();
      expect(await at.seen(me, 'plan', round)).toContain('Takk. Du svarte 4 av 5.');
      expect(await at.seen(other, 'plan', round)).not.toContain('av 5.');
      expect(await at.seen(undefined, 'plan', round)).not.toContain('av 5.');
    });

    it('lets a leader change the answer', async () => {
      await answer('4', 0);
      expect((await at.press(me, 'plan', 'change', { round: round.id, view: 1 })).changing).toBe(true);
      await answer('2', 1);
      expect(await at.seen(me, 'plan', round)).toContain('2 av 5');
      expect(await ballots()).toHaveLength(1);
    });

    it('keeps the newer answer when a press comes from an older view', async () => {
      await answer('4', 0);
      await answer('2', 1);
      expect((await answer('5', 0)).notice).toMatch(/Kortet har endret seg/);
      expect((await answer('5', 1)).notice).toMatch(/Kortet har endret seg/);
      expect(await at.seen(me, 'plan', round)).toContain('2 av 5');
    });

    it('changes nothing, and explains nothing, when Teams delivers a press again', async () => {
      await answer('4', 0);
      const before = await ballots();
      expect((await answer('4', 0)).notice).toBeUndefined();
      expect(await ballots()).toEqual(before);
    });

    it('does not bring a withdrawn answer back when the old press arrives late', async () => {
      await answer('4', 0);
      expect((await withdraw(1)).notice).toBe('Svaret ditt er trukket.');
      expect((await answer('4', 0)).notice).toMatch(/Kortet har endret seg/);
      expect(await at.seen(me, 'plan', round)).not.toContain('av 5.');
      await answer('3', await at.view(me, 'plan', round));
      expect(await at.seen(me, 'plan', round)).toContain('3 av 5');
    });

    it('leaves rows that look alike, whether answered, changed or withdrawn', async () => {
      await answer('4', 0);
      await answer('5', 0, other);
      await withdraw(1);
      const rows = await ballots();
      expect(rows).toHaveLength(2);
      expect(new Set(rows.map(({ body }) => body.length)).size).toBe(1);
      expect(new Set(rows.map(({ token }) => token.length))).toEqual(new Set([64]));
    });

    it('stores nothing for "Vet ikke"', async () => {
      expect((await answer('skip', 0)).notice).toMatch(/Ingenting er lagret/);
      expect(await ballots()).toHaveLength(0);
    });

    it.each(['6', '0', 0, 6, 4.5, -1, 'fire', null, 1e21, undefined, { a: 1 }, [4], '__proto__'])(
      'refuses %p, which is not on the scale',
      async (value) => {
        expect((await answer(value, 0)).notice).toMatch(/passer ikke med skalaen/);
        expect(await ballots()).toHaveLength(0);
      },
    );

    it('refuses an answer from the minute it closes', async () => {
      at.clock.set(new Date(round.closesAt.getTime() - 1));
      await answer('4', 0);
      at.clock.set(round.closesAt);
      expect((await answer('5', 1)).notice).toMatch(/avsluttet/);
      await at.close(round);
      await at.settle();
      expect((await answer('5', 1)).notice).toMatch(/avsluttet/);
      expect(await ballots()).toHaveLength(0);
      expect(await at.seen(me, 'plan', round)).toMatch(/ingen kan finne igjen ditt/);
    });

    it('refuses somebody who is not in the channel, and an unknown round', async () => {
      await expect(answer('4', 0, leader('stab', 0))).rejects.toMatchObject({ code: 'not-in-channel' });
      await expect(at.press(me, 'plan', 'answer', { round: 'nei', view: 0, value: 4 })).rejects.toMatchObject(
        {
          code: 'unknown-round',
        },
      );
      await expect(at.press(me, 'plan', 'answer', { view: 0, value: 4 })).rejects.toMatchObject({
        code: 'unknown-round',
      });
    });

    it('counts a person who is in two channels once, in the home unit', async () => {
      at.rosters.get(channelOf('stab').id)?.add(me);
      await answer('4', 0);
      const second = await at.press(me, 'stab', 'answer', { round: round.id, view: 0, value: '1' });
      expect(second.notice).toMatch(/Kortet har endret seg/);
      expect(await ballots()).toHaveLength(1);
      expect(await at.seen(me, 'stab', round)).toContain('Seksjon for plan');
    });

    it('keeps exactly one of fifty presses from the same view', async () => {
      const presses = Array.from({ length: 50 }, (_, number) => answer(String(1 + (number % 5)), 0));
      await Promise.all(presses);
      expect(await ballots()).toHaveLength(1);
      expect(await at.view(me, 'plan', round)).toBe(1);
    });

    it('says so when its key is gone, and keeps no row that nobody can read', async () => {
      await answer('4', 0);
      keys.kept.delete(roundKeyId(tenant, round.id));
      at.surroundings.memory.drop();
      expect((await answer('5', 1)).notice).toMatch(/kan dessverre ikke telles/);
      await at.settle();
      expect(await ballots()).toHaveLength(0);
      expect(await at.seen(me, 'plan', round)).toMatch(/kan dessverre ikke telles/);
      await at.close(round);
      expect(await at.result('plan', round)).toMatch(/kan dessverre ikke telles/);
    });

    it('gets a new key when the old one went before anybody answered', async () => {
      keys.kept.clear();
      await answer('4', 0);
      await at.settle();
      expect(await at.seen(me, 'plan', round)).toContain('4 av 5');
    });

    it('loses no answer when a key is looked after while it opens and closes', async () => {
      await answer('4', 0);
      await at.settle();
      expect(keys.kept.size).toBe(1);
      await at.close(round);
      expect(keys.kept.size).toBe(1);
      await at.settle();
      expect(keys.kept.size).toBe(0);
      await at.settle();
    });

    it('opens although the key made for it was taken for a left-over', async () => {
      const next = roundOf(2);
      await keys.create(roundKeyId(tenant, next.id));
      await at.settle();
      expect(await keys.read(roundKeyId(tenant, next.id))).toBeUndefined();
      await database.transaction((connection) => at.openBare(connection, next));
      expect(await keys.read(roundKeyId(tenant, next.id))).toBeDefined();
    });
  });
});
