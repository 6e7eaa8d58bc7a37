import { type Database } from '../../bot/platform/database/database.ts';
import { type Caller } from '../../bot/platform/http/http.ts';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { roundStore } from '../../bot/pulses/store/rounds.ts';
import { eachDatabase } from '../support/databases.ts';
import { keysInMemory, leader, roundOf, sizes, tenant, type World, world } from './world.ts';

eachDatabase((_name, open) => {
  describe('the result of a pulse', () => {
    let database: Database;
    let at: World;

    beforeEach(async () => {
      database = await open();
      at = world(database, keysInMemory());
    });

    /** Runs a round; each unit's answers in the order of its leaders. */
    async function run(week: number, answers: Readonly<Record<string, readonly number[]>>) {
      const round = roundOf(week);
      at.clock.set(round.opensAt);
      await at.open(round);
      for (const [unit, values] of Object.entries(answers))
        for (const [number, value] of values.entries())
          await at.press(leader(unit, number), unit, 'answer', { round: round.id, view: 0, value });
      await at.close(round);
      await at.settle();
      return round;
    }

    const read = (id: string, roles?: Caller['roles']) => at.results(id, roles);

    const all = {
      plan: [1, 2, 3, 4, 5, 4, 4, 3, 2],
      drift: [4, 4, 4, 3, 3, 3, 2],
      stab: [1, 2, 2, 3],
    };

    it('shows the nine their own figures, and the seven and the four those of the agency', async () => {
      const round = await run(1, all);
      expect(await at.result('plan', round)).toContain('Seksjon for plan: 3,1 av 5 i snitt.');
      for (const unit of ['drift', 'stab']) {
        const seen = await at.result(unit, round);
        expect(seen).toContain('Etaten: 3,0 av 5 i snitt.');
        expect(seen).toContain('Dette er resultatet for Etaten');
        expect(seen).toContain('Snakk om det');
      }
      expect(await at.result('stab', round)).toContain('færre enn 6 ledere');
      expect(await at.result('drift', round)).toContain('regne seg fram til');
    });

    it('says a kind line, and no figure, when too few answered', async () => {
      const round = await run(1, { plan: [1, 2, 3] });
      const seen = await at.result('plan', round);
      expect(seen).toContain('for få svar');
      expect(seen).not.toMatch(/\d,\d/);
    });

    it('never counts a withdrawn answer', async () => {
      const round = roundOf(1);
      await at.open(round);
      for (let number = 0; number < 6; number++)
        await at.press(leader('plan', number), 'plan', 'answer', { round: round.id, view: 0, value: 3 });
      await at.press(leader('plan', 0), 'plan', 'withdraw', { round: round.id, view: 1 });
      await at.close(round);
      expect(await at.result('plan', round)).toContain('for få svar');
    });

    it('speaks of a change only where it is larger than chance', async () => {
      await run(1, all);
      await run(2, { ...all, plan: [2, 2, 3, 3, 2, 3, 3, 2, 3] });
      const third = await run(3, { ...all, plan: [4, 4, 5, 4, 4, 4, 5, 4, 4] });
      expect(await at.result('plan', roundOf(2))).toMatch(/ingen sikker endring fra uke 1 \(3,1\)/);
      expect(await at.result('plan', third)).toMatch(/høyere enn i uke 2 \(2,6\)/);
    });

    it('shows HR the tree, the representative the agency, a leader the own line, and others nothing', async () => {
      await run(1, all);
      const hr = await read('hr', ['Puls.HR']);
      const unitsOf = (reply: ResultsReply) =>
        reply.rounds.flatMap(({ cells }) => cells.map(({ unit }) => unit));
      expect(unitsOf(hr).sort()).toEqual(['drift', 'etat', 'plan', 'stab']);
      expect(unitsOf(await read('rep', ['Puls.Representative']))).toEqual(['etat']);
      expect(unitsOf(await read(leader('stab', 0))).sort()).toEqual(['etat', 'stab']);
      await expect(read('utenfor')).rejects.toMatchObject({ code: 'not-allowed' });
      expect(hr.summary).toBe('Uke 1: over 90 % svarte. Endringsledelse er på 3,0 av 5 i Etaten.');
      expect(hr.rounds[0]?.cells.find(({ unit }) => unit === 'plan')).toEqual({
        ...{ unit: 'plan', shown: true, value: 3.1, bound: 'about', text: '3,1', margin: 0.8 },
        ...{ widened: false, distribution: null },
      });
    });

    it('shows nothing of an open round but its question and when it closes', async () => {
      const round = roundOf(1);
      await at.open(round);
      for (let number = 0; number < 9; number++)
        await at.press(leader('plan', number), 'plan', 'answer', { round: round.id, view: 0, value: 3 });
      const reply = await read('hr', ['Puls.HR']);
      expect(reply.rounds).toEqual([]);
      expect(reply.open).toEqual({
        week: '2027-W01',
        title: 'Vi prøver nytt hver uke.',
        closesAt: round.closesAt.toISOString(),
      });
      expect(await at.result('plan', round)).toBe('');
    });

    it('keeps a receipt of the destroyed key, and no figure for a hidden cell', async () => {
      const round = await run(1, all);
      const store = roundStore({ connection: database, engine: database.engine });
      expect(await store.waitingReceipts()).toEqual([]);
      const rows = await database
        .tables<{ pulse_cell: Record<string, unknown> }>()
        .selectFrom('pulse_cell')
        .selectAll()
        .execute();
      const hidden = rows.filter(({ why }) => why !== null);
      expect(hidden).toHaveLength(2);
      for (const row of hidden)
        expect([row['value_tenths'], row['margin_tenths'], row['shares'], row['bound']]).toEqual([
          null,
          null,
          null,
          null,
        ]);
      expect((await store.round({ tenant, id: round.id }))?.state).toBe('closed');
    });

    it('closes once, however often it is told to', async () => {
      const round = await run(1, all);
      const before = await read('hr', ['Puls.HR']);
      await at.close(round);
      expect(await read('hr', ['Puls.HR'])).toEqual(before);
    });

    it('covers the units it names', () => {
      expect(Object.keys(sizes)).toEqual(Object.keys(all));
    });
  });
});
