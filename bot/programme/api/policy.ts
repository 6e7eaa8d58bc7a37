import { z } from 'zod';
import { highestMinimum, longestRetentionMonths, type Minimums } from '../model/policy.ts';

const minimum = z.number().int().min(1).max(highestMinimum);
const words = z.string().trim().max(4000).nullable();

/**
 * PUT /api/setup/policy — what the agency has decided about its pulses. Minimums hold from the next round and are
 * never lowered (`cannot-lower`). Another purpose, or comments switched on, must be discussed anew. Another policy
 * than the one with the etag `ifMatch` is refused as `changed-meanwhile`.
 */
export const policyBody = z.object({
  purpose: words,
  basis: words,
  evaluateOn: z.iso.date().nullable(),
  comments: z.boolean(),
  retentionMonths: z.number().int().min(1).max(longestRetentionMonths),
  minimums: z.object({ scores: minimum, distributions: minimum, hiddenRest: minimum, rates: minimum }),
  ifMatch: z.string().max(100).optional(),
});
export type PolicyBody = z.infer<typeof policyBody>;

export interface PolicyView {
  /** Grows with what must be discussed anew. */
  readonly version: number;
  readonly etag: string;
  readonly purpose: string | null;
  readonly basis: string | null;
  /** ISO date. */
  readonly evaluateOn: string | null;
  readonly comments: boolean;
  readonly retentionMonths: number;
  readonly minimums: Minimums;
}
