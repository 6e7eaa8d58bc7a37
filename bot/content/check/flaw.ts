import { type TextKey } from '../../platform/texts.ts';
import { type Pack } from '../model.ts';

/** What is wrong, and where: `weeks nokler-tilbake, nn body`. */
export interface Flaw {
  readonly pack: string;
  readonly place: string;
  readonly says: string;
}

/** The text of a rule for those who read packs in the product. */
type RuleId = TextKey extends infer Key ? (Key extends `content.rule.${infer Id}` ? Id : never) : never;

/** A rule that a pack alone can be held to. Its name is what the report calls it. */
export interface Check {
  readonly id: RuleId;
  readonly name: string;
  readonly flaws: (pack: Pack) => readonly Flaw[];
}
