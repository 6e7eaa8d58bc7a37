import { releaseComments } from './comments.ts';
import { releaseRates } from './rates.ts';
import { release } from './release.ts';

/** Everything that decides what may be shown of a closed round. Attack tests run weakened ones. */
export interface ReleaseEngine {
  readonly release: typeof release;
  readonly releaseRates: typeof releaseRates;
  readonly releaseComments: typeof releaseComments;
}

export const releaseEngine: ReleaseEngine = { release, releaseRates, releaseComments };
