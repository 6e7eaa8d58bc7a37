import { release } from '../../bot/pulses/model/release.ts';
import { rules } from '../../bot/pulses/model/rules.ts';
import { leavesAnswersOpen, scoreOf, type ScoreRules } from '../../bot/pulses/model/scores.ts';
import { narrowedRests } from '../../bot/pulses/model/bounds.ts';
import { tallyOf } from '../../bot/pulses/model/tally.ts';
import { restOf, type TreeUnit } from '../../bot/pulses/model/tree.ts';
import { seeded } from '../attacks/disclosure/random.ts';

const AGENCIES = 300;
const question = { scale: 'agree5', options: [] } as const;
const at: ScoreRules = { scale: 'agree5', steps: { min: 1, max: 5 }, rules };

interface Agency {
  readonly units: readonly TreeUnit[];
  readonly homes: ReadonlyMap<string, number>;
  readonly ballots: readonly { readonly unit: string; readonly answer: number }[];
}

/** Up to three departments of up to three sections; some teams agree to the last one. */
function agencyOf(seed: number): Agency {
  const draw = seeded(seed);
  const units: TreeUnit[] = [{ id: 'etat', parent: undefined }];
  for (let department = 0; department < 1 + draw.below(3); department++) {
    units.push({ id: `a${department}`, parent: 'etat' });
    for (let section = 0; section < 1 + draw.below(3); section++)
      units.push({ id: `a${department}s${section}`, parent: `a${department}` });
  }
  const homes = new Map<string, number>();
  const ballots = units.flatMap(({ id }) => {
    const size = id.includes('s') ? 3 + draw.below(13) : draw.below(4);
    homes.set(id, size);
    const climate = 1 + draw.below(5);
    const spread = draw.chance(0.2) ? 0 : 3;
    const answers = Array.from(
      { length: size },
      () => climate + draw.below(spread + 1) - Math.floor(spread / 2),
    );
    return answers
      .filter(() => draw.chance(0.8))
      .map((answer) => ({ unit: id, answer: Math.min(5, Math.max(1, answer)) }));
  });
  return { units, homes, ballots };
}

/** May exactly these units be shown together, by the rules themselves? */
function isAllowed(tally: ReturnType<typeof tallyOf>, shown: ReadonlySet<string>): boolean {
  const { tree, allPeople, allAnswers, allPoints } = tally;
  const large = [...shown].every(
    (unit) => (allPeople.get(unit) ?? 0) >= rules.scores && (allAnswers.get(unit) ?? 0) >= rules.scores,
  );
  if (!large) return false;
  const people = restOf(tree, shown, tally.people);
  const answers = restOf(tree, shown, tally.answers);
  if ([...shown].some((unit) => people.get(unit) !== 0 && (answers.get(unit) ?? 0) < rules.hiddenRest))
    return false;
  const published = new Map(
    [...shown].map((unit) => [unit, scoreOf(at, allAnswers.get(unit) ?? 0, allPoints.get(unit) ?? 0).known]),
  );
  const rest = new Map([...answers].map(([unit, count]) => [unit, { low: count, high: 5 * count }]));
  return [...narrowedRests({ tree, published, rest })].every(([unit, known]) =>
    leavesAnswersOpen(at, answers.get(unit) ?? 0, known),
  );
}

/** Every choice of units there is. */
function optimum(agency: Agency): number {
  const tally = tallyOf(agency);
  const ids = agency.units.map(({ id }) => id);
  const sizes = Array.from({ length: 2 ** ids.length }, (_, bits) => {
    const some = new Set(ids.filter((_id, place) => (bits >> place) % 2 === 1));
    return isAllowed(tally, some) ? some.size : 0;
  });
  return Math.max(...sizes);
}

describe('what a round shows of a small agency', () => {
  it('is hardly less than the best choice of all', () => {
    let cells = 0;
    let shown = 0;
    let best = 0;
    for (let seed = 0; seed < AGENCIES; seed++) {
      const agency = agencyOf(seed);
      const released = release({ ...agency, question, rules });
      const open = new Set(released.filter((cell) => cell.shown).map(({ unit }) => unit));
      expect(isAllowed(tallyOf(agency), open)).toBe(true);
      cells += released.length;
      shown += open.size;
      best += optimum(agency);
    }
    const share = (of: number) => `${((100 * of) / cells).toFixed(1)} %`;
    process.stdout.write(
      `cells shown ${share(shown)}, at best ${share(best)}: ${(shown / best).toFixed(3)} of the optimum\n`,
    );
    expect(shown / best).toBeGreaterThanOrEqual(0.95);
  });
});
