import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { type Address, type TeamsDoor } from '../platform/teams/teams.ts';
import { markFromCard, ownFollowUps } from './actions/follow-ups.ts';
import { takeNews } from './actions/news.ts';
import { type MinutesParts } from './actions/parts.ts';
import { type Asker } from './actions/rights.ts';
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
  door.onMeetingNews((news) => takeNews(parts, news));
  followUpsChat(door, parts);
}

const press = z.object({ followUp: z.string().max(100), done: z.boolean() });

/** A person's own follow-ups, in the chat that nobody else reads. */
function followUpsChat(door: TeamsDoor, parts: MinutesParts): void {
  const show = async (from: Asker & { readonly locale?: string | undefined }, pressed?: string) => {
    const language = await parts.people.language(from);
    const own = await ownFollowUps(parts, from);
    // What was pressed stays, so that a wrong press can be taken back.
    return followUpsCard(
      language,
      own.filter(({ id, status }) => status === 'open' || id === pressed),
    );
  };
  door.onCommand(commands, async ({ from, scope }) =>
    scope === 'personal' ? show(from) : askPrivatelyCard(await parts.people.language(from)),
  );
  door.onPress('follow-up', async ({ from, at, data }) => {
    if (isShared(at)) return askPrivatelyCard(await parts.people.language(from));
    const wanted = press.safeParse(data);
    if (!wanted.success) throw new Refusal('bad-input');
    const { followUp: id, done } = wanted.data;
    await markFromCard(parts, from, { id, done });
    return show(from, id);
  });
}

/** Channels and group chats begin with `19:`, a chat between a person and the bot with `a:`. */
const isShared = ({ conversation }: Address) => conversation.startsWith('19:');
