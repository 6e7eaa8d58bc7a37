import { type Connector, type Connectors } from './connectors.ts';
import { asTeamsFault, type Effect } from './faults.ts';
import { isServiceUrl } from './guard.ts';
import { withoutThread } from './received.ts';
import {
  TeamsFault,
  type Address,
  type Card,
  type Member,
  type Pace,
  type PaceKind,
  type Participant,
  type Place,
  type Teams,
} from './teams.ts';

export interface OutboundOptions {
  readonly connectors: Connectors;
  readonly pace: Pace;
  /** Our app id. */
  readonly appId: string;
  readonly serviceUrlHosts: readonly string[];
}

/** Page size of a roster; Teams takes 50 to 500. */
const pageSize = 500;

/** A message with a card. `summary` is what notifications and screen readers get. */
export const cardMessage = (card: Card, summary: string) => ({
  type: 'message',
  summary,
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
});

interface Call<Result> {
  readonly kind: PaceKind;
  /** Whether doing it twice would show; from the kind where nothing is said. */
  readonly effect?: Effect;
  /** `next` waits for a turn of its own, before another request of the same call. */
  readonly ask: (connector: Connector, next: () => Promise<unknown>) => Promise<Result>;
}

export function outboundTeams({ connectors, pace, appId, serviceUrlHosts }: OutboundOptions): Teams {
  /** The one way out: nobody can forget the list of hosts, the pace or what Teams says about it. */
  async function at<Result>(where: Place, call: Call<Result>): Promise<Result> {
    // Whatever the store says: the token goes to the hosts on the list only.
    if (!isServiceUrl(where.serviceUrl, serviceUrlHosts))
      throw new TeamsFault({ kind: 'refused', message: 'the service URL is not on the list' });
    const to = { tenant: where.tenant, conversation: withoutThread(where.conversation) };
    const next = () => pace.turn(to, call.kind);
    if (where.turn === undefined) await next();
    const effect = call.effect ?? (call.kind === 'read' ? 'read' : 'write');
    try {
      return await asTeamsFault(effect, () => call.ask(connectors.of(where.serviceUrl), next));
    } catch (fault) {
      if (fault instanceof TeamsFault && isTooMuch(fault, effect))
        pace.refused(to, call.kind, fault.retryAfterMs);
      throw fault;
    }
  }

  return { ...writing(at, appId), ...reading(at) };
}

/** A read that failed for other reasons may be asked again at once. */
const isTooMuch = ({ kind, status }: TeamsFault, effect: Effect): boolean =>
  kind === 'busy' && (effect === 'write' || status === 429);

type At = <Result>(where: Place, call: Call<Result>) => Promise<Result>;

function writing(at: At, appId: string): Pick<Teams, 'startThread' | 'send' | 'personalChat' | 'update'> {
  return {
    startThread: (channel, card, summary) =>
      at(channel, {
        kind: 'message',
        async ask({ conversations }) {
          const created = await conversations.createConversation({
            isGroup: true,
            tenantId: channel.tenant,
            channelData: { channel: { id: channel.conversation } },
            // The SDK's type wants every field of a message that was received.
            activity: cardMessage(card, summary) as never,
          } as never);
          return { message: idOf(created.activityId), conversation: idOf(created.id) };
        },
      }),

    send: (to, card, summary) =>
      at(to, {
        kind: 'message',
        async ask({ conversations }) {
          const sent = await conversations.sendToConversation(to.conversation, cardMessage(card, summary));
          return { message: idOf(sent.id), conversation: to.conversation };
        },
      }),

    personalChat: ({ teamsId, ...where }) =>
      at(
        { ...where, conversation: teamsId },
        {
          kind: 'message',
          // Asked twice it is the same chat, so nothing is written.
          effect: 'read',
          ask: (connector) => chatWith(connector, { appId, teamsId, where }),
        },
      ),

    update: (where, message, card, summary) =>
      at(where, {
        kind: 'edit',
        async ask({ conversations }) {
          const activity = { ...cardMessage(card, summary), id: message };
          await conversations.updateActivity(where.conversation, message, activity);
        },
      }),
  };
}

