import { tenantOf, type InboundActivity } from './guard.ts';
import {
  type Address,
  type Installation,
  type MeetingNews,
  type PlaceChange,
  type Sender,
  type TypedMessage,
} from './teams.ts';

/** Reads what Teams sent, after the guard, into our words. */

export type Scope = TypedMessage['scope'];

export function addressOf(activity: InboundActivity): Address {
  return {
    tenant: tenantOf(activity) ?? '',
    serviceUrl: activity.serviceUrl ?? '',
    conversation: activity.conversation.id,
  };
}

/** `19:…@thread.tacv2;messageid=1` is a thread of the channel `19:…@thread.tacv2`. */
export const withoutThread = (conversation: string): string => conversation.replace(/;messageid=.*$/, '');

export function senderOf(activity: InboundActivity): Sender {
  return {
    tenant: tenantOf(activity) ?? '',
    id: activity.from?.aadObjectId ?? '',
    teamsId: activity.from?.id ?? '',
    name: activity.from?.name ?? '',
    locale: activity.locale ?? undefined,
  };
}

export function scopeOf({ conversation, channelData }: InboundActivity): Scope {
  const said = conversation.conversationType;
  if (said === 'personal' || said === 'channel' || said === 'groupChat') return said;
  if (channelData?.team) return 'channel';
  return conversation.isGroup === true ? 'groupChat' : 'personal';
}

/** The text without the mention of the bot. */
export function typedText({ text, entities, recipient }: InboundActivity): string {
  const mentions = (entities ?? [])
    .filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient?.id)
    .map((entity) => entity.text ?? '')
    .filter((mention) => mention !== '');
  return mentions
    .reduce((left, mention) => left.replaceAll(mention, ' '), text ?? '')
    .replaceAll('&nbsp;', ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Where the app was added: the channel picked for it, else the one the event came from. */
function channelOf({ channelData, conversation }: InboundActivity, scope: Scope): Installation['channel'] {
  const named = channelData?.channel ?? channelData?.settings?.selectedChannel;
  if (named) return { id: named.id, name: named.name ?? undefined };
  return scope === 'channel' ? { id: withoutThread(conversation.id), name: undefined } : undefined;
}

function teamOf({ channelData }: InboundActivity): Installation['team'] {
  const team = channelData?.team;
  return team ? { id: team.id, groupId: team.aadGroupId ?? undefined, name: team.name ?? '' } : undefined;
}

function sentAt({ timestamp }: InboundActivity): Date | undefined {
  const at = new Date(timestamp ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at;
}

export function installationOf(activity: InboundActivity): Installation {
  const scope = scopeOf(activity);
  return {
    at: addressOf(activity),
    scope,
    from: senderOf(activity),
    team: teamOf(activity),
    channel: channelOf(activity, scope),
    sentAt: sentAt(activity),
  };
}

/** `channelRenamed`, `teamDeleted` and the like; `undefined` = another event, or none. */
export function placeChangeOf(activity: InboundActivity): PlaceChange | undefined {
  const [, what, change] =
    /^(channel|team)(?:Hard)?(Renamed|Deleted|Restored|Archived|Unarchived)$/.exec(
      activity.channelData?.eventType ?? '',
    ) ?? [];
  if (what === undefined || change === undefined) return undefined;
  return {
    ...{ at: addressOf(activity), team: teamOf(activity), sentAt: sentAt(activity) },
    channel: channelOf(activity, 'channel'),
    what: what as PlaceChange['what'],
    change: change.toLowerCase() as PlaceChange['change'],
  };
}

const meetingNewsNames = new Map<string, MeetingNews['what']>([
  ['application/vnd.microsoft.meetingStart', 'start'],
  ['application/vnd.microsoft.meetingEnd', 'end'],
  ['application/vnd.microsoft.meetingParticipantJoin', 'join'],
  ['application/vnd.microsoft.meetingParticipantLeave', 'leave'],
]);

const mostMembers = 1000;

/** `undefined` = another event. Who joined or left stands in `value.members`, each with a `user`. */
export function meetingNewsOf(activity: InboundActivity): MeetingNews | undefined {
  const what = meetingNewsNames.get(activity.name ?? '');
  if (what === undefined) return undefined;
  const { members } = recordOf(activity.value) ?? {};
  const people = (Array.isArray(members) ? members.slice(0, mostMembers) : []).flatMap((member: unknown) => {
    const id = recordOf(recordOf(member)?.['user'])?.['aadObjectId'];
    return typeof id === 'string' ? [id] : [];
  });
  const { conversation, ...at } = addressOf(activity);
  return { at: { ...at, conversation: withoutThread(conversation) }, what, people };
}

/** Whether the members of a team that came or went are the bot itself. */
export function botCameOrWent(activity: InboundActivity): 'add' | 'remove' | undefined {
  const isBot = (member: unknown) => recordOf(member)?.['id'] === activity.recipient?.id;
  if (!activity.recipient || scopeOf(activity) !== 'channel') return undefined;
  if ((activity.membersAdded ?? []).some(isBot)) return 'add';
  return (activity.membersRemoved ?? []).some(isBot) ? 'remove' : undefined;
}

export interface CardAction {
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Teams refreshes the card; nobody pressed anything. */
  readonly automatic: boolean;
}

/** `undefined` = the value of the invoke is none of a card action. */
export function actionOf(value: unknown): CardAction | undefined {
  const { action, trigger } = recordOf(value) ?? {};
  const { verb, data } = recordOf(action) ?? {};
  const given = data === undefined || data === null ? {} : recordOf(data);
  if (typeof verb !== 'string' || given === undefined) return undefined;
  return { verb, data: given, automatic: trigger === 'automatic' };
}

const recordOf = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
