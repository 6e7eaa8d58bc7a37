import { isJson, type Json } from './activity-body.ts';
import { type PressedAction } from './activities.ts';
import { type Card } from './messages.ts';

/** Every object inside a card, outermost first. */
function* objectsIn(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const one of value) yield* objectsIn(one);
  if (!isJson(value)) return;
  yield value;
  for (const [name, inner] of Object.entries(value))
    if (name !== 'data' && name !== 'refresh') yield* objectsIn(inner);
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function actionOf(json: Json): PressedAction {
  return { title: text(json['title']), verb: text(json['verb']), id: text(json['id']), data: json['data'] };
}

/** The `Action.Execute` of this id, else of this title, else of this verb. */
export function findAction(card: Card, wanted: string): Json | undefined {
  const actions = [...objectsIn(card)].filter((one) => one['type'] === 'Action.Execute');
  for (const name of ['id', 'title', 'verb']) {
    const found = actions.find((one) => one[name] === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

function standing(input: Json): unknown {
  if (input['type'] === 'Input.Toggle') return input['value'] ?? input['valueOff'] ?? 'false';
  return input['value'];
}

/**
 * What the Teams client sends for a press: the action's data with the card's inputs merged in, each as the person
 * has set it or as it stood. Answers the ids of required inputs that are empty instead.
 */
export function withInputs(
  card: Card,
  action: Json,
  inputs: Json,
): { readonly action: PressedAction } | { readonly missing: readonly string[] } {
  const pressed = actionOf(action);
  const data = isJson(pressed.data) ? pressed.data : {};
  if (action['associatedInputs'] === 'none') return { action: { ...pressed, data } };
  const fields = [...objectsIn(card)].filter(
    (one) => typeof one['id'] === 'string' && text(one['type'])?.startsWith('Input.') === true,
  );
  const stood = Object.fromEntries(
    fields
      .map((one) => [String(one['id']), standing(one)] as const)
      .filter(([, value]) => value !== undefined),
  );
  const values: Json = { ...stood, ...inputs };
  const missing = fields
    .filter((one) => one['isRequired'] === true)
    .map((one) => String(one['id']))
    .filter((id) => values[id] === undefined || values[id] === '');
  return missing.length > 0 ? { missing } : { action: { ...pressed, data: { ...data, ...values } } };
}

/** The action that a card's `refresh` runs for this person (Teams id); `undefined` = none by itself. */
export function refreshAction(
  card: Card,
  person: string,
  conversationSize: number,
): PressedAction | undefined {
  const refresh = card['refresh'];
  if (!isJson(refresh) || !isJson(refresh['action'])) return undefined;
  const users = refresh['userIds'];
  const wanted = Array.isArray(users) ? users.includes(person) : conversationSize <= automaticUpTo;
  return wanted ? actionOf(refresh['action']) : undefined;
}

/** Without `userIds`, Teams refreshes by itself in conversations of at most 60 people. */
const automaticUpTo = 60;
