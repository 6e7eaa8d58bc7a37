import { type PersonalMeetings } from '../../programme/slots.ts';
import { followUpStore } from '../store/follow-ups.ts';
import { ownStore } from '../store/own.ts';
import { type MinutesParts } from './parts.ts';

const mostListed = 200;

/** What minutes hold about one person, for that person: minutes are the archive's, so nothing of it is deleted here. */
export function personalMeetings({ database }: Pick<MinutesParts, 'database'>): PersonalMeetings {
  return {
    async of(person) {
      const store = ownStore(database);
      const followUps = await followUpStore(database).ownedBy(person.tenant, person.id, mostListed);
      return {
        followUps: followUps.map(({ text, meetingTitle, status }) => ({
          ...{ text, meeting: meetingTitle, done: status === 'done' },
        })),
        meetings: await store.meetings(person),
        roles: await store.roles(person),
        items: await store.items(person),
        said: await store.said(person),
        waitingItems: [...(await store.waitingItems(person)), ...(await store.proposals(person))],
      };
    },
  };
}
