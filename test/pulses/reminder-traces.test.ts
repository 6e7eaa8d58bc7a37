import { type Round } from '../../bot/programme/model/programme.ts';
import { eachDatabase } from '../support/databases.ts';
import { all, kari, nine, type Scene, scene, wednesday, without } from './reminder-scene.ts';
import { roundOf, tenant } from './world.ts';

eachDatabase((_name, open) => {
  let here: Scene;
  const first = roundOf(1);

  beforeEach(async () => {
    here = scene(await open());
    await here.open(first);
  });

  describe('a service that is killed', () => {
    it('between noting and sending reminds nobody twice', async () => {
      here.fail = (call) => (call === 'send' ? new Error('killed') : undefined);
      await expect(here.look(nine(first, wednesday))).rejects.toThrow(/could not be sent/);
      here.fail = () => undefined;
      here.restart();
      await here.look(new Date(+nine(first, wednesday) + 60_000));
      expect(here.reminded()).toEqual([]);
    });

    it('in the middle of the week begins where it was', async () => {
      await here.answer(kari, first);
      here.restart();
      await here.look(nine(first, wednesday));
      expect(here.reminded()).toEqual(without(kari));
      here.restart();
      await here.look(new Date(+nine(first, wednesday) + 60_000));
      expect(here.reminded()).toEqual([]);
    });
  });

  describe('somebody who compares copies of the database', () => {
    const bodies = async () =>
      new Map((await here.rows(first)).map(({ token, body }) => [token, Buffer.from(body)]));

    it('finds rows of one length, one for each, that all change together', async () => {
      await here.look(nine(first, 1));
      const before = await bodies();
      expect(before.size).toBeGreaterThanOrEqual(9);
      expect(new Set([...before.values()].map(({ length }) => length)).size).toBe(1);

      // Nobody is due on Tuesday, one asks for tomorrow, some are reminded on Wednesday: it looks the same.
      const kept = await here.at.surroundings.memory.of(first);
      if (kept) await here.reminders.snooze(kept, { tenant, id: kari });
      const asked = await bodies();
      await here.look(nine(first, wednesday));
      const after = await bodies();
      for (const [one, other] of [
        [before, asked],
        [asked, after],
      ] as const) {
        expect([...other.keys()]).toEqual([...one.keys()]);
        const same = [...one].filter(([token, body]) => other.get(token)?.equals(body) ?? true);
        expect(same).toEqual([]);
        expect([...other.values()].every(({ length }) => length === [...one.values()][0]?.length)).toBe(true);
      }
    });

    it('sees as many writes whether all are reminded or nobody is', async () => {
      const others = Array.from({ length: 441 }, (_, number) => `annen-${number}`);
      const written = async (off: readonly string[], answering: readonly string[]) => {
        const other = scene(await open());
        for (const one of others) other.at.rosters.get('19:plan@thread.tacv2')?.add(one);
        for (const one of off) other.choices.set(one, { on: false, pausedUntil: undefined });
        await other.open(first);
        for (const person of answering) await other.answer(person, first);
        let steps = 0;
        other.at.clock.set(nine(first, wednesday));
        while ((await other.reminders.remind()) > 0) steps += 1;
        return [steps, new Set(other.reminded()).size];
      };
      // 450 leaders here, and the 11 of the other sections who have a home and no channel.
      expect(await written([], [])).toEqual([3, 450]);
      expect(await written(others, all)).toEqual([3, 0]);
    });

    it('cannot tell a row of reminders from a ballot’s owner, nor find anything after the close', async () => {
      for (const person of all) await here.answer(person, first);
      const seal = await sealOf(here, first);
      const tokens = (await here.rows(first)).map((row) => row.token);
      expect(all.map((id) => seal.token({ tenant, id })).filter((one) => tokens.includes(one))).toEqual([]);
      await here.at.close(first);
      expect(await here.rows(first)).toEqual([]);
    });

    it('finds nothing of a round whose key was lost', async () => {
      await here.look(nine(first, wednesday));
      here.keys.kept.clear();
      await here.at.close(first);
      expect(await here.rows(first)).toEqual([]);
    });
  });
});

async function sealOf({ at }: Scene, round: Round) {
  const kept = await at.surroundings.memory.of(round);
  const seal = kept && (await at.surroundings.memory.seal(kept.round));
  if (!seal) throw new Error('no seal');
  return seal;
}
