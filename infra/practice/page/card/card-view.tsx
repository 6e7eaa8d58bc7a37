import {
  AdaptiveCard,
  ExecuteAction,
  HostConfig,
  OpenUrlAction,
  SubmitAction,
  type Action,
} from 'adaptivecards';
import { useEffect, useRef } from 'react';
import { hostConfig } from '../../../../bot/packs/model/look.ts';
import { openLink } from '../links.ts';
import { type Theme } from '../theme.ts';
import { type CardAction } from './actions.ts';

interface Props {
  readonly card: Readonly<Record<string, unknown>>;
  readonly theme: Theme;
  /** True while a press is on its way: nothing more can be pressed. */
  readonly busy: boolean;
  readonly onPress: (action: CardAction, inputs: Record<string, unknown>) => void;
  /** In a dialog: what the card's `Action.Submit` carries, its inputs with it. */
  readonly onSubmit?: (data: unknown) => void;
}

/** One card, drawn by Microsoft's renderer. What is typed in it survives as long as the card is the same. */
export function CardView({ card, theme, busy, onPress, onSubmit }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const pressed = useRef({ onPress, onSubmit });
  useEffect(() => {
    pressed.current = { onPress, onSubmit };
  });
  const source = JSON.stringify(card);

  useEffect(() => {
    const drawing = new AdaptiveCard();
    drawing.hostConfig = new HostConfig(hostConfig(theme));
    drawing.parse(JSON.parse(source));
    drawing.onExecuteAction = (action: Action) => {
      if (action instanceof OpenUrlAction) openLink(action.url ?? '');
      if (action instanceof SubmitAction) pressed.current.onSubmit?.(action.data);
      if (action instanceof ExecuteAction) pressed.current.onPress(plain(action), inputsOf(drawing, action));
    };
    box.current?.replaceChildren(drawing.render() ?? '');
  }, [source, theme]);

  // `inert` keeps the focus ring away as well as the mouse.
  return <div className="card-drawing" ref={box} inert={busy} />;
}

function plain(action: ExecuteAction): CardAction {
  return {
    title: action.title ?? '',
    id: action.id,
    verb: action.verb === '' ? undefined : action.verb,
    secondary: false,
  };
}

function inputsOf(card: AdaptiveCard, action: ExecuteAction): Record<string, unknown> {
  if (action.associatedInputs === 'none') return {};
  return Object.fromEntries(card.getAllInputs(true).map((input) => [input.id ?? '', input.value as unknown]));
}
