import { type Draw } from '../attacks/disclosure/random.ts';
import { Cut, numberedSteps, type Steps } from '../support/steps.ts';
import { type Ground, type Service, startService } from './service.ts';

/** What is in store for one life of the service. */
export interface Fate {
  /** From this step on nothing works any more. */
  readonly endsAt: number;
  /** This step fails alone, as a statement does when the database is away for a moment. */
  readonly stumblesAt: (step: number) => boolean;
}

/** Told for each life, and whether it is the first of its week. */
export type Fates = (isNewWeek: boolean) => Fate;

/** So many steps between two crashes, and between two stumbles, on average. */
export const drawnFates =
  (draw: Draw, { crashEvery, stumbleEvery }: { crashEvery: number; stumbleEvery: number }): Fates =>
  () => ({
    endsAt: 1 + draw.below(2 * crashEvery),
    stumblesAt: () => draw.chance(1 / stumbleEvery),
  });

interface Life {
  readonly service: Service;
  readonly isOver: () => boolean;
}

/** One service after the other on the same ground: each ends when its fate says so. */
export function lives(
  ground: Ground,
  { fates, note }: { readonly fates: Fates; readonly note: (fault: string) => void },
) {
  let life: Life | undefined;
  let isNewWeek = true;

  function begin(): Life {
    const { endsAt, stumblesAt } = fates(isNewWeek);
    isNewWeek = false;
    let isOver = false;
    const steps: Steps = numberedSteps((step) => {
      if (step >= endsAt) {
        if (!isOver) note('crash');
        isOver = true;
        return true;
      }
      const stumbles = stumblesAt(step);
      if (stumbles) note('stumble');
      return stumbles;
    });
    return { service: startService(ground, steps), isOver: () => isOver };
  }

  return {
    /** The service is stopped in order, and started again. */
    renew() {
      life = undefined;
      isNewWeek = true;
    },
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
