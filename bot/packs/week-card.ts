import { type ContentLanguage, type Entry } from '../content/model.ts';
import { type Packs } from '../content/packs.ts';
import { type Card } from '../platform/teams/teams.ts';
import { type LeaderChannel, type Round } from '../programme/model/programme.ts';
import { type CardPart } from '../programme/slots.ts';
import { weeklyCard } from '../prompts/cards.ts';
import { type AskView } from '../pulses/actions/viewing.ts';
import { askPart } from '../pulses/cards/ask.ts';
import { rules } from '../pulses/model/rules.ts';

/** The week as it would be posted in some channel. */
export interface SampleWeek {
  readonly pack: string;
  readonly entry: Entry;
  /** As ISO names it. */
  readonly week: string;
  readonly language: ContentLanguage;
  readonly closesAt: Date;
  /** What stands for ids, and for the names of the unit and the one above it. */
  readonly names: { readonly id: string; readonly unit: string; readonly larger: string };
  /** Every question has room for a comment. */
  readonly comments: boolean;
}

/** The weekly card with its questions, without a service: drawn by the same hands that draw it for Teams. */
export function sampleCard(packs: Packs, week: SampleWeek): Promise<Card> {
  const { pack, entry, language, names } = week;
  const round = roundOf(week);
  const at = { round, channel: channelOf(names.id), language, viewer: { tenant: names.id, id: names.id } };
  const questions = entry.questions.map((asked) => ({ ...asked, area: packs.area(pack, asked.area) }));
  const part = askPart({ ...viewOf(week), questions }, at);
  const nothing: CardPart = { body: [], actions: [] };
  const cards = weeklyCard({
    packs,
    questions: () => ({
      ask: () => Promise.resolve(part),
      asks: () => Promise.resolve(true),
      result: () => Promise.resolve(nothing),
    }),
  });
  return cards.draw(at, round.id);
}

function roundOf({ pack, entry, week, names: { id }, closesAt }: SampleWeek): Round {
  return {
    ...{ tenant: id, id, programme: pack, week, pack, entry: entry.id, state: 'open' },
    ...{ opensAt: new Date(0), closesAt, reason: undefined },
  };
}

const channelOf = (id: string): LeaderChannel => ({
  ...{ tenant: id, id, name: id, teamId: id, teamName: id, groupId: id, serviceUrl: id },
  ...{ unit: id, programme: id, language: 'nb', state: 'active', reason: undefined },
});

/** All that is said of what happens with an answer. */
function viewOf({ names, comments, closesAt }: SampleWeek): Omit<AskView, 'questions'> {
  const unit = {
    ...{ id: names.id, name: names.unit, kind: 'section' as const, parent: undefined },
    ...{ homes: 9, elsewhere: false },
  };
  return {
    ...{ state: 'open', comments, rules, ballot: undefined, elsewhere: undefined, zone: 'Europe/Oslo' },
    ...{
      unit,
      larger: { ...unit, name: names.larger },
      promise: { people: 9, own: 'maybe', larger: names.larger },
      closesAt,
    },
  };
}
