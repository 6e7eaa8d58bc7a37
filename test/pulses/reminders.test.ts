import { TeamsFault } from '../../bot/platform/teams/teams.ts';
import { eachDatabase } from '../support/databases.ts';
import { all, kari, nine, ola, type Scene, scene, wednesday, without } from './reminder-scene.ts';
import { leader, roundOf, tenant, words } from './world.ts';

eachDatabase((_name, open) => {
  let here: Scene;
  const first = roundOf(1);

  beforeEach(async () => {
    here = scene(await open());
    await here.open(first);
  });

  describe('a leader', () => {
    it('who has not answered gets one reminder on Wednesday at nine, and who has gets none', async () => {
      await here.answer(kari, first);
      await here.look(new Date(+nine(first, wednesday) - 60_000));
      expect(here.reminded()).toEqual([]);
      await here.look(nine(first, wednesday));
      expect(here.reminded()).toEqual(without(kari));
      await here.look(new Date(+nine(first, wednesday) + 60_000));
      await here.look(nine(first, 3));
      await here.look(nine(first, 4));
      expect(here.reminded()).toEqual([]);
    });

    it('reads which question waits and in which channel, and nothing about the others', async () => {
      await here.look(nine(first, wednesday));
      const card = words(here.sent[0]?.card);
      expect(card).toMatch(/Et spørsmål venter på deg/);
      expect(card).toMatch(/«Vi prøver nytt hver uke.»/);
      expect(card).toMatch(/kanalen plan/);
      expect(card).toMatch(/Minn meg i morgen\nPause påminnelser\nSlå av/);
    });

    it('is not reminded when everything stood still until the afternoon', async () => {
      await here.look(new Date(+nine(first, wednesday) + 4 * 3_600_000));
      expect(here.reminded()).toEqual([]);
    });

    it('who has taken the answer back is left alone', async () => {
      await here.answer(kari, first);
      await here.at.press(kari, 'plan', 'withdraw', { round: first.id, view: 1 });
      await here.look(nine(first, wednesday));
      expect(here.reminded()).toEqual(without(kari));
    });

    it('who answers while reminders are being sent gets none', async () => {
      here.before = async (call, person) => {
        if (call === 'chat' && person === kari) await here.answer(kari, first);
      };
      await here.look(nine(first, wednesday));
      expect(here.reminded()).toEqual(without(kari));
    });

    it('who switches reminders off while they are being sent gets none', async () => {
      here.before = (call, person) => {
        if (call === 'chat') here.choices.set(person, { on: person !== kari, pausedUntil: undefined });
        return Promise.resolve();
      };
      await here.look(nine(first, wednesday));
      expect(here.reminded()).toEqual(without(kari));
    });

    it('is not reminded by a machine that fell asleep in the middle of it', async () => {
      here.before = () => {
        here.at.clock.set(new Date(+nine(first, wednesday) + 5 * 3_600_000));
        return Promise.resolve();
      };
      await here.look(nine(first, wednesday));
      expect(here.reminded()).toEqual([]);
    });

    it('who asks for tomorrow is reminded then, and not on Wednesday as well', async () => {
      const kept = await here.at.surroundings.memory.of(first);
      if (!kept) throw new Error('no round');
      expect(await here.reminders.snooze(kept, { tenant, id: kari })).toEqual(nine(first, 1));
      await here.look(nine(first, 1));
      expect(here.reminded()).toEqual([kari]);
      await here.look(nine(first, wednesday));
      expect(here.reminded()).toEqual(without(kari));
      // On the reminder, once more; also after a restart.
      expect(await here.reminders.snooze(kept, { tenant, id: ola })).toEqual(nine(first, 3));
      here.restart();
      await here.look(nine(first, 3));
      expect(here.reminded()).toEqual([ola]);
    });

    it('is told why there will be no reminder tomorrow', async () => {
      const kept = await here.at.surroundings.memory.of(first);
      if (!kept) throw new Error('no round');
      const snooze = () => here.reminders.snooze(kept, { tenant, id: kari });
      here.choices.set(kari, { on: false, pausedUntil: undefined });
      expect(await snooze()).toBe('off');
      here.choices.set(kari, { on: true, pausedUntil: '2027-02-01' });
      expect(await snooze()).toBe('paused');
      here.choices.delete(kari);
      here.at.clock.set(nine(first, 4));
      expect(await snooze()).toBe('too-late');
      here.at.clock.set(nine(first, 0));
      await here.answer(kari, first);
      expect(await snooze()).toBe('answered');
    });

    it('who has switched reminders off, or paused them, gets none', async () => {
      here.choices.set(kari, { on: false, pausedUntil: undefined });
      here.choices.set(ola, { on: true, pausedUntil: '2027-01-07' });
      const third = leader('plan', 2);
      here.choices.set(third, { on: true, pausedUntil: '2027-01-06' });
      await here.look(nine(first, wednesday));
      expect(here.reminded()).toEqual(without(kari, ola));
    });

    it('who cannot be reached holds nobody up', async () => {
      const busy = new Map<string, number>();
      here.fail = (call, person) => {
        if (call === 'chat' && person === kari)
          return new TeamsFault({ kind: 'gone', status: 403, message: 'blocked' });
        if (call === 'send' && person === ola) return new TeamsFault({ kind: 'unknown', message: 'cut' });
        const times = (busy.get(person) ?? 0) + 1;
        busy.set(person, times);
        return call === 'send' && times < 3
          ? new TeamsFault({ kind: 'busy', status: 429, message: 'busy' })
          : undefined;
      };
      await here.look(nine(first, wednesday));
      expect(here.reminded()).toEqual(without(kari, ola));
      here.fail = () => undefined;
      await here.look(new Date(+nine(first, wednesday) + 120_000));
      expect(here.reminded()).toEqual([]);
    });

    it('is reminded a little later when the channel could not be read at nine', async () => {
      here.fail = (call) =>
        call === 'roster' ? new TeamsFault({ kind: 'busy', status: 503, message: 'busy' }) : undefined;
      await here.look(nine(first, wednesday));
      expect(here.reminded()).toEqual([]);
      here.fail = () => undefined;
      await here.look(new Date(+nine(first, wednesday) + 30_000));
      expect(here.reminded()).toEqual([]);
      await here.look(new Date(+nine(first, wednesday) + 61_000));
      expect(here.reminded()).toEqual([...all].sort());
    });

    it('who came after the round had opened is reminded too', async () => {
      here.at.rosters.get('19:plan@thread.tacv2')?.add('ny-leder');
      await here.look(nine(first, wednesday));
      expect(here.reminded()).toContain('ny-leder');
    });

    it('hears nothing after two rounds without an answer, until answering again', async () => {
      const rounds = [1, 2, 3, 4, 5].map(roundOf);
      const remindedIn: (readonly string[])[] = [];
      for (const [number, round] of rounds.entries()) {
        if (number > 0) await here.open(round);
        // Kari answers in the fourth round; the rest of her section in all.
        for (const person of all) if (person !== kari || number === 3) await here.answer(person, round);
        await here.look(nine(round, wednesday));
        remindedIn.push(here.reminded());
        await here.at.close(round);
        await here.at.settle();
      }
      expect(remindedIn).toEqual([[kari], [kari], [], [], [kari]]);
    });

    it('is not held to be silent for rounds in a pause', async () => {
      here.choices.set(kari, { on: true, pausedUntil: '2027-01-18' });
      const remindedIn: (readonly string[])[] = [];
      for (const [number, round] of [1, 2, 3].map(roundOf).entries()) {
        if (number > 0) await here.open(round);
        for (const person of all) if (person !== kari) await here.answer(person, round);
        await here.look(nine(round, wednesday));
        remindedIn.push(here.reminded());
        await here.at.close(round);
        await here.at.settle();
      }
      expect(remindedIn).toEqual([[], [], [kari]]);
    });

    it('counts as silent after a restart between rounds, and is asked again after an answer', async () => {
      await here.look(nine(first, wednesday));
      here.reminded();
      for (const person of all) if (person !== kari) await here.answer(person, first);
      await here.at.close(first);
      here.restart();
      const second = roundOf(2);
      await here.open(second);
      await here.look(nine(second, wednesday));
      expect(here.reminded()).toEqual([]);
      for (const person of [kari, ola]) await here.answer(person, second);
      await here.at.close(second);
      await here.at.settle();
      const third = roundOf(3);
      await here.open(third);
      await here.look(nine(third, wednesday));
      expect(here.reminded()).toEqual([kari, ola]);
    });
  });
});
