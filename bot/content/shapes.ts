import { z } from 'zod';
import { type ContentLanguage } from './model.ts';

/**
 * What the files of a pack look like. What `describe` says, in Norwegian and English, is what an editor shows to whoever
 * writes one: the JSON Schemas beside the packs are made from here.
 */

const id = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use small letters, digits and single hyphens')
  .describe(
    'Eget navn i små bokstaver, tall og enkle bindestreker. Endres aldri. / Its own name in small letters, digits and single hyphens. Never changes.',
  );
/** The longest text of a pack, in characters. */
export const textMost = 500;
export const optionsMost = 8;
const questionsMost = 3;
export const minutesMost = 15;
export const years = [1900, 2100] as const;

const text = z.string().trim().min(1, 'is empty').max(textMost);

/** In the order that people meet them in; a pack has the first three always. */
export const contentLanguages = ['nb', 'nn', 'en', 'da'] as const satisfies readonly ContentLanguage[];
const always = ['nb', 'nn', 'en'] as const;

const languages = z
  .array(z.enum(contentLanguages))
  .refine((all) => always.every((one) => all.includes(one)), `must have ${always.join(', ')}`)
  .overwrite((all) => contentLanguages.filter((one) => all.includes(one)))
  .default([...always])
  .describe('nb, nn og en alltid; da for hele pakken. / nb, nn and en always; da for the whole pack.');

/** The part of pack.yaml that decides what every text must be written in. */
export const languagesShape = z.looseObject({ languages });

export const plans = ['year', 'series'] as const;
export const scales = ['agree5', 'zero10', 'yesno', 'one', 'several'] as const;
export const perspectives = ['leadership', 'hr', 'benefits'] as const;
export const audiences = [
  ...(['leader', 'leader-group', 'chair', 'top-leader'] as const),
  ...(['project-owner', 'steering-group'] as const),
] as const;

type Words = z.ZodType<Readonly<Record<'nb' | 'nn' | 'en', string>> & { readonly da?: string | undefined }>;

const words = {
  nb: text.describe('Bokmål'),
  nn: text.describe('Nynorsk'),
  en: text.describe('Engelsk / English'),
};
const withDanish = z.strictObject({ ...words, da: text });
const withoutDanish = z.strictObject({
  ...words,
  da: z.undefined('names no Danish among its languages').optional(),
});
/** For an editor, which sees one file at a time and cannot know the languages of the pack. */
const withAny = z.strictObject({
  ...words,
  da: text.optional().describe('Dansk, bare når pakken har dansk / Danish, only where the pack has it'),
});

/** The files of a pack that is written in these languages: a text that lacks one of them is refused. */
export const shapesIn = (written: readonly ContentLanguage[]) =>
  shapesOf(written.includes('da') ? withDanish : withoutDanish);

/** The files of any pack. */
export const editorShapes = () => shapesOf(withAny);

function shapesOf(localised: Words) {
  const area = areaShape(localised);
  const week = weekShape(localised);
  const questions = z.array(questionShape(localised));
  return {
    pack: packShape(localised, area),
    questions,
    weeks: z.array(z.strictObject(week)).min(1, 'has no weeks'),
    changes: changesShape(localised, { area, week, questions }),
  };
}

const areaShape = (localised: Words) =>
  z.strictObject({
    id,
    name: localised.describe('Hva feltet heter / What the field is called'),
    definition: localised.describe(
      'Én enkel setning; står under «Hvorfor spør vi?». / One plain sentence, shown under “Why do we ask?”.',
    ),
  });

const packShape = (localised: Words, area: ReturnType<typeof areaShape>) =>
  z.strictObject({
    id: id.describe('Det samme som mappa heter. / The same as the name of the folder.'),
    name: localised.describe('Hva pakken heter / What the pack is called'),
    plan: z
      .enum(plans)
      .default('series')
      .describe(
        'year: et arbeidsår som begynner på nytt; series: gås gjennom én gang. / year: a working year that comes round again; series: gone through once.',
      ),
    languages,
    areas: z
      .array(area)
      .min(1)
      .describe(
        'Kompetanseområdene: aksen i alle resultater. / Fields of competence: the axis of all results.',
      ),
  });

function questionShape(localised: Words) {
  const head = {
    id: id.describe(
      'Trenden følger navnet: behold det når ordlyden endres, gi et nytt når meningen endres. / The trend follows it: keep it when the wording changes, give a new one when the meaning does.',
    ),
    version: z
      .int()
      .min(1)
      .describe('Øk med én når ordlyden endres. / Raise by one when the wording changes.'),
    area: id.describe('Et av områdene i pakken / One of the areas of the pack'),
    text: localised.describe(
      'Én påstand eller ett spørsmål, uten «ikke». / One claim or one question, without “not”.',
    ),
  };
  return z.discriminatedUnion('scale', [
    z.strictObject({
      ...head,
      scale: z
        .enum(['agree5', 'zero10', 'yesno'])
        .describe('agree5: 1–5, zero10: 0–10, yesno: nei/ja. / agree5: 1–5, zero10: 0–10, yesno: no/yes.'),
      low: localised.describe('Hva den laveste enden betyr / What the lowest end means'),
      high: localised.describe('Hva den høyeste enden betyr / What the highest end means'),
      wanted: z
        .literal('low')
        .optional()
        .describe('low når det er bra at folk er uenige. / low where it is good news that people disagree.'),
    }),
    z.strictObject({
      ...head,
      scale: z.enum(['one', 'several']).describe('Velg én, eller velg flere. / Choose one, or several.'),
      options: z
        .array(localised)
        .min(2)
        .max(optionsMost)
        .describe('Valgene i rekkefølge; nye legges til sist. / The choices in order; new ones come last.'),
    }),
  ]);
}

