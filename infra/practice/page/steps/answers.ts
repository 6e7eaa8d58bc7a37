import { actionsOf, inputsOf, type CardAction } from '../card/actions.ts';

/** A press that answers the question of a card. */
export interface Answer {
  readonly action: CardAction;
  readonly inputs: Readonly<Record<string, string>>;
}

/** The buttons of the scale: several on the face of the card that do the same, each with its own value. */
export function scaleOf(card: unknown): readonly CardAction[] {
  const shown = actionsOf(card).filter((action) => !action.secondary);
  const verbs = [...new Set(shown.map((action) => action.verb))];
  const groups = verbs.map((verb) => shown.filter((action) => action.verb === verb));
  return groups.find((group) => group.length > 1) ?? [];
}

/** Leans to the upper half, as people do; whoever does not know says so now and then. */
const weights: Readonly<Record<string, number>> = { 1: 1, 2: 2, 3: 4, 4: 5, 5: 3 };

/**
 * A likely answer to the card, or `undefined` where it asks nothing (closed, or answered already).
 * @param draw a number from 0 up to 1, anew at each call
 */
export function likelyAnswer(card: unknown, draw: () => number): Answer | undefined {
  const scale = scaleOf(card);
  if (scale.length > 0) return { action: weighted(scale, weightOf(scale), draw()), inputs: {} };
  const inputs = inputsOf(card).filter(
    (input) => input.type === 'Input.ChoiceSet' && input.choices.length > 0,
  );
  const [send] = actionsOf(card).filter((action) => !action.secondary);
  if (inputs.length === 0 || !send) return undefined;
  const chosen = inputs.map((input) => [input.id, weighted(input.choices, () => 1, draw())] as const);
  return { action: send, inputs: Object.fromEntries(chosen) };
}

/** A step of the scale by its figure; words beside figures ("Vet ikke") seldom, words alone evenly. */
function weightOf(scale: readonly CardAction[]): (action: CardAction) => number {
  const figure = (action: CardAction) => /^(\d+)\b/.exec(action.title)?.[1];
  const hasFigures = scale.some((action) => figure(action) !== undefined);
  return (action) => {
    const step = figure(action);
    if (step === undefined) return hasFigures ? 0.4 : 2;
    return weights[step] ?? 2;
  };
}

function weighted<Value>(values: readonly Value[], weight: (value: Value) => number, draw: number): Value {
  const total = values.reduce((sum, value) => sum + weight(value), 0);
  let left = draw * total;
  const found = values.find((value) => (left -= weight(value)) < 0) ?? values.at(-1);
  if (found === undefined) throw new RangeError('Nothing to choose from.');
  return found;
}
