import { cardTemplate, plain } from '../../platform/cards.ts';
import { type Card } from '../../platform/teams/teams.ts';
import { formatDate, type Language, type Texts, texts } from '../../platform/texts.ts';
import { type Place, type Put } from '../actions/from-message.ts';
import { type PersonView } from '../api.ts';
import { type ProposalKind, proposalKinds } from '../api/before.ts';
import { longest } from '../model/changes.ts';
import { zone } from '../model/meeting.ts';
import template from './from-message.json' with { type: 'json' };

const draw = cardTemplate(template);

type Element = Readonly<Record<string, unknown>>;

/** What stands in the fields: the message's words at first, what was typed when it could not be taken. */
export interface ItemFields {
  readonly meeting: string;
  readonly kind: ProposalKind;
  readonly title: string;
  readonly why: string;
}

export interface FollowUpFields {
  readonly meeting: string;
  readonly text: string;
  readonly owner: string;
  readonly due: string;
}

interface Form<Fields> {
  readonly language: Language;
  readonly places: readonly Place[];
  readonly fields: Fields;
  /** Comes back with the form; nothing that people read. */
  readonly data: Readonly<Record<string, string>>;
  /** Why it was not taken; empty at first. */
  readonly fault: string;
}

export function itemForm({ language, places, fields, data, fault }: Form<ItemFields>): Card {
  const say = texts(language);
  const kindChoices = proposalKinds.map((kind) => [kind, say(`minutes.kind.${kind}`)] as const);
  return draw({
    heading: say('minutes.message.item.heading'),
    fault: plain(fault),
    note: say('minutes.message.item.note'),
    inputs: [
      line(say, 'title', { value: fields.title, maxLength: longest.title }),
      {
        ...{ type: 'Input.Text', id: 'why', label: say('minutes.message.why'), isMultiline: true },
        ...{ maxLength: 2000, value: fields.why },
      },
      { ...choice('kind', say('minutes.message.kind'), kindChoices), value: fields.kind },
      placeChoice(language, places, fields.meeting),
    ],
    actions: [submit(say('minutes.message.item.send'), data)],
  });
}

export function followUpForm({ language, places, fields, data, fault }: Form<FollowUpFields>): Card {
  const say = texts(language);
  const owners = peopleOf(places).map(({ id, name }) => [id, name] as const);
  return draw({
    heading: say('minutes.message.followUp.heading'),
    fault: plain(fault),
    note: say('minutes.message.followUp.note'),
    inputs: [
      line(say, 'text', { value: fields.text, maxLength: longest.followUp }),
      { ...choice('owner', say('minutes.message.owner'), owners), value: fields.owner },
      { type: 'Input.Date', id: 'due', label: say('minutes.message.due'), value: fields.due },
      placeChoice(language, places, fields.meeting),
    ],
    actions: [submit(say('minutes.message.followUp.send'), data)],
  });
}

/** Where it is now, and who decides. */
export function putCard(language: Language, { as, meeting }: Put, link: string): Card {
  const say = texts(language);
  return draw({
    heading: say(`minutes.message.put.${as}.heading`),
    ...{ fault: '', inputs: [] },
    note: say(`minutes.message.put.${as}.text`, { meeting: plain(meeting.title) }),
    actions: [{ type: 'Action.OpenUrl', title: say('minutes.message.open'), url: link }],
  });
}

export function noPlaceCard(language: Language): Card {
  const say = texts(language);
  return draw({
    heading: say('minutes.message.none.heading'),
    ...{ fault: '', inputs: [], actions: [] },
    note: say('minutes.message.none.text'),
  });
}

function line(
  say: Texts,
  id: 'title' | 'text',
  of: { readonly value: string; readonly maxLength: number },
): Element {
  const label = say(`minutes.message.${id}`);
  const errorMessage = say(`minutes.message.${id}.error`);
  return { ...of, ...{ type: 'Input.Text', id, label, isRequired: true, errorMessage } };
}

function placeChoice(language: Language, places: readonly Place[], chosen: string): Element {
  const say = texts(language);
  const options = places.map((place) => [place.meeting.id, placeName(language, place)] as const);
  return {
    ...choice('meeting', say('minutes.message.meeting'), options),
    ...{ isRequired: true, errorMessage: say('minutes.message.meeting.error'), value: chosen },
  };
}

function placeName(language: Language, { meeting, now, lead }: Place): string {
  const say = texts(language);
  const date = formatDate(language, new Date(meeting.startsAt), zone);
  const when = now ? date : say('minutes.message.next');
  return say(lead ? 'minutes.message.place' : 'minutes.message.place.proposes', {
    ...{ meeting: meeting.title, when },
  });
}

function choice(id: string, label: string, options: readonly (readonly [string, string])[]): Element {
  const choices = options.map(([value, title]) => ({ title, value }));
  return { type: 'Input.ChoiceSet', id, label, style: 'compact', choices };
}

/** Everybody who may be responsible in one of the meetings; the service looks whether it is the chosen one. */
function peopleOf(places: readonly Place[]): readonly PersonView[] {
  const byId = new Map(places.flatMap(({ meeting }) => meeting.people).map((one) => [one.id, one]));
  const byName = new Intl.Collator('nb');
  return [...byId.values()].toSorted((one, other) => byName.compare(one.name, other.name));
}

const submit = (title: string, data: Readonly<Record<string, string>>): Element => ({
  ...{ type: 'Action.Submit', title, data, style: 'positive' },
});
