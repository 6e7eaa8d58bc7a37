import { useRef, useState } from 'react';
import { type StateMessage } from '../../api.ts';
import { useAct } from '../act.ts';
import { nameOf, type CardAction } from '../card/actions.ts';
import { CardView } from '../card/card-view.tsx';
import { press, type PressReply } from '../client.ts';
import { useHere } from '../here.ts';
import { cardFor } from '../rooms.ts';
import { scaleOf } from '../steps/answers.ts';
import { noteAnswer } from '../steps/progress.ts';

type Card = Readonly<Record<string, unknown>>;

const cardType = 'application/vnd.microsoft.card.adaptive';
const messageType = 'application/vnd.microsoft.activity.message';

/** The card of a message as one sees it oneself, and what comes back when it is pressed. */
export function MessageCard({ message }: { message: StateMessage }) {
  const { me, now, theme, reload } = useHere();
  const { busy, fault, act, setFault } = useAct();
  const [note, setNote] = useState<string>();
  const [given, setGiven] = useState<{ instead: string; card: Card }>();
  const box = useRef<HTMLDivElement>(null);
  const kept = cardFor(message, me.id);
  if (!kept) return null;
  // What came back stands until the state itself has changed.
  const card = given?.instead === JSON.stringify(kept) ? given.card : kept;

  const onPress = (action: CardAction, inputs: Record<string, unknown>) =>
    void act(async () => {
      setNote(undefined);
      const reply = await press(me.id, { message: message.id, action: nameOf(action, card), inputs });
      const { value, type } = reply.body ?? {};
      if (isOk(reply) && type === cardType) {
        setGiven({ instead: JSON.stringify(kept), card: value as Card });
        if (scaleOf(card).some(({ title }) => title === action.title)) noteAnswer(now);
      } else if (isOk(reply) && type === messageType) setNote(String(value));
      else setFault(errorText(reply));
      await reload();
      // The pressed button may be gone; whoever uses the keyboard goes on from the card.
      box.current?.focus();
    });

  return (
    <div
      className="card"
      ref={box}
      tabIndex={-1}
      aria-busy={busy}
      role="group"
      aria-label={message.summary ?? 'Kort'}
    >
      <CardView card={card} theme={theme} busy={busy} onPress={onPress} />
      {busy ? <span className="spinner card-spinner" role="status" aria-label="Sender svaret" /> : null}
      {note === undefined ? null : <p className="card-note">{note}</p>}
      {fault === undefined ? null : (
        <p className="card-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

const isOk = ({ status, body }: PressReply): boolean => status === 200 && (body?.statusCode ?? 200) === 200;

/** The service's own polite words, if it sent any. */
function errorText({ body }: PressReply): string {
  const { message } =
    (typeof body?.value === 'object' ? (body.value as { message?: unknown } | null) : null) ?? {};
  return typeof message === 'string' && message !== ''
    ? message
    : 'Vi fikk ikke svar fra Lederpuls. Svaret er ikke lagret. Prøv igjen.';
}
