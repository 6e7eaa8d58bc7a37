import { z } from 'zod';
import { type Card, type Dialog, type MessageAction, type TeamsDoor } from '../platform/teams/teams.ts';
import { formatDate, type Language, refusalText, texts } from '../platform/texts.ts';
import { Refusal } from '../refusal.ts';
import { type Writer } from './actions/change.ts';
import { makeFollowUp, type Place, placesFor, type Put, putOnAgenda } from './actions/from-message.ts';
import { type MinutesParts } from './actions/parts.ts';
import { proposeBody } from './api/before.ts';
import { followUpForm, itemForm, type ItemFields, noPlaceCard, putCard } from './cards/from-message.ts';
import { longest } from './model/changes.ts';
import { zone } from './model/meeting.ts';
import { firstWords } from './model/message.ts';

/** So much of a message begins a title; the rest of its words stand below it. */
const titleUnits = 90;

const { proposal: key, kind, title, why } = proposeBody.shape;
const itemData = z.object({ key, kind, title, why: why.default(''), meeting: key });
const followUpData = z.object({
  ...{ key, item: key, added: key, set: key, itemAdded: key, meeting: key },
  text: z.string().trim().min(1).max(longest.followUp),
  owner: z.string().max(100).default(''),
  due: z.union([z.iso.date(), z.literal('')]).default(''),
});

/** Teams' door at a message: it becomes an item on an agenda, or a follow-up. The commands stand in the manifest. */
export function messageActions(door: TeamsDoor, parts: MinutesParts): void {
  door.onMessageAction('add-item', {
    open: ({ from, at, text }) =>
      withPlaces(parts, { from, at }, 'item', ({ language, places, first }) => {
        const title = firstWords(text, titleUnits);
        const why = title === text ? '' : text;
        const fields: ItemFields = { kind: 'D', title, why, meeting: first };
        return itemForm({ language, places, fields, data: { key: parts.ids() }, fault: '' });
      }),
    async submit({ from, at, data }) {
      const wanted = read(itemData, data);
      const by = await writerOf(parts, from);
      return tried(
        parts,
        { language: by.language, what: 'item' },
        () => putOnAgenda(parts, by, wanted),
        async (fault) => {
          const places = await placesFor(parts, by, at.conversation);
          const { language } = by;
          return itemForm({ language, places, fields: wanted, data: { key: wanted.key }, fault });
        },
      );
    },
  });
  followUpAction(door, parts);
}

function followUpAction(door: TeamsDoor, parts: MinutesParts): void {
  door.onMessageAction('add-follow-up', {
    open: ({ from, at, text }) =>
      withPlaces(parts, { from, at }, 'followUp', ({ language, places, first }) => {
        const data = Object.fromEntries(
          ['key', 'item', 'added', 'set', 'itemAdded'].map((name) => [name, parts.ids()]),
        );
        const fields = { text: firstWords(text, titleUnits), owner: from.id, due: '', meeting: first };
        return followUpForm({ language, places, fields, data, fault: '' });
      }),
    async submit({ from, at, data }) {
      const wanted = read(followUpData, data);
      const by = await writerOf(parts, from);
      const { key, item, added, set, itemAdded, ...fields } = wanted;
      const made = () =>
        makeFollowUp(parts, by, {
          ...{ key, ids: [item, added, set, itemAdded], meeting: fields.meeting, text: fields.text },
          owner: fields.owner === '' ? undefined : fields.owner,
          due: fields.due === '' ? null : fields.due,
          asProposal: (owner) => proposalText(by.language, owner, fields.due),
        });
      return tried(parts, { language: by.language, what: 'followUp' }, made, async (fault) => {
        const places = await placesFor(parts, by, at.conversation);
        const again = { key, item, added, set, itemAdded };
        return followUpForm({ language: by.language, places, fields, data: again, fault });
      });
    },
  });
}

type What = 'item' | 'followUp';

const dialog = (language: Language, what: What, card: Card): Dialog => ({
  title: texts(language)(`minutes.message.${what}.dialog`),
  card,
});

async function withPlaces(
  parts: MinutesParts,
  { from, at }: Pick<MessageAction, 'from' | 'at'>,
  what: What,
  form: (of: {
    readonly language: Language;
    readonly places: readonly Place[];
    readonly first: string;
  }) => Card,
): Promise<Dialog> {
  const language = await parts.people.language(from);
  const places = await placesFor(parts, from, at.conversation);
  const first = places[0]?.meeting.id;
  return dialog(
    language,
    what,
    first === undefined ? noPlaceCard(language) : form({ language, places, first }),
  );
}

/** What could not be taken comes back with the reason above it, so that nothing typed is lost. */
async function tried(
  parts: MinutesParts,
  { language, what }: { readonly language: Language; readonly what: What },
  put: () => Promise<Put>,
  again: (fault: string) => Promise<Card>,
): Promise<Dialog> {
  try {
    const done = await put();
    return dialog(language, what, putCard(language, done, parts.tabLink(done.meeting)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return dialog(language, what, await again(refusalText(language, error)));
  }
}

async function writerOf(parts: MinutesParts, from: MessageAction['from']): Promise<Writer> {
  const { tenant, id, name } = from;
  return { tenant, id, name, language: await parts.people.language(from) };
}

function read<Shape>(shape: z.ZodType<Shape>, data: MessageAction['data']): Shape {
  const wanted = shape.safeParse(data);
  if (!wanted.success) throw new Refusal('bad-input');
  return wanted.data;
}

function proposalText(language: Language, owner: string | undefined, due: string): string {
  const say = texts(language);
  const date = due === '' ? undefined : formatDate(language, new Date(`${due}T12:00:00Z`), zone);
  return [
    say('minutes.message.asked'),
    ...(owner === undefined ? [] : [say('minutes.message.asked.owner', { owner })]),
    ...(date === undefined ? [] : [say('minutes.message.asked.due', { date })]),
  ].join(' ');
}
