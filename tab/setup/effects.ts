import { changesBetween, type UnitChanges } from '../../bot/programme/model/unit-changes.ts';
import { type Organisation } from '../../bot/programme/model/unit-tree.ts';
import { type Translate } from '../platform/texts.ts';
import { counted, type Minimums, type Promises, promisesOf } from './organisation.ts';

const mostLines = 8;

/** Few enough that one or two who do not answer hide the figures. */
const fewBeyond = 2;

/** What a unit's size means for its people, in plain words; empty when there is nothing to say. */
export function sizeNote(
  t: Translate,
  id: string,
  of: { promises: Promises; names: Names; minimums: Minimums },
): string {
  const promised = of.promises.get(id);
  if (promised === undefined) return '';
  const { people, own, larger } = promised;
  if (own === 'never') {
    return larger === undefined
      ? t('setup.size.never.none', { least: of.minimums.scores })
      : t('setup.size.never', { larger: of.names.get(larger) ?? larger });
  }
  if (own === 'maybe') return t('setup.size.maybe');
  const spare = people - of.minimums.scores;
  if (spare > fewBeyond) return '';
  return spare === 0 ? t('setup.size.few.all') : t('setup.size.few', { missing: spare + 1 });
}

export type Names = ReadonlyMap<string, string>;

/** What a change means, before it is saved: who moves, and whose figures come or go. */
export function effectLines(
  t: Translate,
  before: Organisation,
  after: Organisation,
  minimums: Minimums,
): readonly string[] {
  const changes = changesBetween(before, after);
  const names = new Map(after.units.map(({ id, name }) => [id, name]));
  const old = promisesOf(counted(before), minimums);
  const now = promisesOf(counted(after), minimums);
  const lines = [...changeLines(t, changes, names), ...figureLines(t, { old, now, names })];
  return lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines - 1), t('setup.effect.more', { count: lines.length - mostLines + 1 })];
}

/** The changes themselves, for people. */
export function changeLines(t: Translate, changes: UnitChanges, names: Names): readonly string[] {
  const { added, removed, renamed, retyped, moved, leadersMoved, reordered } = changes;
  const structural = added.length + removed.length + moved.length;
  return [
    ...(leadersMoved > 0 ? [t('setup.effect.leaders', { count: leadersMoved })] : []),
    ...added.map(({ name }) => t('setup.effect.added', { name })),
    ...removed.map(({ name }) => t('setup.effect.removed', { name })),
    ...renamed.map(({ from, to }) => t('setup.effect.renamed', { from: from.name, to: to.name })),
    ...moved.map(({ to }) =>
      t('setup.effect.moved', { name: to.name, to: names.get(to.parent ?? '') ?? '' }),
    ),
    ...retyped.map(({ to }) =>
      t('setup.effect.retyped', { name: to.name, kind: t(`setup.kind.${to.kind}`) }),
    ),
    ...(reordered && structural === 0 ? [t('setup.effect.reordered')] : []),
  ];
}

interface Figures {
  readonly old: Promises;
  readonly now: Promises;
  readonly names: Names;
}

function figureLines(t: Translate, { old, now, names }: Figures): readonly string[] {
  return [...now].flatMap(([id, { own, larger }]) => {
    const name = names.get(id) ?? id;
    const before = old.get(id)?.own;
    if (before === own) return [];
    if (own === 'shown') return [t('setup.effect.shown', { name })];
    if (own === 'maybe') return [t('setup.effect.maybe', { name })];
    return larger === undefined
      ? [t('setup.effect.never.none', { name })]
      : [t('setup.effect.never', { name, larger: names.get(larger) ?? larger })];
  });
}
