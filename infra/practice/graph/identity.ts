import { type World } from '../api.ts';
import { type TokenHolder } from '../graph-door.ts';
import { type Json } from './call.ts';
import { type Actor } from './records.ts';

export const actorOf = (holder: TokenHolder): Actor => ({ person: holder.oid, app: holder.appid });

/** An `identitySet`: who did it, by id and name. */
export function identitySet(actor: Actor, world: World): Json {
  const application = { id: actor.app, displayName: actor.app === 'SharePoint' ? 'SharePoint' : 'Lederpuls' };
  if (actor.person === undefined) return { application };
  const displayName = world.people.find((person) => person.id === actor.person)?.name ?? actor.person;
  return { application, user: { id: actor.person, displayName } };
}
