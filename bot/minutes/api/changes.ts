import { z } from 'zod';
import { itemMoves } from './during.ts';

/** What people may do to a meeting, one change at a time; `api.ts` names the types and says where to send them. */

const id = z.uuid();
const text = (max: number) => z.string().max(max);
const person = z.object({ id: z.string().min(1).max(100), name: z.string().min(1).max(200) });

export const itemKinds = ['O', 'D', 'B', 'G', 'E'] as const;
export const attendanceStates = ['present', 'remote', 'apologies', 'absent', 'unknown'] as const;
export const outcomes = [
  'noted',
  'discussed',
  'decided',
  'decided-amended',
  'not-decided',
  'postponed',
  'returned',
] as const;
export const accessLevels = ['public', 'internal', 'exempt'] as const;

/** What is written in an item: `proposal` is the proposal to decision, `problem` and `needs` prepare it. */
const itemTexts = ['title', 'notes', 'decision', 'proposal', 'problem', 'needs'] as const;

/** Leads into no page of ours and to no script: a whole web address, without a name or password in it. */
const paperAddress = z
  .string()
  .max(2000)
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, username, password } = new URL(text);
    return protocol === 'https:' && hostname !== '' && username === '' && password === '';
  }, 'must be an https address');

/** Which text of the meeting an edit is about. */
export const textTarget = z.discriminatedUnion('of', [
  z.object({ of: z.literal('item'), item: id, field: z.enum(itemTexts) }),
  z.object({ of: z.literal('alternative'), item: id, alternative: id }),
  z.object({ of: z.literal('followUp'), item: id, followUp: id }),
]);

/**
 * One replaced stretch of a text: at `at` (UTF-16 units), `remove` units give way to `insert`. It was made on
 * `revision` of the text; the server rebases it over what came after. The edits of one request on the same text
 * build on each other: send them all with the revision last seen in the stream, oldest first, and send again those
 * that have not come back in the stream (their ids make that harmless). `model/text.ts` has the arithmetic.
 */
export const textEdit = z.object({
  at: z.number().int().min(0),
  remove: z.number().int().min(0),
  insert: text(20_000),
  /** Inside the removed stretch: what others wrote there meanwhile, which stays. Only rebasing makes it. */
  kept: z
    .array(z.object({ at: z.number().int().min(0), length: z.number().int().min(1) }))
    .max(1000)
    .optional(),
});

const change = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({
    /** Made by the client; the same id twice is one change. */ id,
    type: z.literal(type),
    ...shape,
  });

export const changeShape = z.discriminatedUnion('type', [
  change('edit', { target: textTarget, revision: z.number().int().min(0), edit: textEdit }),
  change('add-item', { item: id, kind: z.enum(itemKinds), title: text(300), after: id.nullable() }),
  change('set-item', {
    item: id,
    set: z
      .object({
        kind: z.enum(itemKinds),
        presenter: person.nullable(),
        plannedMinutes: z.number().int().min(0).max(600).nullable(),
        outcome: z.enum(outcomes).nullable(),
        access: z.object({ level: z.enum(accessLevels), basis: text(200) }),
      })
      .partial(),
  }),
  change('move-item', { item: id, after: id.nullable() }),
  change('remove-item', { item: id }),
  change('add-follow-up', { item: id, followUp: id, text: text(500) }),
  change('set-follow-up', {
    item: id,
    followUp: id,
    set: z
      .object({
        owner: person.nullable(),
        due: z.iso.date().nullable(),
        status: z.enum(['open', 'done', 'cancelled']),
      })
      .partial(),
  }),
  change('remove-follow-up', { item: id, followUp: id }),
  change('add-alternative', { item: id, alternative: id }),
  change('remove-alternative', { item: id, alternative: id }),
  change('add-paper', { item: id, paper: id, title: z.string().trim().min(1).max(200), url: paperAddress }),
  change('remove-paper', { item: id, paper: id }),
  /** A guest of the meeting's chat may read the item, or no longer. */
  change('invite', { item: id, person, invited: z.boolean() }),
  change('set-attendance', { person, status: z.enum(attendanceStates) }),
  /** The person is here in the other's place; `null` = for nobody but themselves. */
  change('set-deputy', { person, member: person.nullable() }),
  change('set-move', { person, item: id, move: z.enum(itemMoves).nullable() }),
  /** The item is taken now, or with `running` false there is a break. The service puts its own `at` in. */
  change('take-up', { item: id.nullable(), running: z.boolean(), at: z.iso.datetime().optional() }),
  change('set-meeting', {
    set: z
      .object({
        minuteTaker: person.nullable(),
        place: text(200),
        language: z.enum(['nb', 'nn', 'en']),
        /** Teams' id of the leader channel whose files and plan get the results. */
        channel: z.string().max(200),
      })
      .partial(),
  }),
]);

export const changesBody = z.object({ changes: z.array(changeShape).min(1).max(200) });
