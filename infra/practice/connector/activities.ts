import { randomUUID } from 'node:crypto';
import { type StateMessage, type WorldPerson } from '../api.ts';
import { tenantId } from '../sign-in/identity.ts';
import { botAccount, type Conversation, teamsId } from '../world/roster.ts';
import { type Json } from './activity-body.ts';
import { conversationAccount } from './replies.ts';

/** Activities as Teams sends them. */

export interface Scene {
  readonly conversation: Conversation;
  /** The thread's first message, in a channel. */
  readonly thread?: string | undefined;
  readonly from: WorldPerson;
  readonly serviceUrl: string;
  readonly now: Date;
}

const locales = { 'nb-no': 'nb-NO', 'nn-no': 'nn-NO', 'en-us': 'en-US' } as const;
const zone = 'Europe/Oslo';

/** `2026-11-23T09:30:00.000+01:00` */
function localTime(now: Date): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(now);
  const offset = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${parts.replace(' ', 'T')}.${String(now.getMilliseconds()).padStart(3, '0')}${offset?.replace('GMT', '') ?? ''}`;
}

const accountOf = (person: WorldPerson) => ({
  id: teamsId(person.id),
  name: person.name,
  aadObjectId: person.id,
});

/** Where it happens; events name the team in full, messages and presses by id only. */
function placeOf(conversation: Conversation, inFull: boolean): Json {
  const tenant = { id: tenantId };
  if (conversation.kind === 'personal') return { tenant };
  if (conversation.kind === 'meeting') return { tenant, meeting: { id: conversation.meeting.id } };
  const { team, channel } = conversation;
  return {
    tenant,
    team: { id: team.id, ...(inFull ? { name: team.name, aadGroupId: team.groupId } : {}) },
    channel: { id: channel.id, ...(inFull ? { name: channel.name } : {}) },
    teamsTeamId: team.id,
    teamsChannelId: channel.id,
  };
}

function activity(scene: Scene, inFull: boolean, rest: Json): Json {
  const { conversation, from, now } = scene;
  const { channelData, entities, ...others } = rest;
  const locale = locales[from.locale];
  return {
    id: `f:${randomUUID()}`,
    channelId: 'msteams',
    serviceUrl: scene.serviceUrl,
    timestamp: now.toISOString(),
    localTimestamp: localTime(now),
    localTimezone: zone,
    locale,
    from: accountOf(from),
    recipient: botAccount,
    conversation: conversationAccount(conversation, scene.thread),
    entities: [
      ...((entities ?? []) as readonly unknown[]),
      { type: 'clientInfo', locale, country: locale.slice(3), platform: 'Web', timezone: zone },
    ],
    channelData: { ...placeOf(conversation, inFull), ...((channelData ?? {}) as Json) },
    ...others,
  };
}

/** The bot was added or removed: the two activities that Teams sends, in order. */
export function installation(scene: Scene, action: 'add' | 'remove'): readonly Json[] {
  const settings =
    scene.conversation.kind === 'channel'
      ? { settings: { selectedChannel: { id: scene.conversation.channel.id } } }
      : {};
  const added = action === 'add';
  const members = { [added ? 'membersAdded' : 'membersRemoved']: [{ id: botAccount.id }] };
  const eventType = added ? 'teamMemberAdded' : 'teamMemberRemoved';
  return [
    activity(scene, true, {
      type: 'conversationUpdate',
      ...members,
      channelData: { eventType, ...settings },
    }),
    activity(scene, true, {
      type: 'installationUpdate',
      action,
      channelData: { ...settings, source: { name: 'message' } },
    }),
  ];
}

export function membersChanged(scene: Scene, change: 'join' | 'leave', person: WorldPerson): Json {
  const joined = change === 'join';
  return activity(scene, true, {
    type: 'conversationUpdate',
    [joined ? 'membersAdded' : 'membersRemoved']: [{ id: teamsId(person.id), aadObjectId: person.id }],
    channelData: { eventType: joined ? 'teamMemberAdded' : 'teamMemberRemoved' },
  });
}

/** A typed message; in channels and group chats with the mention that made Teams pass it on. */
export function typed(scene: Scene, message: string, text: string): Json {
  const mention = `<at>${botAccount.name}</at>`;
  const mentioned = scene.conversation.kind !== 'personal';
  return activity(scene, false, {
    type: 'message',
    id: message,
    textFormat: 'plain',
    text: mentioned ? `${mention} ${text}\n` : text,
    ...(mentioned ? { entities: [{ type: 'mention', text: mention, mentioned: botAccount }] } : {}),
  });
}

export interface PressedAction {
  readonly title: string | undefined;
  readonly verb: string | undefined;
  readonly id: string | undefined;
  readonly data: unknown;
}

/** `adaptiveCard/action`, by hand or by the card's own refresh. */
export function pressed(
  scene: Scene,
  message: string,
  action: PressedAction,
  trigger: 'manual' | 'automatic',
): Json {
  return activity(scene, false, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: message,
    value: { action: { type: 'Action.Execute', ...action }, trigger },
    channelData: { source: { name: 'message' }, legacy: { replyToId: message } },
  });
}

/** A command chosen at a message (`fetchTask`), or its dialog sent (`submitAction` with the card's data). */
export function chosenAtMessage(
  scene: Scene,
  message: StateMessage,
  { command, data }: { readonly command: string; readonly data: unknown },
): Json {
  return activity(scene, false, {
    type: 'invoke',
    name: `composeExtension/${data === undefined ? 'fetchTask' : 'submitAction'}`,
    value: {
      commandId: command,
      commandContext: 'message',
      context: { theme: 'default' },
      messagePayload: {
        id: message.id,
        replyToId: message.replyTo ?? null,
        createdDateTime: message.sentAt,
        lastModifiedDateTime: message.editedAt ?? null,
        deleted: false,
        importance: 'normal',
        locale: 'nb-no',
        from: message.from.bot
          ? {
              application: {
                id: botAccount.id,
                applicationIdentityType: 'bot',
                displayName: botAccount.name,
              },
            }
          : { user: { id: message.from.id, userIdentityType: 'aadUser', displayName: message.from.name } },
        body: { contentType: 'html', content: htmlOf(message) },
        attachments: [],
        mentions: [],
        reactions: [],
      },
      ...(data === undefined ? {} : { data }),
    },
    channelData: { source: { name: 'message' } },
  });
}

/** What people type is text; Teams hands it on as HTML. */
function htmlOf({ text = '' }: StateMessage): string {
  const escaped = text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return escaped
    .replace(new RegExp(`@${botAccount.name}`, 'g'), `<at id="0">${botAccount.name}</at>`)
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('');
}

/** `application/vnd.microsoft.meetingStart` and `…meetingEnd`. */
export function meetingEvent(scene: Scene, what: 'Start' | 'End'): Json | undefined {
  if (scene.conversation.kind !== 'meeting') return undefined;
  const { meeting } = scene.conversation;
  return activity(scene, true, {
    type: 'event',
    name: `application/vnd.microsoft.meeting${what}`,
    value: {
      MeetingType: 'Scheduled',
      Title: meeting.title,
      Id: meeting.id,
      JoinUrl: meeting.joinUrl,
      [`${what}Time`]: what === 'Start' ? meeting.startsAt : meeting.endsAt,
    },
  });
}

/** `application/vnd.microsoft.meetingParticipantJoin` and `…Leave`: one person, as Teams sends it when they come one by one. */
export function participantEvent(scene: Scene, what: 'Join' | 'Leave', role: string): Json {
  return activity(scene, true, {
    type: 'event',
    name: `application/vnd.microsoft.meetingParticipant${what}`,
    value: {
      members: [
        {
          user: { ...accountOf(scene.from), tenantId, userPrincipalName: '', userRole: 'user' },
          meeting: { inMeeting: what === 'Join', role },
        },
      ],
    },
  });
}
