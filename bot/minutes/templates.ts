import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { itemKinds } from './api.ts';
import { checkCodes } from './model/checks.ts';
import { type Template } from './model/template.ts';

const text = z.string().trim().min(1).max(1000);
const worded = z.strictObject({ nb: text, nn: text, en: text });

const guidedShape = z.strictObject({
  kind: z.enum(itemKinds),
  standing: z.boolean(),
  plannedMinutes: z.number().int().min(0).max(600).nullable(),
  title: worded,
  guidance: worded.optional(),
  film: z.strictObject({ title: worded, link: z.url({ protocol: /^https$/ }).optional() }).optional(),
  steps: z.array(z.strictObject({ minutes: z.number().int().min(1), text: worded })).optional(),
  questions: z.array(worded).max(8).optional(),
});

/** The steps of an item fill its time, and a film that cannot be shown has something to read instead. */
const itemShape = guidedShape
  .refine(({ film, guidance }) => !film || guidance, 'a film needs guidance, for those who cannot show it')
  .refine(
    ({ steps, plannedMinutes }) =>
      !steps || steps.reduce((sum, { minutes }) => sum + minutes, 0) === plannedMinutes,
    'the minutes of the steps must be those of the item',
  );

const sourceShape = z.strictObject({
  title: text,
  publisher: text,
  year: z.number().int().min(1900).max(2100),
  where: text,
  url: z.url({ protocol: /^https$/ }).optional(),
  document: text.optional(),
});

const templateShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  names: worded,
  sources: z.array(sourceShape).min(1),
  kinds: z
    .partialRecord(
      z.enum(itemKinds),
      z.strictObject({ letter: z.string().regex(/^\p{Lu}$/u, 'is one capital'), name: worded }),
    )
    .optional(),
  items: z.array(itemShape).min(1),
  rules: z.partialRecord(z.enum(checkCodes), z.enum(['block', 'warn'])),
});

/** Reads every template of a folder; one that is wrong stops the start and says where. */
export function readTemplates(
  folder = new URL('templates/', import.meta.url),
): ReadonlyMap<string, Template> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const templates = files.sort().map((name) => {
    const read = templateShape.safeParse(parse(readFileSync(new URL(name, folder), 'utf8')));
    if (!read.success) throw new Error(`template ${name}: ${z.prettifyError(read.error)}`);
    return read.data;
  });
  return new Map(templates.map((template) => [template.id, template]));
}
