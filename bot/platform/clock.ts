/**
 * The product's clock: it decides what is due and which dates are shown. Tokens, deadlines, locks,
 * back-off and send windows use the machine's clock (`Date.now`) instead.
 */
export interface Clock {
  now(): Date;
}

export const machineClock: Clock = { now: () => new Date() };
