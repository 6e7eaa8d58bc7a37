import { type HomeChange } from '../../bot/people/model.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { releaseEngine } from '../../bot/pulses/model/engine.ts';
import { type Question } from '../../bot/pulses/model/question.ts';
import { rules } from '../../bot/pulses/model/rules.ts';
import { releasedStore } from '../../bot/pulses/store/released.ts';
import { type PulseTables } from '../../bot/pulses/store/tables.ts';
import { closeFilled, fillRound, type People, type SealedRound } from '../support/closed-round.ts';
import { eachDatabase } from '../support/databases.ts';
import { same, tenant } from './world.ts';

const question: Question = {
  ...{ id: 'q', version: 1, scale: 'agree5', area: { id: 'a', name: same('a') } },
  ...{ text: same('?'), low: same('lav'), high: same('høy'), options: [] },
};

const kinds = { kind: 'section', elsewhere: false } as const;
const week = (number: number) => new Date(Date.UTC(2027, 0, 4 + 7 * number));

/** A round of one agency with two sections; everybody answers. */
function round(
  number: number,
  answers: Readonly<Record<string, readonly number[]>>,
  more: Partial<SealedRound> = {},
): SealedRound {
  return {
    ...{ tenant, id: `r${number}`, rules, comments: false, questions: [question] },
    ...{ opensAt: week(number), closesAt: new Date(week(number).getTime() + 4 * 86_400_000) },
    units: [
      { ...kinds, id: 'etat', name: 'Etaten', parent: undefined, homes: 0 },
      ...Object.entries(answers).map(([id, of]) => ({
        ...kinds,
        id,
        name: id,
        parent: 'etat',
        homes: of.length,
      })),
    ],
    ballots: Object.entries(answers).flatMap(([unit, of]) =>
      of.map((answer) => ({ unit, answers: [answer], comments: [undefined] })),
    ),
    ...more,
  };
}

/** Everybody who answers in a round, and who of them moved when. */
function peopleOf({ ballots }: SealedRound, changes: readonly HomeChange[] = []): People {
  const homes = ballots.map(({ unit }, number) => ({ person: `p${number}`, name: 'N', unit }));
  const moved = new Set(changes.map(({ person }) => person));
  const stayed = homes.slice(0, homes.length - moved.size);
  const came = changes.flatMap(({ person, to }) =>
    to === undefined ? [] : [{ person, name: 'N', unit: to }],
  );
  return { homes: [...stayed, ...came], changes };
}

const drift = [2, 3, 4, 5, 1, 3, 2, 4, 3, 3, 2, 4];
const plan = [1, 2, 3, 4, 4, 3];
const joined: HomeChange = { person: 'ny', from: undefined, to: 'plan', at: week(2) };

