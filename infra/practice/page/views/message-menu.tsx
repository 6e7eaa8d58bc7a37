import { useEffect, useRef, useState } from 'react';
import { type StateMessage } from '../../api.ts';
import { useAct } from '../act.ts';
import { CardView } from '../card/card-view.tsx';
import { choose } from '../client.ts';
import { useHere } from '../here.ts';
import { Menu } from '../menu.tsx';

interface Dialog {
  readonly command: string;
  readonly title: string;
  readonly card: Readonly<Record<string, unknown>>;
}

/** "…" at a message: what the app can make of it, in a dialog above the page as in Teams. */
export function MessageMenu({ message }: { message: StateMessage }) {
  const { state, me, reload } = useHere();
  const { busy, fault, act } = useAct();
  const [dialog, setDialog] = useState<Dialog>();
  const language = me.locale.slice(0, 2);
  const show = (command: string, data?: unknown) =>
    void act(async () => {
      const { body } = await choose(me.id, { message: message.id, command, data });
      setDialog({ command, ...dialogOf(body) });
      await reload();
    });
  return (
    <>
      <Menu label={`Gjør noe med meldingen fra ${message.from.name}`}>
        <ul className="menu-list" aria-busy={busy}>
          {state.messageCommands.map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                disabled={busy}
                onClick={() => {
                  show(id);
                }}
              >
                {name[language] ?? name['nb']}
              </button>
            </li>
          ))}
        </ul>
        {fault === undefined ? null : (
          <p className="fault" role="alert">
            {fault}
          </p>
        )}
      </Menu>
      {dialog === undefined ? null : (
        <CardDialog
          {...{ dialog, busy, fault }}
          onClose={() => {
            setDialog(undefined);
          }}
          onSubmit={(data) => {
            show(dialog.command, data);
          }}
        />
      )}
    </>
  );
}

function CardDialog(of: {
  readonly dialog: Dialog;
  readonly busy: boolean;
  readonly fault: string | undefined;
  readonly onClose: () => void;
  readonly onSubmit: (data: unknown) => void;
}) {
  const { theme } = useHere();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  return (
    <dialog ref={box} className="task-dialog" aria-label={of.dialog.title} onClose={of.onClose}>
      <header>
        <h2>{of.dialog.title}</h2>
        <button type="button" onClick={() => box.current?.close()}>
          Lukk
        </button>
      </header>
      <CardView
        card={of.dialog.card}
        theme={theme}
        busy={of.busy}
        onPress={() => undefined}
        onSubmit={of.onSubmit}
      />
      {of.fault === undefined ? null : (
        <p className="card-fault" role="alert">
          {of.fault}
        </p>
      )}
    </dialog>
  );
}

/** Teams' `task` of type `continue`. */
function dialogOf(body: unknown): Pick<Dialog, 'title' | 'card'> {
  const { task } = (body ?? {}) as {
    task?: { value?: { title?: string; card?: { content?: Dialog['card'] } } };
  };
  const card = task?.value?.card?.content;
  if (card === undefined) throw new Error('Vi fikk ikke svar fra Lederpuls. Prøv igjen.');
  return { title: task?.value?.title ?? 'Lederpuls', card };
}