const sourceShape = z
  .strictObject({
    title: text.describe('Tittel / Title'),
    publisher: text.describe('Utgiver, eller deres eget navn / Publisher, or your own name'),
    year: z.int().min(years[0]).max(years[1]).describe('Året den kom / The year it came out'),
    where: text.describe('Kapittel og side, eller overskrift / Chapter and page, or heading'),
    url: z
      .url({ protocol: /^https$/ })
      .max(textMost)
      .optional()
      .meta({
        description: 'Lenke som står på kortet, https. / A link for the card, https.',
        pattern: '^https://',
      }),
    document: text
      .optional()
      .describe('Fil som vår egen sjekk leser; vises aldri. / A file for our own check; never shown.'),
  })
  .describe('Hvor tanken kommer fra; står på kortet. / Where the thought comes from; shown on the card.');

const weekShape = (localised: Words) => ({
  id,
  area: id.describe('Et av områdene i pakken / One of the areas of the pack'),
  perspective: z
    .enum(perspectives)
    .describe('Ledelse, mennesker (hr) eller gevinst / Leadership, people (hr) or benefits'),
  heading: localised.describe('Tanken på én linje / The thought in one line'),
  body: localised.describe(
    'Saken eller tallet, i to eller tre korte setninger. / The case or the figure, in two or three short sentences.',
  ),
  tryThis: localised.describe('Én ting å prøve denne uka / One thing to try this week'),
  minutes: z
    .int()
    .min(1)
    .max(minutesMost)
    .describe('Hvor lang tid det tar å lese og svare / How long reading and answering takes'),
  audience: z
    .enum(audiences)
    .default('leader-group')
    .describe('Hvem kortet snakker til / Whom the card speaks to'),
  questions: z
    .array(id)
    .max(questionsMost)
    .default([])
    .describe('Navn på ingen til tre spørsmål / Names of none to three questions'),
  source: sourceShape,
});

type WeekFields = ReturnType<typeof weekShape>;

/** changes.yaml: what an agency's own pack changes in one of ours, entry by entry. */
function changesShape(
  localised: Words,
  {
    area,
    week,
    questions,
  }: {
    readonly area: ReturnType<typeof areaShape>;
    readonly week: WeekFields;
    readonly questions: z.ZodArray<ReturnType<typeof questionShape>>;
  },
) {
  const { audience, questions: asked, id: entry, ...rest } = week;
  const fields = z.strictObject({ ...rest, audience: undefaulted(audience), questions: undefaulted(asked) });
  return z.strictObject({
    extends: id.describe('Navnet på pakken som endres / The name of the pack that is changed'),
    name: localised
      .optional()
      .describe(
        'Nytt navn på pakken; må til når mappa heter noe annet. / A new name; needed where the folder has another name.',
      ),
    areas: z
      .array(area)
      .default([])
      .describe(
        'Områder: kjent navn får ny tekst, nytt navn legges til. / Areas: a known id gets new words, a new one is added.',
      ),
    questions: questions
      .default([])
      .describe(
        'Spørsmål: kjent navn får ny ordlyd og høyere version, nytt navn legges til. / Questions: a known id gets a new wording and a higher version, a new one is added.',
      ),
    replace: z
      .array(z.strictObject({ ...fields.partial().shape, id: entry }))
      .default([])
      .describe(
        'Uker med ny tekst; bare feltene som står her, endres. / Weeks with new words; only the fields that stand here change.',
      ),
    hide: z.array(id).default([]).describe('Uker som ikke skal komme / Weeks that are not to come'),
    add: z
      .array(
        z.strictObject({
          after: id.describe('Uka den kommer etter, eller start / The week it comes after, or start'),
          ...week,
        }),
      )
      .default([])
      .describe('Nye uker / New weeks'),
  });
}

/** The field without its default, and with what it says of itself. */
const undefaulted = <Shape extends z.ZodType>(field: z.ZodDefault<Shape>): Shape =>
  field.unwrap().describe(field.description ?? '');

type Shapes = ReturnType<typeof shapesIn>;
export type RawQuestion = z.infer<Shapes['questions']>[number];
export type RawWeek = z.infer<Shapes['weeks']>[number];
export type RawChanges = z.infer<Shapes['changes']>;

/** A pack as its files say it, checked by shape but not yet put together. */
export interface PackFiles {
  readonly head: z.infer<Shapes['pack']>;
  readonly questions: readonly RawQuestion[];
  readonly weeks: readonly RawWeek[];
}
