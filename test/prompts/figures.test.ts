import { postFigures } from '../../bot/prompts/actions/figures.ts';
import { eachDatabase } from '../support/databases.ts';
import { desk, fault, monday } from './desk.ts';

eachDatabase((_name, open) => {
  describe('what the operator sees of the ledger', () => {
    const stand = async () => {
      const at = await desk(await open(), ['plan', 'drift']);
      const figures = () => postFigures({ ...at.us, machineNow: () => Date.parse(monday) });
      await at.roundsAt(monday);
      return { at, figures };
    };

    it('is the queue, then what has been posted', async () => {
      const { at, figures } = await stand();
      expect(await figures()).toEqual({
        ...{ states: new Map([['planned', 2]]), waiting: 2, late: 0, oldestSeconds: 0 },
      });
      await at.run();
      expect(await figures()).toEqual({
        ...{ states: new Map([['posted', 2]]), waiting: 0, late: 0, oldestSeconds: 0 },
      });
    });

    it('is what is late, ten minutes after it was due', async () => {
      const { at, figures } = await stand();
      at.world.script(({ channel }) => (channel.includes('drift') ? fault('busy', 3_600_000) : undefined));
      await at.run();
      at.us.at('2026-09-28T06:40:00Z');
      expect(await figures()).toMatchObject({ late: 0, oldestSeconds: 600, waiting: 0 });
      at.us.at('2026-09-28T06:40:01Z');
      expect(await figures()).toMatchObject({ late: 1, oldestSeconds: 601, waiting: 0 });
    });
  });
});
