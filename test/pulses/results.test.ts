import { type Database } from '../../bot/platform/database/database.ts';
import { type Caller } from '../../bot/platform/http/http.ts';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { roundStore } from '../../bot/pulses/store/rounds.ts';
import { type PulseTables } from '../../bot/pulses/store/tables.ts';
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

    it('says where low is best, also in the files', async () => {
      const [first] = at.decided.questions;
      if (!first) throw new Error('No question');
      at.decided.questions = [{ ...first, wanted: 'low' }];
      await run(1, all);
      const { rounds } = await read('hr', ['Puls.HR']);
      expect(rounds[0]?.question).toMatchObject({
        text: expect.stringContaining('(Her er lavt best.)') as string,
        lowIsBest: true,
      });
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

    it('lets filters choose among what was released, and never beyond the reader', async () => {
      for (const week of [1, 2, 3]) await run(week, all);
      const hr = (query: Readonly<Record<string, string>>) => at.results('hr', ['Puls.HR'], query);
      const weeks = async (query: Readonly<Record<string, string>>) =>
        (await hr(query)).rounds.map(({ week }) => week.slice(-3));
      expect(await weeks({})).toEqual(['W01', 'W02', 'W03']);
      expect(await weeks({ from: '2027-01-10', to: '2027-01-16' })).toEqual(['W02']);
      expect(await weeks({ programme: 'et-annet' })).toEqual([]);
      expect(await weeks({ area: 'et-annet' })).toEqual([]);
      const page = await hr({ show: 'page' });
      expect(page.focus).toEqual({ unit: 'etat', agency: 'etat' });
      expect(page.rounds.map(({ cells }) => cells.length)).toEqual([1, 1, 4]);
      const one = await hr({ show: 'page', unit: 'plan' });
      expect(one.rounds.map(({ cells }) => cells.map(({ unit }) => unit).sort())).toEqual(
        [1, 2, 3].map(() => ['etat', 'plan']),
      );
      await expect(hr({ unit: 'finnes-ikke' })).rejects.toMatchObject({ code: 'not-found' });
      await expect(hr({ period: 'alltid' })).rejects.toMatchObject({ code: 'bad-input' });
      const own = at.results(leader('stab', 0), [], { unit: 'plan' });
      await expect(own).rejects.toMatchObject({ code: 'not-found' });
    });

    it('shows a leader without own figures the nearest larger unit that has some', async () => {
      await run(1, all);
      const reply = await read(leader('stab', 0));
      expect(reply.focus).toEqual({ unit: 'etat', agency: 'etat' });
      expect(reply.rounds[0]?.cells.find(({ unit }) => unit === 'stab')?.shown).toBe(false);
    });

    it('shows comments to HR only, in the order they were shuffled into', async () => {
      const round = await run(1, all);
      const texts = ['Mer tid.', 'Mindre e-post.', 'Bedre utstyr.'];
      const rows = texts.map((text, place) => {
        return { tenant, round: round.id, unit: 'plan', question: 0, place, text };
      });
      await database.tables<PulseTables>().insertInto('pulse_comment').values(rows.reverse()).execute();
      const said = async (id: string, roles: Caller['roles'], query = {}) =>
        (await at.results(id, roles, query)).comments.map(({ text, unit }) => `${unit}: ${text}`);
      const shuffled = texts.map((text) => `plan: ${text}`);
      expect(await said('hr', ['Puls.HR'], { show: 'page' })).toEqual(shuffled);
      expect(await said('hr', ['Puls.HR'], { unit: 'plan' })).toEqual(shuffled);
      expect(await said('hr', ['Puls.HR'], { unit: 'drift' })).toEqual([]);
      expect(await said('rep', ['Puls.Representative'])).toEqual([]);
      expect(await said(leader('plan', 0), [])).toEqual([]);
    });

    it('tells the rules of each round, what became of its key, and why some filters are not there', async () => {
      await run(1, all);
      const { rounds, receipts, about } = await read('hr', ['Puls.HR']);
      expect(rounds[0]?.rules).toEqual({ scores: 6, distributions: 11, hiddenRest: 6, rates: 10 });
      expect(receipts.map(({ text, outcome }) => [text, outcome])).toEqual([
        ['Nøkkelen til uke 1 ble ødelagt fredag 8. januar kl. 15.00.', 'closed'],
      ]);
      expect(about.join(' ')).toContain(
        'Du kan ikke dele opp etter kjønn, alder, stilling eller ansiennitet.',
      );
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
