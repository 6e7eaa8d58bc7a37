import { type World } from '../../infra/practice/api.ts';
import { guidOf } from '../../infra/practice/world/guid.ts';

const LEADERS_EACH = 9;

const guid = (text: string) => guidOf(`faults ${text}`);
const channelId = (number: number) => `19:kanal${number}@thread.tacv2`;
const leaderId = (index: number) => guid(`leder ${index}`);

/** Many channels of one team; in the first ones sit nine leaders each, who answer. */
export function manyChannels(channels: number, answering: number): World {
  const administrator = guid('administrator');
  const leaders = Array.from({ length: answering * LEADERS_EACH }, (_one, index) => index);
  return {
    people: [
      { id: administrator, name: 'Unni Admin', title: '', locale: 'nb-no', roles: ['Puls.Admin'] },
      ...leaders.map((index) => ({
        id: leaderId(index),
        name: `Leder ${String.fromCharCode(65 + (index % 26))}${index}`,
        ...{ title: '', locale: 'nb-no' as const, roles: [] },
        unit: `Enhet ${Math.floor(index / LEADERS_EACH)}`,
      })),
    ],
    teams: [
      {
        ...{ id: '19:lederne@thread.tacv2', groupId: guid('team'), name: 'Lederne' },
        owners: [administrator],
        members: leaders.map(leaderId),
      },
    ],
    channels: Array.from({ length: channels }, (_one, number) => ({
      ...{ id: channelId(number), team: '19:lederne@thread.tacv2', name: `Kanal ${number}` },
      members: [
        administrator,
        ...leaders.filter((index) => Math.floor(index / LEADERS_EACH) === number).map(leaderId),
      ],
      installed: true,
    })),
    meetings: [],
  };
}

/** Those of a world who answer, each in the channel of their own. */
export function answeringIn(world: World): readonly { readonly person: string; readonly channel: string }[] {
  const [administrator] = world.people;
  return world.channels.flatMap(({ id, members }) =>
    members.filter((person) => person !== administrator?.id).map((person) => ({ person, channel: id })),
  );
}
