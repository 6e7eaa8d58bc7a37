import { plusDays } from './calendar.ts';

/** An evaluation may be held so many days ahead of its date. */
const EARLY_DAYS = 60;

/**
 * What the agency and its employee representatives did about the pulses, as somebody wrote it down: the note was
 * made, the policy was discussed for a unit, or both looked at it again afterwards.
 */
export interface Discussion {
  readonly kind: 'made' | 'discussed' | 'evaluated';
  /** It holds for the unit and all below it; empty for a note, which is the same for all. */
  readonly unit: string;
  /** ISO date. */
  readonly heldOn: string;
  /** By role, such as "hovedtillitsvalgt". */
  readonly counterpart: string;
  readonly basis: string;
  /** What came of an evaluation. */
  readonly conclusion: string;
  readonly recordedAt: Date;
  /** The version of the policy it was about. */
  readonly policyVersion: number;
}

/** `outdated` = an earlier policy was discussed, and has changed so much since that it must be discussed anew. */
export type Involvement = 'discussed' | 'outdated' | 'missing';

/** By unit, the newest policy that was discussed for it. A note alone, or an evaluation, is no discussion. */
export function discussedVersions(discussions: readonly Discussion[]): ReadonlyMap<string, number> {
  const versions = new Map<string, number>();
  for (const { kind, unit, policyVersion } of discussions)
    if (kind === 'discussed') versions.set(unit, Math.max(policyVersion, versions.get(unit) ?? 0));
  return versions;
}

/** Of the policy that holds now. */
export interface Involved {
  readonly discussed: ReadonlyMap<string, number>;
  readonly version: number;
}

export function involvementOf(
  unitAndAbove: readonly string[],
  { discussed, version }: Involved,
): Involvement {
  const versions = unitAndAbove.flatMap((unit) => discussed.get(unit) ?? []);
  if (versions.some((one) => one >= version)) return 'discussed';
  return versions.length > 0 ? 'outdated' : 'missing';
}

/** The evaluation that the policy speaks of is due, and nobody has written down that it was held. */
export function evaluationIsDue(
  evaluateOn: string | undefined,
  today: string,
  discussions: readonly Discussion[],
): boolean {
  if (evaluateOn === undefined || today < evaluateOn) return false;
  const earliest = plusDays(evaluateOn, -EARLY_DAYS);
  return !discussions.some(({ kind, heldOn }) => kind === 'evaluated' && heldOn >= earliest);
}
