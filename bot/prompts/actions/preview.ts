import { type ContentLanguage } from '../../content/model.ts';
import { type Packs } from '../../content/packs.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { Refusal } from '../../refusal.ts';
import { type WeekCardReply } from '../api.ts';
import { type PromptCards } from '../cards.ts';

export interface WeekRef {
  readonly tenant: string;
  readonly programme: string;
  readonly week: string;
}

/** A week's card as it will be posted, before anybody gets it. */
export interface PreviewActions {
  /** Throws `not-found`, `unknown-pack`, or `bad-input` for a language that the pack does not have. */
  preview(week: WeekRef, language: ContentLanguage | undefined): Promise<WeekCardReply>;
}

export interface PreviewParts {
  readonly programme: Pick<ProgrammeActions, 'week'>;
  readonly packs: Pick<Packs, 'pack'>;
  readonly card: Pick<PromptCards, 'draw'>;
}

export function previewActions({ programme, packs, card }: PreviewParts): PreviewActions {
  return {
    async preview({ tenant, programme: id, week }, wanted) {
      const { round, isComing, channels } = await programme.week(tenant, id, week);
      const { languages } = packs.pack(round.pack);
      const typical = typicalOf(channels, wanted);
      const own = languages.find((one) => one === typical?.language) ?? 'nb';
      const language = wanted ?? own;
      if (!languages.includes(language)) throw new Refusal('bad-input');
      const channel = typical ?? nowhere(round);
      const coming = { channels: channels.filter(isPosted) };
      const view = { round, channel, language, viewer: undefined };
      const drawn = await card.draw(isComing ? { ...view, coming } : view);
      const { name, teamName } = channel;
      return {
        ...{ card: drawn, language, languages },
        channel: typical === undefined ? null : { name, team: teamName },
      };
    },
  };
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
