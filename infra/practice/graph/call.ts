import { type DoorReply, type TokenHolder } from '../graph-door.ts';
import { badRequest } from './graph-error.ts';

export type Json = Record<string, unknown>;

/** A request that has found its route and whose token is good. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  readonly holder: TokenHolder;
}

/** What a caller must have been granted: one of the scopes, one of the application permissions, or consent of the team. */
export interface Permission {
  readonly delegated: readonly string[];
  readonly application: readonly string[];
  /** Resource-specific consent: given with the app's installation in the team, where the manifest asks for one of them. */
  readonly resource?: readonly string[];
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/v1.0`, with `{name}` for one segment and `{name*}` for several. */
  readonly path: string;
  readonly needs: Permission;
  readonly run: (call: Call) => DoorReply;
}

export const created = (body: unknown): DoorReply => ({ status: 201, body });
export const ok = (body: unknown): DoorReply => ({ status: 200, body });
export const noContent: DoorReply = { status: 204 };

/** The JSON object in the body; anything else is the caller's fault. */
export const jsonOf = (call: Call): Json => jsonIn(call.bytes);

export function jsonIn(bytes: Uint8Array): Json {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (isJson(read)) return read;
  } catch {
    // Told below, as for a body that is JSON but no object.
  }
  throw badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Graph refuses what it does not know, so that a misspelt property is found here and not in production. */
export function onlyProperties(body: Json, known: readonly string[], type: string): void {
  const stranger = Object.keys(body).find((name) => !known.includes(name) && !name.includes('@'));
  if (stranger !== undefined)
    throw badRequest(
      `Invalid property '${stranger}': the property '${stranger}' does not exist on type 'microsoft.graph.${type}'.`,
    );
}

export function textOf(body: Json, name: string, maxLength = 255): string {
  const value = body[name];
  if (typeof value === 'string' && value.trim() !== '' && value.length <= maxLength) return value;
  throw badRequest(`The request is invalid: '${name}' must be a text of 1 to ${maxLength} characters.`);
}

/** A page of a collection, with the address of the next one. */
export function collection(call: Call, values: readonly Json[], defaultTop = 100): DoorReply {
  const top = countOf(call.url.searchParams.get('$top')) ?? defaultTop;
  const from = countOf(call.url.searchParams.get('$skiptoken') ?? call.url.searchParams.get('$skip')) ?? 0;
  const next = new URL(call.url);
  next.searchParams.set('$skiptoken', String(from + top));
  return ok({
    '@odata.context': `${call.url.origin}/v1.0/$metadata#Collection`,
    ...(from + top < values.length ? { '@odata.nextLink': next.href } : {}),
    value: values.slice(from, from + top).map((value) => selected(call, value)),
  });
}

function countOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (!/^\d{1,6}$/.test(text)) throw badRequest(`Invalid value '${text}' for a paging option.`);
  return Number(text);
}

/** `$select`; annotations always stay. */
function selected(call: Call, value: Json): Json {
  const names = call.url.searchParams.get('$select')?.split(',');
  if (names === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => names.includes(name) || name.includes('@')),
  );
}

export const single = (call: Call, value: Json): DoorReply => ok(selected(call, value));
