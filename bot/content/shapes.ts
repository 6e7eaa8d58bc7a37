import { z } from 'zod';
import { type ContentLanguage } from './model.ts';

/** What the files of a pack look like. */

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use small letters, digits and single hyphens');
const text = z.string().trim().min(1, 'is empty').max(500);

const always = ['nb', 'nn', 'en'] as const;
const languages = z
  .array(z.enum([...always, 'da']))
  .refine((all) => always.every((one) => all.includes(one)), `must have ${always.join(', ')}`)
  .default([...always]);

/** The part of pack.yaml that decides what every text must be written in. */
export const languagesShape = z.looseObject({ languages });

/** The files of a pack that is written in these languages: a text that lacks one of them is refused. */
export function shapesIn(written: readonly ContentLanguage[]) {
  const words = { nb: text, nn: text, en: text };
  const localised = written.includes('da')
    ? z.strictObject({ ...words, da: text })
    : z.strictObject({ ...words, da: z.undefined('names no Danish among its languages').optional() });
  return { pack: packShape(localised), questions: questionsShape(localised), weeks: weeksShape(localised) };
}

type Words = z.ZodType<Readonly<Record<'nb' | 'nn' | 'en', string>> & { readonly da?: string | undefined }>;

const packShape = (localised: Words) =>
  z.strictObject({
    id,
    name: localised,
    plan: z.enum(['year', 'series']).default('series'),
    languages,
    areas: z.array(z.strictObject({ id, name: localised, definition: localised })).min(1),
  });

function questionsShape(localised: Words) {
  const head = { id, version: z.number().int().min(1), area: id, text: localised };
  return z.array(
    z.discriminatedUnion('scale', [
      z.strictObject({
        ...head,
        scale: z.enum(['agree5', 'zero10', 'yesno']),
        low: localised,
        high: localised,
        wanted: z.literal('low').optional(),
      }),
      z.strictObject({
        ...head,
        scale: z.enum(['one', 'several']),
        options: z.array(localised).min(2).max(8),
      }),
    ]),
  );
}

export type RawQuestion = z.infer<ReturnType<typeof questionsShape>>[number];

const weeksShape = (localised: Words) =>
  z
    .array(
      z.strictObject({
        id,
        area: id,
        perspective: z.enum(['leadership', 'hr', 'benefits']),
        heading: localised,
        body: localised,
        tryThis: localised,
        minutes: z.number().int().min(1).max(15),
        audience: z
          .enum(['leader', 'leader-group', 'chair', 'top-leader', 'project-owner', 'steering-group'])
          .default('leader-group'),
        questions: z.array(id).max(3).default([]),
        source: z.strictObject({
          title: text,
          publisher: text,
          year: z.number().int().min(1900).max(2100),
          where: text,
          url: z.url({ protocol: /^https$/ }).optional(),
          document: text.optional(),
        }),
      }),
    )
    .min(1);
