/** One way to press a card: how it is shown, and what names it to practice. */
export interface CardAction {
  readonly title: string;
  readonly id: string | undefined;
  readonly verb: string | undefined;
  /** In the overflow menu. */
  readonly secondary: boolean;
}

/** An input of a card with the values it takes. */
export interface CardInput {
  readonly id: string;
  readonly type: string;
  readonly choices: readonly string[];
}

type Json = Record<string, unknown>;

/** All Action.Execute of a card, wherever in it they stand, in reading order. */
export function actionsOf(card: unknown): readonly CardAction[] {
  return elements(card)
    .filter((element) => element['type'] === 'Action.Execute')
    .map((action) => ({
      title: text(action['title']) ?? '',
      id: text(action['id']),
      verb: text(action['verb']),
      secondary: action['mode'] === 'secondary',
    }));
}

export function inputsOf(card: unknown): readonly CardInput[] {
  return elements(card)
    .filter((element) => text(element['type'])?.startsWith('Input.') === true)
    .map((input) => ({
      id: text(input['id']) ?? '',
      type: text(input['type']) ?? '',
      choices: elements(input['choices']).flatMap((choice) => text(choice['value']) ?? []),
    }));
}

/** The name that picks just this action of the card: its id, else its title, else its verb. */
export function nameOf(action: Pick<CardAction, 'id' | 'title' | 'verb'>, card: unknown): string {
  const all = actionsOf(card);
  const alone = (pick: (other: Pick<CardAction, 'id' | 'title' | 'verb'>) => string | undefined) =>
    all.filter((other) => pick(other) === pick(action)).length === 1;
  if (action.id !== undefined && alone((other) => other.id)) return action.id;
  if (action.title !== '' && alone((other) => other.title)) return action.title;
  return action.id ?? action.verb ?? action.title;
}

/** Every object in the card, except what stands for another element or another person's view. */
function elements(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(elements);
  if (typeof value !== 'object' || value === null) return [];
  const element = value as Json;
  const inner = Object.entries(element).flatMap(([key, part]) =>
    key === 'fallback' || key === 'data' || key === 'refresh' ? [] : elements(part),
  );
  return [element, ...inner];
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
