import { type Address, type TeamsDoor } from '../platform/teams/teams.ts';
import { ownFollowUps } from './actions/follow-ups.ts';
import { type MinutesParts } from './actions/parts.ts';
import { seenChat } from './actions/seen.ts';
import { askPrivatelyCard, followUpsCard } from './cards.ts';
import { type LiveMeetings } from './live/live.ts';

const commands = ['mine oppfølgingspunkter', 'mine oppfølgingspunkt', 'oppfølging', 'my follow-ups'];

/** Teams' door: where the chats of meetings are reached, who left them, and a person's own follow-ups. */
export function minutesChat(door: TeamsDoor, parts: MinutesParts, live: LiveMeetings): void {
  const seen = (at: Address) => seenChat(parts, at);
  door.onInstalled(({ at }) => seen(at));
  door.onSeen(seen);
  door.onMembersChanged((at) => live.membersChanged(at));
  door.onCommand(commands, async ({ from, scope }) => {
    const language = await parts.people.language(from);
    if (scope !== 'personal') return askPrivatelyCard(language);
    const own = await ownFollowUps(parts, from);
    return followUpsCard(
      language,
      own.filter(({ status }) => status === 'open'),
    );
  });
}
