import { type Fault } from './api.ts';

export interface Faults {
  replace(list: readonly Fault[]): void;
  /** The fault this request meets, counted as used; `undefined` = it goes through. */
  meet(on: Fault['on'], method: string, path: string): Fault['do'] | undefined;
}

export function scriptedFaults(): Faults {
  let list: { fault: Fault; left: number }[] = [];
  return {
    replace(faults) {
      list = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
    },
    meet(on, method, path) {
      const met = list.find(
        ({ fault, left }) =>
          left > 0 &&
          fault.on === on &&
          (fault.method === undefined || fault.method.toUpperCase() === method) &&
          (fault.path === undefined || path.includes(fault.path)),
      );
      if (met === undefined) return undefined;
      met.left -= 1;
      return met.fault.do;
    },
  };
}
