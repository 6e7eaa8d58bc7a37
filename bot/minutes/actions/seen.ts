import { type Address } from '../../platform/teams/teams.ts';
import { addressStore } from '../store/addresses.ts';
import { type MinutesParts } from './parts.ts';

/** Teams may move a chat to another service URL; channels are the programme's. */
export async function seenChat(parts: Pick<MinutesParts, 'database'>, at: Address): Promise<void> {
  if (!/^19:.*@(thread\.v2|unq\.gbl\.spaces)/.test(at.conversation)) return;
  const store = addressStore(parts.database);
  const known = await store.find(at.tenant, at.conversation);
  if (known?.serviceUrl !== at.serviceUrl) await store.keep(at);
}
