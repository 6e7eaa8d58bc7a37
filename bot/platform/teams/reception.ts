import { Refusal } from '../../refusal.ts';
import { type Log } from '../log.ts';
import { languageOf, refusalText, type Language } from '../texts.ts';
import { commandFor, type Registered } from './door.ts';
import { type InboundActivity } from './guard.ts';
import { messageActionOf } from './message-action.ts';
import {
  actionOf,
  addressOf,
  botCameOrWent,
  installationOf,
  meetingNewsOf,
  placeChangeOf,
  scopeOf,
  senderOf,
  typedText,
  withoutThread,
} from './received.ts';
import {
  bugCard,
  cardReply,
  dialogReply,
  errorReply,
  refusedCard,
  unknownTextCard,
  type InvokeReply,
} from './replies.ts';
import { type Address, type Card, type Sender } from './teams.ts';

/** Brings an activity that has passed every check to those who answer it. */
export interface Reception {
  /** The answer of an invoke; `undefined` = no invoke of ours. Never rejects. */
  press(activity: InboundActivity): Promise<InvokeReply | undefined>;
  /** The dialog of a command chosen at a message; `undefined` = no such invoke. Never rejects. */
  messageAction(activity: InboundActivity): Promise<InvokeReply | undefined>;
  /** The card that answers a typed message. Never rejects. */
  typed(activity: InboundActivity): Promise<Card>;
  /** These two reject when it has not been taken in: Teams should send it again. */
  installation(
    activity: InboundActivity,
    groupIdOf: (teamId: string) => Promise<string | undefined>,
  ): Promise<void>;
  /** A team or channel that was renamed, deleted or the like; anything else is passed over. */
  placeChanged(activity: InboundActivity): Promise<void>;
  /** These never reject: rosters and service URLs are learnt again soon enough, and a meeting goes on without its news. */
  meetingNews(activity: InboundActivity): Promise<void>;
  membersChanged(at: Address): Promise<void>;
  seen(at: Address): Promise<void>;
}

export function reception(registered: Registered, log: Log): Reception {
  const languageFor = personLanguage(registered, log);

  /** The card that tells a person why there is no other card. */
  const politely: Politely = async (error, from, where) => {
    const language = await languageFor(from);
    if (error instanceof Refusal) return refusedCard(language, refusalText(language, error));
    return bugCard(language, log.bug(error, where));
  };

  const refuse = async (from: Sender, code: 'bad-input' | 'unknown-action'): Promise<InvokeReply> =>
    errorReply(400, code, refusalText(await languageFor(from), new Refusal(code)));

  const logged = (where: string, work: Promise<void>) => unlessBug(log, where, work);

  return {
    async press(activity) {
      if (activity.name !== 'adaptiveCard/action') return undefined;
      const from = senderOf(activity);
      const action = actionOf(activity.value);
      if (action === undefined) return refuse(from, 'bad-input');
      const { verb, data, automatic } = action;
      const answer = registered.presses.get(verb);
      if (answer === undefined) return refuse(from, 'unknown-action');
      const message = activity.replyToId ?? undefined;
      try {
        return cardReply(await answer({ from, at: addressOf(activity), message, verb, data }));
      } catch (error) {
        const card = await politely(error, from, `press ${verb}`);
        // Nobody pressed: the card that is shown is better than one about an error.
        return automatic ? errorReply(409, 'not-refreshed', String(card['fallbackText'])) : cardReply(card);
      }
    },

    messageAction: (activity) => dialogOf(registered, politely, activity),

    async typed(activity) {
      const from = senderOf(activity);
      const text = typedText(activity);
      const answer = commandFor(registered, text) ?? registered.otherText[0];
      try {
        if (answer === undefined) return unknownTextCard(await languageFor(from));
        return await answer({ from, at: addressOf(activity), scope: scopeOf(activity), text });
      } catch (error) {
        return politely(error, from, 'typed message');
      }
    },

    async installation(activity, groupIdOf) {
      const read = installationOf(activity);
      const change = botCameOrWent(activity) ?? activity.action ?? 'add';
      if (change.startsWith('remove')) {
        for (const handle of registered.removed) await handle(read);
        return;
      }
      const groupId = read.team && (read.team.groupId ?? (await groupIdOf(read.team.id)));
      const known = { ...read, team: read.team && { ...read.team, groupId } };
      for (const handle of registered.installed) await handle(known);
    },

    async placeChanged(activity) {
      const change = placeChangeOf(activity);
      if (change !== undefined) await each(registered.placeChanged, change);
    },

    meetingNews: (activity) => logged('meeting news', tellNews(registered, activity)),

    membersChanged: (at) => logged('members changed', each(registered.membersChanged, at)),

    seen: (at) =>
      logged('seen', each(registered.seen, { ...at, conversation: withoutThread(at.conversation) })),
  };
}

type Politely = (error: unknown, from: Sender, where: string) => Promise<Card>;

async function dialogOf(
  { messageActions }: Registered,
  politely: Politely,
  activity: InboundActivity,
): Promise<InvokeReply | undefined> {
  const read = messageActionOf(activity);
  if (read === undefined) return undefined;
  const from = senderOf(activity);
  const { step, command, ...said } = read;
  try {
    const handlers = messageActions.get(command);
    if (handlers === undefined) throw new Refusal('unknown-action');
    return dialogReply(await handlers[step]({ ...said, from, at: addressOf(activity) }));
  } catch (error) {
    return dialogReply({ title: 'Lederpuls', card: await politely(error, from, `message action ${step}`) });
  }
}

async function unlessBug(log: Log, where: string, work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => log.bug(error, where));
}

async function tellNews({ meetingNews }: Registered, activity: InboundActivity): Promise<void> {
  const news = meetingNewsOf(activity);
  if (news !== undefined) await each(meetingNews, news);
}

async function each<Event>(
  handlers: readonly ((event: Event) => Promise<void>)[],
  event: Event,
): Promise<void> {
  for (const handle of handlers) await handle(event);
}

function personLanguage({ language }: Registered, log: Log): (from: Sender) => Promise<Language> {
  return async ({ tenant, id, locale }) => {
    try {
      return (await language[0]?.({ tenant, id, locale })) ?? languageOf(locale);
    } catch (error) {
      log.bug(error, 'language of a person');
      return languageOf(locale);
    }
  };
}
