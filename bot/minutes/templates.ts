import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { approvalWays } from './api/series.ts';
import { itemKinds } from './api/changes.ts';
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
  approval: z
    .strictObject({ way: z.enum(approvalWays), days: z.number().int().min(1).max(60).optional() })
    .refine(
      ({ way, days }) => (way === 'silence') === (days !== undefined),
      'days belong to silence, and silence needs them',
    ),
  protocols: z.array(z.enum(itemKinds)).min(1).optional(),
  preparation: z.strictObject({ problem: worded, alternatives: worded, needs: worded }).optional(),
  items: z.array(itemShape).min(1).max(50),
  rules: z.partialRecord(z.enum(checkCodes), z.enum(['block', 'warn'])),
});

const ours = join(import.meta.dirname, 'templates');

/** A template that cannot be used: the service refuses to start and says where the fault lies. */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
}

/**
 * Ours and those in `<own>/templates`, where one with the same id stands in for ours. One that is wrong stops the
 * start and says where. Throws `TemplateFault`.
 */
export function readTemplates(own?: string): ReadonlyMap<string, Template> {
  const extra = own === undefined ? undefined : join(own, 'templates');
  const folders = extra !== undefined && existsSync(extra) ? [ours, extra] : [ours];
  return new Map(folders.flatMap(templatesIn).map((template) => [template.id, template]));
}

function templatesIn(folder: string): readonly Template[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const templates = files.sort().map((name) => readTemplate(join(folder, name)));
  const twice = templates.find(({ id }, index) => templates.findIndex((one) => one.id === id) < index);
  if (twice) throw new TemplateFault(`${folder}: the id ${twice.id} stands there twice`);
  return templates;
}

function readTemplate(file: string): Template {
  let raw: unknown;
  try {
    raw = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new TemplateFault(`${file}: ${error instanceof Error ? error.message : 'is no YAML'}`);
  }
  const read = templateShape.safeParse(raw);
  if (!read.success) throw new TemplateFault(`${file}: ${z.prettifyError(read.error)}`);
  return read.data;
}

/** For editors: completes and checks a template while it is written. */
export function templateSchema(): object {
  return z.toJSONSchema(templateShape, { unrepresentable: 'any' });
}
