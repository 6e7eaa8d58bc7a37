import { type Pack } from '../model.ts';
import { type Documents } from './documents.ts';
import { type Check, type Flaw } from './flaw.ts';
import { formChecks } from './forms.ts';
import { plainChecks } from './plain.ts';
import { questionChecks } from './questions.ts';
import { documentChecks } from './sources.ts';
import { yearChecks } from './year.ts';

export interface Outcome {
  readonly name: string;
  /** `undefined` = not run, because the documents are absent. */
  readonly flaws: readonly Flaw[] | undefined;
}

/** The rules that a pack alone is held to. */
export const packRules: readonly Check[] = [...plainChecks, ...formChecks, ...questionChecks, ...yearChecks];

/** Every rule that packs are held to, with what breaks it. That texts are complete is checked when a pack is read. */
export function checkPacks(packs: readonly Pack[], documents: Documents | undefined): readonly Outcome[] {
  return [
    ...packRules.map(({ name, flaws }) => ({ name, flaws: packs.flatMap(flaws) })),
    ...documentChecks.map(({ name, flaws }) => ({
      name,
      flaws: documents && packs.flatMap((pack) => flaws(pack, documents)),
    })),
  ];
}
