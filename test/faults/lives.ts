import { type Draw } from '../attacks/disclosure/random.ts';
import { Cut, numberedSteps, type Steps } from '../support/steps.ts';
import { type Ground, type Service, startService } from './service.ts';

export interface Mortality {
  /** Steps between two crashes, on average. */
  readonly crashEvery: number;
  /** Steps between two that fail alone, as a statement does when the database is away for a moment. */
  readonly stumbleEvery: number;
}

interface Life {
  readonly service: Service;
  readonly isOver: () => boolean;
}

/** One service after the other on the same ground: each ends at a step that is drawn for it. */
export function lives(
  ground: Ground,
  { draw, note, ...mortality }: Mortality & { readonly draw: Draw; readonly note: (fault: string) => void },
) {
  let life: Life | undefined;

  function begin(): Life {
    const end = 1 + draw.below(2 * mortality.crashEvery);
    let isOver = false;
    const steps: Steps = numberedSteps((step) => {
      if (step >= end) {
        if (!isOver) note('crash');
        isOver = true;
        return true;
      }
      const stumbles = draw.chance(1 / mortality.stumbleEvery);
      if (stumbles) note('stumble');
      return stumbles;
    });
    return { service: startService(ground, steps), isOver: () => isOver };
  }

  return {
    /** `undefined` = it crashed over the work, or stumbled. */
    async use<Result>(work: (service: Service) => Promise<Result>): Promise<Result | undefined> {
      if (life === undefined || life.isOver()) life = begin();
      try {
        return await work(life.service);
      } catch (error) {
        if (!isCut(error)) throw error;
        return undefined;
      }
    },
    /** A service that nothing happens to. */
    safely: <Result>(work: (service: Service) => Promise<Result>): Promise<Result> =>
      work(
        startService(
          ground,
          numberedSteps(() => false),
        ),
      ),
  };
}

/** Several posts fail together when the process dies. */
function isCut(error: unknown): boolean {
  return error instanceof Cut || (error instanceof AggregateError && error.errors.every(isCut));
}
