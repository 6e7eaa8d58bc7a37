import { type World } from '../api.ts';
import { type DoorRequest, type TokenHolder } from '../graph-door.ts';
import { type Limits } from './limits.ts';
import { type Messages } from './messages.ts';

export interface ConnectorNeeds {
  world(): World;
  now(): Date;
  readonly messages: Messages;
  readonly limits: Limits;
  checkToken(request: DoorRequest, audience: string): Promise<TokenHolder | undefined>;
  /** A card was edited: whoever looks next gets a fresh one. */
  edited(message: string): void;
}

/** One call, its path parameters decoded. */
export interface ConnectorCall {
  readonly request: DoorRequest;
  readonly params: readonly string[];
  readonly needs: ConnectorNeeds;
}
