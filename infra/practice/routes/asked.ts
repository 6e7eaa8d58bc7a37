import { z, type ZodType } from 'zod';
import { type WorldPerson } from '../api.ts';
import { type Parts } from '../parts.ts';
import { Refused } from '../refused.ts';
import { personOf } from '../world/roster.ts';

/** The body in its shape, or 400 with what is wrong. */
export function asked<Shape>(body: unknown, shape: ZodType<Shape>): Shape {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  throw new Refused(400, 'bad-input', z.prettifyError(read.error));
}

export const notFound = (what: string): Refused => new Refused(404, 'not-found', `There is no such ${what}.`);

export function worldPerson(parts: Parts, id: string): WorldPerson {
  const person = personOf(parts.worlds.world(), id);
  if (person === undefined) throw notFound('person');
  return person;
}

/** A number from the query; `undefined` where it is absent. */
export function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new Refused(400, 'bad-input', `${name} must be a whole number.`);
  return Number(text);
}