eachDatabase((_name, open) => {
  describe('a round that closes', () => {
    let database: Database;

    beforeEach(async () => {
      database = await open();
    });

    async function close(one: SealedRound, changes: readonly HomeChange[] = [], engine = releaseEngine) {
      const seal = await fillRound(database, one);
      await closeFilled(database, one, { seal, people: peopleOf(one, changes), engine });
      const store = releasedStore({ connection: database });
      const cells = await store.cellsOf(one, 0);
      return {
        cell: (unit: string) => cells.find((cell) => cell.unit === unit),
        rates: await store.ratesOf(one),
      };
    }

    const comments = (one: SealedRound) =>
      database
        .tables<PulseTables>()
        .selectFrom('pulse_comment')
        .select(['unit', 'question', 'place', 'text'])
        .where('round', '=', one.id)
        .orderBy('place')
        .execute();

    it('shows the same figure after one has joined, while the others answer as before', async () => {
      const before = await close(round(1, { drift, plan }));
      expect(before.cell('plan')).toMatchObject({ score: { value: 2.8 }, widened: false });
      const { cell } = await close(round(3, { drift, plan: [...plan, 5] }), [joined]);
      expect(cell('plan')).toMatchObject({ score: { value: 2.8 }, widened: true });
      expect(cell('etat')).toMatchObject({ score: { value: 2.9 }, widened: true });
      // And in the round after: it is held against the last exact figure, not against the one that stands.
      const later = await close(round(4, { drift, plan: [...plan, 5] }), [joined]);
      expect(later.cell('plan')).toMatchObject({ score: { value: 2.8 }, widened: true });
    });

    it('shows the exact figure again half a year after the last exact one', async () => {
      await close(round(1, { drift, plan }));
      const { cell } = await close(round(28, { drift, plan: [...plan, 5] }), [joined]);
      expect(cell('plan')).toMatchObject({ score: { value: 3.1 }, widened: false });
    });

    it('compares only with rounds that asked the same', async () => {
      await close(round(1, { drift, plan }));
      const other = { questions: [{ ...question, id: 'another' }] };
      const { cell } = await close(round(3, { drift, plan: [...plan, 5] }, other), [joined]);
      expect(cell('plan')).toMatchObject({ score: { value: 3.1 }, widened: false });
    });

    it.each([
      ['while the last round was open, perhaps without answering in it', 1, 86_400_000],
      ['in the millisecond the last round opened', 1, 0],
      ['while this round was open', 3, 86_400_000],
      ['in the millisecond this round opened', 3, 0],
    ])('stands too when somebody joined %s', async (_when, number, afterMs) => {
      await close(round(1, { drift, plan }));
      const midway = { ...joined, at: new Date(week(number).getTime() + afterMs) };
      const { cell } = await close(round(3, { drift, plan: [...plan, 5] }), [midway]);
      expect(cell('plan')).toMatchObject({ score: { value: 2.8 }, widened: true });
    });

    it('keeps the rules it opened under', async () => {
      const stricter = { rules: { ...rules, scores: 8 } };
      const { cell } = await close(round(1, { drift, plan }, stricter));
      expect(cell('plan')).toMatchObject({ shown: false, why: 'unit-too-small' });
      expect(cell('etat')).toMatchObject({ shown: true });
    });

    it('keeps comments where enough answered, each once, drawn into an order of their own', async () => {
      const texts = Array.from({ length: 12 }, (_, number) => `kommentar ${String(number).padStart(2, '0')}`);
      const commented = round(1, { drift, plan }, { comments: true });
      const ballots = commented.ballots.map((ballot, number) => ({
        ...ballot,
        comments: [number < 12 ? ` ${texts[number] ?? ''} ` : `fra de seks ${number}`],
      }));
      const one = { ...commented, ballots };
      await close(one);
      const kept = await comments(one);
      // The six are too few for comments of their own, and what the agency leaves over beside the twelve is they.
      expect(new Set(kept.map(({ unit }) => unit))).toEqual(new Set(['etat']));
      expect(
        kept
          .map(({ text }) => text)
          .filter((text) => text.startsWith('kommentar'))
          .sort(),
      ).toEqual(texts);
      expect(kept).toHaveLength(18);
      expect(kept.map(({ text }) => text)).not.toEqual([...kept.map(({ text }) => text)].sort());
    });

    it('keeps no comment of a round without comments', async () => {
      const one = round(1, { drift, plan });
      await close({ ...one, ballots: one.ballots.map((ballot) => ({ ...ballot, comments: ['noe'] })) });
      expect(await comments(one)).toEqual([]);
    });

    it('can be given another engine, for attacks on a weakened one', async () => {
      const weakened = {
        ...releaseEngine,
        release: (input: Parameters<typeof releaseEngine.release>[0]) =>
          releaseEngine.release({ ...input, history: undefined }),
      };
      await close(round(1, { drift, plan }));
      const { cell } = await close(round(3, { drift, plan: [...plan, 5] }), [joined], weakened);
      expect(cell('plan')).toMatchObject({ score: { value: 3.1 }, widened: false });
    });
  });
});
