import { type IncomingMessage, type ServerResponse } from 'node:http';
import { CloudAdapter, type Activity, type InvokeResponse, type TurnContext } from 'botbuilder';
import { type AuthenticateRequestResult } from 'botframework-connector';
import { type RefusalCode } from '../../refusal.ts';
import { type Identity } from '../identity/identity.ts';
import { type Log } from '../log.ts';
import {
  authenticate,
  connectorCredentials,
  OneRequestAuthentication,
  type Cloud,
} from './authentication.ts';
import { connectors, type Connector, type Connectors } from './connectors.ts';
import { teamsDoor } from './door.ts';
import { asTeamsFault } from './faults.ts';
import { activityShape, guard, type InboundActivity } from './guard.ts';
import { cardMessage, outboundTeams } from './outbound.ts';
import { sendPace } from './pace.ts';
import { addressOf, botCameOrWent } from './received.ts';
import { reception, type Reception } from './reception.ts';
import { connectorSignature } from './signature.ts';
import { type Pace, TeamsFault, type Teams, type TeamsDoor } from './teams.ts';

export interface BotFrameworkOptions {
  readonly identity: Identity;
  readonly appId: string;
  /** The tenant the bot is registered in: its outbound tokens come from there. */
  readonly tenant: string;
  readonly cloud: Cloud;
  readonly allowedTenants: readonly string[];
  /** `host` or `host:port`; `*.host` for a whole domain. */
  readonly serviceUrlHosts: readonly string[];
  /** Of every request to the connector, and of checking a signature. */
  readonly sendDeadlineMs: number;
  /** Requests a second that Teams allows one app in one tenant. */
  readonly sendPerSecond: number;
  readonly log: Log;
}

export interface BotFramework {
  readonly teams: Teams;
  readonly pace: Pace;
  readonly door: TeamsDoor;
  /** Answers `POST /api/messages`; `body` is the JSON of the request. */
  process(request: IncomingMessage & { body?: unknown }, response: ServerResponse): Promise<void>;
}

export function botFrameworkTeams(options: BotFrameworkOptions): BotFramework {
  const { appId, cloud, log, sendDeadlineMs, serviceUrlHosts } = options;
  const credentials = connectorCredentials(options.identity, cloud, options.tenant);
  const clients = connectors(credentials, sendDeadlineMs);
  const authentication = new OneRequestAuthentication({ appId, cloud, credentials, connectors: clients });
  const adapter = new Adapter(authentication);
  const signatureOf = connectorSignature({
    issuer: cloud.ToBotFromChannelTokenIssuer,
    audience: appId,
    metadataUrl: cloud.ToBotFromChannelOpenIdMetadataUrl,
    deadlineMs: sendDeadlineMs,
  });
  const { door, registered } = teamsDoor();
  const received = reception(registered, log);

  const turn = async (activity: InboundActivity, signed: AuthenticateRequestResult): Promise<Reply> => {
    const [reply] = await Promise.all([
      adapter.turn(signed, activity, (context) =>
        dispatch(context, activity, {
          received,
          log,
          groupIdOf: groupIds(clients.of(activity.serviceUrl ?? ''), log),
        }),
      ),
      received.seen(addressOf(activity)),
    ]);
    return reply;
  };

  const answer = async (body: unknown, header: string): Promise<Reply> => {
    const signature = await signatureOf(header);
    if (signature === 'forged') return refused('not-signed-in', 401, 'signature');
    if (signature === 'unclear') return refused('not-ready', 503, noKeys);
    const { data: activity } = activityShape.safeParse(body);
    if (activity === undefined) return refused('bad-input', 400);
    // The SDK has another way to check other channels, so they never reach it.
    if (activity.channelId !== 'msteams') return refused('not-allowed', 403, 'channel');
    const by = { header, deadlineMs: sendDeadlineMs };
    const signed = await authenticate(authentication, activity as unknown as Activity, by);
    if (signed === 'forged') return refused('not-signed-in', 401, 'claims');
    if (signed === 'unclear') return refused('not-ready', 503, noKeys);
    const reason = guard(activity, { tenants: options.allowedTenants, serviceUrlHosts });
    if (reason !== undefined) return refused('not-allowed', 403, reason);
    return turn(activity, signed);
  };

  return {
    ...outward(options, clients),
    door,
    async process(request, response) {
      const reply = await answer(request.body, request.headers.authorization ?? '').catch(
        (error: unknown): Reply => {
          log.bug(error, 'activity');
          return refused('not-ready', 503);
        },
      );
      if (reply.reason !== undefined)
        log.warn('activity refused', { status: reply.status, reason: reply.reason });
      response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
    },
  };
}

