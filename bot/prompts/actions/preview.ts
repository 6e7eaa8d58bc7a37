import { type ContentLanguage } from '../../content/model.ts';
import { type Packs } from '../../content/packs.ts';
import { type PersonRef } from '../../people/model.ts';
import { type Card, type Teams, TeamsFault } from '../../platform/teams/teams.ts';
import { texts } from '../../platform/texts.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { Refusal } from '../../refusal.ts';
import { type WeekCardReply } from '../api.ts';
import { type PromptCards } from '../cards.ts';

interface WeekRef {
  readonly tenant: string;
  readonly programme: string;
  readonly week: string;
}

/** A week's card as it will be posted, before anybody gets it. */
export interface PreviewActions {
  /** Throws `not-found`, `unknown-pack`, or `bad-input` for a language that the pack does not have. */
  preview(week: WeekRef, language: ContentLanguage | undefined): Promise<WeekCardReply>;
  /**
   * Sends the card to the person alone, marked as a trial: what is pressed on it is not kept. Throws what `preview`
   * throws, `no-chat` where the bot may not write to the person, or `not-sent`.
   */
  trial(person: PersonRef, week: WeekRef, language: ContentLanguage | undefined): Promise<void>;
}

export interface PreviewParts {
  readonly programme: Pick<ProgrammeActions, 'week' | 'channels'>;
  readonly packs: Pick<Packs, 'pack'>;
  readonly card: Pick<PromptCards, 'draw' | 'title'>;
  readonly teams: Pick<Teams, 'personalChat' | 'send'>;
}

export function previewActions(parts: PreviewParts): PreviewActions {
  return {
    async preview(week, wanted) {
      const { card, language, languages, typical } = await drawn(parts, week, { language: wanted });
      const channel = typical === undefined ? null : { name: typical.name, team: typical.teamName };
      return { card, language, languages, channel };
    },

    async trial(person, week, wanted) {
      const { card, language, round } = await drawn(parts, week, { language: wanted, isTrial: true });
      const summary = texts(language)('prompts.trial.summary', { title: parts.card.title(round, language) });
      await sendTo(parts, person, { card: trialOf(card), summary });
    },
  };
}

interface Wanted {
  readonly language: ContentLanguage | undefined;
  readonly isTrial?: boolean;
}

async function drawn({ programme, packs, card }: PreviewParts, week: WeekRef, wanted: Wanted) {
  const { round, isComing, channels } = await programme.week(week.tenant, week.programme, week.week);
  const { languages } = packs.pack(round.pack);
  const typical = typicalOf(channels, wanted.language);
  const language = wanted.language ?? languages.find((one) => one === typical?.language) ?? 'nb';
  if (!languages.includes(language)) throw new Refusal('bad-input');
  const view = {
    ...{ round, language, channel: typical ?? nowhere(round), viewer: undefined },
    ...(isComing ? { coming: { channels: channels.filter(isPosted) } } : {}),
    ...(wanted.isTrial === true ? { notice: texts(language)('prompts.trial.notice') } : {}),
  };
  return { card: await card.draw(view), language, languages, round, typical };
}

const isPosted = ({ unit, state }: LeaderChannel) => unit !== undefined && state === 'active';

/** One that gets posts and speaks the language, where there is one. */
function typicalOf(
  channels: readonly LeaderChannel[],
  language: ContentLanguage | undefined,
): LeaderChannel | undefined {
  const placed = channels.filter(isPosted);
  return placed.find((channel) => channel.language === language) ?? placed[0] ?? channels[0];
}

/** Before any channel has the programme: a card that speaks of no unit. */
const nowhere = ({ tenant, programme }: Round): LeaderChannel => ({
  ...{ tenant, id: '', name: '', teamId: '', teamName: '', groupId: '', serviceUrl: '' },
  ...{ unit: undefined, programme, language: 'nb', state: 'active', reason: undefined },
});

/** The same card, whose every button says that this is a trial. It carries nothing that an answer could be kept by. */
function trialOf(card: Card): Card {
  const tried = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(tried);
    if (typeof value !== 'object' || value === null) return value;
    const node = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, tried(one)]));
    if (node['type'] !== 'Action.Execute') return node;
    return { ...node, verb: 'trial', data: {}, associatedInputs: 'none' };
  };
  return tried({ ...card, refresh: undefined }) as Card;
}

/** Teams takes a person's Entra id as well as its own (bots/how-to/conversations/send-proactive-messages). */
async function sendTo(
  { programme, teams }: PreviewParts,
  { tenant, id }: PersonRef,
  message: { readonly card: Card; readonly summary: string },
): Promise<void> {
  const known = (await programme.channels(tenant)).find(({ state }) => state !== 'removed');
  if (known === undefined) throw new Refusal('no-chat');
  try {
    const chat = await teams.personalChat({ tenant, serviceUrl: known.serviceUrl, teamsId: id });
    await teams.send(chat, message.card, message.summary);
  } catch (fault) {
    if (!(fault instanceof TeamsFault)) throw fault;
    throw new Refusal(fault.kind === 'gone' || fault.kind === 'refused' ? 'no-chat' : 'not-sent');
  }
}
