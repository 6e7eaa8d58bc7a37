import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { itemKinds } from './api.ts';
import { checkCodes } from './model/checks.ts';
import { type Template } from './model/template.ts';

const worded = z.strictObject({ nb: z.string().min(1), nn: z.string().min(1), en: z.string().min(1) });

const templateShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  names: worded,
  items: z.array(
    z.strictObject({
      kind: z.enum(itemKinds),
      standing: z.boolean(),
      plannedMinutes: z.number().int().min(0).max(600).nullable(),
      title: worded,
    }),
  ),
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
