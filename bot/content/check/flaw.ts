import { type Pack } from '../model.ts';

/** What is wrong, and where: `weeks nokler-tilbake, nn body`. */
export interface Flaw {
  readonly pack: string;
  readonly place: string;
  readonly says: string;
}

/** A rule that a pack alone can be held to. Its name is what the report calls it. */
export interface Check {
  readonly name: string;
  readonly flaws: (pack: Pack) => readonly Flaw[];
}