/** Everything we send goes at one pace. */
function outward(
  { appId, serviceUrlHosts, sendPerSecond }: BotFrameworkOptions,
  clients: Connectors,
): Pick<BotFramework, 'teams' | 'pace'> {
  const pace = sendPace({ perSecond: sendPerSecond });
  return { pace, teams: outboundTeams({ connectors: clients, pace, appId, serviceUrlHosts }) };
}

/** Installations do not always name the Microsoft 365 group. Without it there are no files; that is said later. */
function groupIds({ teams }: Connector, log: Log): (teamId: string) => Promise<string | undefined> {
  return async (teamId) => {
    try {
      return (await asTeamsFault('read', () => teams.fetchTeamDetails(teamId))).aadGroupId;
    } catch (error) {
      log.warn('group of a team not known', { kind: error instanceof TeamsFault ? error.kind : 'bug' });
      return undefined;
    }
  };
}

const noKeys = 'no keys to check the signature with';

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  /** For the log only. */
  readonly reason?: string;
}

/** The same bytes for every refusal of a status: the sender may not be who it says it is. */
const refused = (code: RefusalCode, status: number, reason: string = code): Reply => ({
  status,
  body: { error: { code } },
  reason,
});

class Adapter extends CloudAdapter {
  constructor(authentication: OneRequestAuthentication) {
    super(authentication);
    this.onTurnError = (_context, error) => Promise.reject(error);
  }

  /** `CloudAdapter.process` would print errors and send their messages to whoever asked. */
  async turn(
    signed: AuthenticateRequestResult,
    activity: InboundActivity,
    logic: (context: TurnContext) => Promise<Reply>,
  ): Promise<Reply> {
    let reply: Reply = { status: 200 };
    const plain = { ...activity, deliveryMode: undefined } as unknown as Activity;
    const invoked: InvokeResponse | undefined = await this.processActivity(signed, plain, async (context) => {
      reply = await logic(context);
      if (activity.type === 'invoke') await context.sendActivity({ type: 'invokeResponse', value: reply });
    });
    return invoked ?? reply;
  }
}

/**
 * Which handler an activity is for. A message or a change of members that fails is answered 200: sent again it
 * would be answered twice, or is learnt anyway. An installation that fails is answered 503: without it we do not
 * know where we are, and taking it in twice is harmless.
 */
async function dispatch(
  context: TurnContext,
  activity: InboundActivity,
  to: { received: Reception; log: Log; groupIdOf: (teamId: string) => Promise<string | undefined> },
): Promise<Reply> {
  const { received, log } = to;
  switch (activity.type) {
    case 'invoke':
      return (
        (await received.press(activity)) ??
        (await received.messageAction(activity)) ??
        refused('unknown-action', 404)
      );
    case 'message':
      await reply(context, await received.typed(activity), log);
      return { status: 200 };
    case 'installationUpdate':
      return takenIn(received.installation(activity, to.groupIdOf), log);
    case 'conversationUpdate':
      return conversationUpdate(activity, to);
    case 'event':
      await received.meetingNews(activity);
      return { status: 200 };
    default:
      return { status: 200 };
  }
}

/** Teams tells of the bot in a team twice; whichever comes first is taken in, and again nothing changes. */
async function conversationUpdate(
  activity: InboundActivity,
  to: Parameters<typeof dispatch>[2],
): Promise<Reply> {
  const { received, log } = to;
  if (membersIn(activity)) await received.membersChanged(addressOf(activity));
  if (botCameOrWent(activity) === undefined) return takenIn(received.placeChanged(activity), log);
  return takenIn(received.installation(activity, to.groupIdOf), log);
}

const membersIn = ({ membersAdded, membersRemoved }: InboundActivity): boolean =>
  [...(membersAdded ?? []), ...(membersRemoved ?? [])].length > 0;

async function takenIn(work: Promise<void>, log: Log): Promise<Reply> {
  try {
    await work;
    return { status: 200 };
  } catch (error) {
    log.bug(error, 'installation');
    return refused('not-ready', 503);
  }
}

async function reply(
  context: TurnContext,
  card: Awaited<ReturnType<Reception['typed']>>,
  log: Log,
): Promise<void> {
  const summary = card['fallbackText'];
  try {
    await asTeamsFault('write', () =>
      context.sendActivity(cardMessage(card, typeof summary === 'string' ? summary : 'Lederpuls')),
    );
  } catch (error) {
    log.warn('reply not sent', error instanceof TeamsFault ? { kind: error.kind, status: error.status } : {});
  }
}
