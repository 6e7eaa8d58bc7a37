import { type World } from '../api.ts';
import { type Keep } from '../graph-door.ts';
import { Refused } from '../refused.ts';
import { joined, left, type Role, withApp } from './changes.ts';
import { conversationOf, isMember } from './roster.ts';
import { seedWorld } from './seed.ts';

/** The people, teams, channels and meetings, kept over restarts. */
export interface WorldStore {
  world(): World;
  replace(world: World): void;
  /** Refused with 409 when the person already is, or is not, there. */
  join(conversation: string, person: string, role: Role): void;
  leave(conversation: string, person: string): void;
  /** The app is added to, or removed from, a channel or meeting. */
  install(conversation: string, installed: boolean): void;
}

function expectMember(world: World, id: string, person: string, expected: boolean): void {
  const conversation = conversationOf(world, id);
  if (conversation === undefined || conversation.kind === 'personal')
    throw new Refused(404, 'not-found', 'There is no such team, channel or meeting chat.');
  if (!world.people.some((one) => one.id === person))
    throw new Refused(404, 'not-found', 'There is no such person.');
  if (isMember(conversation, person) !== expected)
    throw new Refused(409, 'nothing-to-do', `The person is ${expected ? 'not' : 'already'} there.`);
}

export function worldStore(needs: { keep: Keep; now: () => Date; changed: () => void }): WorldStore {
  let world = (needs.keep.load('world') as World | undefined) ?? seedWorld(needs.now());
  const become = (next: World) => {
    world = next;
    needs.keep.save('world', () => world);
    needs.changed();
  };
  become(world);
  return {
    world: () => world,
    replace: become,
    join(id, person, role) {
      expectMember(world, id, person, false);
      become(joined(world, id, person, role));
    },
    leave(id, person) {
      expectMember(world, id, person, true);
      become(left(world, id, person));
    },
    install(id, installed) {
      become(withApp(world, id, installed));
    },
  };
}
