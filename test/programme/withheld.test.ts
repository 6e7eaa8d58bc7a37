import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPacks } from '../../bot/content/packs.ts';
import { programmeActions } from '../../bot/programme/actions.ts';
import { channelSetUpActions } from '../../bot/programme/actions/channel-set-up.ts';
import { roundWork } from '../../bot/programme/jobs.ts';
import { eachDatabase } from '../support/databases.ts';
import { office, tenant } from '../support/office.ts';

const own = mkdtempSync(join(tmpdir(), 'lederpuls-own-'));
mkdirSync(join(own, 'digital-ledelse'));
writeFileSync(
  join(own, 'digital-ledelse', 'changes.yaml'),
  'extends: digital-ledelse\nhide: [finnes-ikke]\n',
);
const broken = loadPacks('bot/content/packs', own);
afterAll(() => {
  rmSync(own, { recursive: true });
});

eachDatabase((database, open) => {
  describe(`a programme whose pack is withheld, on ${database}`, () => {
    const begun = async () => {
      const us = await office(await open());
      const packs = { now: us.packs };
      const programme = programmeActions({
        ...us,
        packs: broken,
        lastPosts: () => ({ of: () => Promise.resolve(new Map()) }),
      });
      const run = async () => {
        const work = roundWork({ ...us, packs: packs.now, parts: () => [] });
        while ((await work.run()) > 0);
      };
      const states = async () =>
        (await us.programme.rounds(tenant)).map(({ week, state, reason }) => [week, state, reason]);
      return { us, packs, programme, run, states };
    };

    it('posts nothing of ours in its place, says why, and goes on where it was when the pack is mended', async () => {
      const { us, packs, run, states } = await begun();
      packs.now = broken;
      us.at('2026-09-28T06:30:00Z');
      await run();
      expect(await states()).toEqual([]);
      us.at('2026-10-05T06:30:00Z');
      await run();
      expect(await states()).toEqual([['2026-W40', 'skipped', 'programme.reason.no-pack']]);
      packs.now = us.packs;
      await run();
      expect((await us.programme.rounds(tenant)).find(({ week }) => week === '2026-W41')).toMatchObject({
        ...{ state: 'open', entry: us.packs.pack('digital-ledelse').entries[0]?.id },
      });
    });

    it('leaves its channels their set-up card, which offers the packs that are there', async () => {
      const { us } = await begun();
      const setUp = channelSetUpActions({ ...us, packs: broken });
      const [here] = await setUp.setUps(tenant, undefined);
      if (!here) throw new Error('no channel');
      expect(here.content).toBeUndefined();
      const { packs, chosen } = await setUp.form(here.channel, 'nb');
      expect(packs.map(({ id }) => id)).toContain(chosen.pack);
    });

    it('can still be read and paused on the administrator’s page', async () => {
      const { programme } = await begun();
      const { programmes, packs, channels } = await programme.setup(tenant, 'nb');
      expect(packs.map(({ id }) => id)).not.toContain('digital-ledelse');
      expect(channels[0]?.next ?? null).toBeNull();
      const [kept] = programmes;
      if (!kept) throw new Error('no programme');
      await programme.keepProgramme(tenant, kept.id, { ...kept, state: 'paused' });
      expect((await programme.setup(tenant, 'nb')).programmes[0]?.state).toBe('paused');
    });
  });
});
