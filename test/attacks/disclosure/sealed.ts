import { type Ballot } from '../../../bot/pulses/model/ballot.ts';
import { roundKeyId, roundSeal, type Seal } from '../../../bot/pulses/seal.ts';
import { type Given } from './agency.ts';

/** The sealing is public; only the key is not. */
export interface SealedRound {
  readonly tenant: string;
  readonly id: string;
  readonly comments: boolean;
}

export const sealWith = (key: Uint8Array, round: SealedRound): Seal => roundSeal(key, round);

export const keyNameOf = ({ tenant, id }: Pick<SealedRound, 'tenant' | 'id'>): string =>
  roundKeyId(tenant, id);

export function ballotOf({ unit, answers, comments }: Omit<Given, 'person'>): Ballot {
  return { version: 1, unit, answers, comments: comments ?? answers.map((): undefined => undefined) };
}