function reading(at: At): Pick<Teams, 'members' | 'meeting' | 'participant'> {
  return {
    members: (of) =>
      at(of, { kind: 'read', ask: (connector, next) => allMembers(connector, of.conversation, next) }),

    meeting: (of, meetingId) =>
      at(of, {
        kind: 'read',
        async ask({ teams }) {
          const found = await unlessGone(teams.fetchMeetingInfo(meetingId));
          if (found === undefined) return undefined;
          const { details, organizer } = found;
          return {
            title: details.title,
            organizer: entraIdOf(organizer),
            joinUrl: textOf(details.joinUrl),
            startsAt: dateOf(details.scheduledStartTime),
            endsAt: dateOf(details.scheduledEndTime),
          };
        },
      }),

    participant: (of, meetingId, person) =>
      at(of, {
        kind: 'read',
        async ask({ teams }) {
          const found = await unlessGone(
            teams.fetchMeetingParticipant(meetingId, person, { tenantId: of.tenant }),
          );
          if (found?.meeting === undefined) return undefined;
          return {
            id: person,
            role: roleOf(found.meeting.role),
            inMeeting: found.meeting.inMeeting === true,
          };
        },
      }),
  };
}

async function chatWith(
  { conversations }: Connector,
  who: {
    readonly appId: string;
    readonly teamsId: string;
    readonly where: Pick<Address, 'tenant' | 'serviceUrl'>;
  },
): Promise<Address> {
  const { tenant } = who.where;
  const { id } = await conversations.createConversation({
    isGroup: false,
    bot: { id: `28:${who.appId}` },
    members: [{ id: who.teamsId }],
    tenantId: tenant,
    channelData: { tenant: { id: tenant } },
  } as never);
  return { ...who.where, conversation: idOf(id) };
}

async function allMembers(
  { conversations }: Connector,
  conversation: string,
  next: () => Promise<unknown>,
): Promise<readonly Member[]> {
  const members: Member[] = [];
  let continuationToken: string | undefined;
  do {
    if (continuationToken !== undefined) await next();
    // The SDK's type wants a token even for the first page.
    const options = { pageSize, ...(continuationToken === undefined ? {} : { continuationToken }) };
    const page = await conversations.getConversationPagedMembers(
      conversation,
      options as { pageSize: number; continuationToken: string },
    );
    members.push(...page.members.flatMap(memberOf));
    continuationToken = textOf(page.continuationToken);
  } while (continuationToken !== undefined);
  return members;
}

/** Bots and people without an Entra id (anonymous guests of a meeting) are nobody we can know. */
function memberOf(account: object): Member[] {
  const { id, name, userRole } = account as { id?: unknown; name?: unknown; userRole?: unknown };
  const entraId = entraIdOf(account);
  const teamsId = textOf(id);
  if (entraId === undefined || teamsId === undefined) return [];
  return [
    {
      id: entraId,
      teamsId,
      name: textOf(name) ?? '',
      guest: userRole === 'guest' || userRole === 'anonymous',
    },
  ];
}

/** The connector says `objectId`, the description says `aadObjectId`. */
function entraIdOf(account: object | undefined): string | undefined {
  const { aadObjectId, objectId } = (account ?? {}) as { aadObjectId?: unknown; objectId?: unknown };
  return textOf(aadObjectId) ?? textOf(objectId);
}

const roleOf = (role: unknown): Participant['role'] =>
  role === 'Organizer' || role === 'Presenter' ? role : 'Attendee';

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function dateOf(value: unknown): Date | undefined {
  if (value === undefined || value === null) return undefined;
  const date = new Date(value as string | Date);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The connector took it and did not say what it made of it. */
function idOf(id: unknown): string {
  const known = textOf(id);
  if (known === undefined) throw new TeamsFault({ kind: 'unknown', message: 'the connector gave no id' });
  return known;
}

async function unlessGone<Result>(asked: Promise<Result>): Promise<Result | undefined> {
  try {
    return await asTeamsFault('read', () => asked);
  } catch (error) {
    if (error instanceof TeamsFault && error.kind === 'gone') return undefined;
    throw error;
  }
}
