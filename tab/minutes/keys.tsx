import { useEffect, useRef, type RefObject } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useTab } from '../platform/tab.ts';
import { type TextKey } from '../platform/texts.ts';
import { goToAttendance } from './bar.tsx';
import { fieldId, focusSoon } from './focus.ts';
import { type Meeting, useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  dialog: {
    width: 'min(420px, calc(100vw - 24px))',
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    '& h2': { marginTop: 0, fontSize: tokens.fontSizeBase400 },
    '& dl': {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
      columnGap: tokens.spacingHorizontalS,
      rowGap: tokens.spacingVerticalXS,
      margin: 0,
    },
    '& dd': { margin: 0 },
    '& kbd': { fontFamily: 'inherit', fontWeight: tokens.fontWeightSemibold },
  },
});

interface Key {
  /** As people read it, and as the keyboard tells it. */
  readonly shown: string;
  readonly pressed: string;
  readonly name: TextKey;
  readonly run: (meeting: Meeting) => void;
}

const alt = (letter: string, name: TextKey, run: Key['run']): Key => ({
  shown: `Alt + ${letter}`,
  pressed: `alt ${/\d/.test(letter) ? 'Digit' : 'Key'}${letter}`,
  name,
  run,
});
const inItem =
  (field: string) =>
  ({ current, commands }: Meeting) => {
    if (current) commands.goTo(current.id, field);
  };
const move =
  (steps: -1 | 1) =>
  ({ current, commands }: Meeting) => {
    if (current) commands.moveBy(current.id, steps);
  };
/** A press from afar: nothing happens where there is no such button now. */
const press =
  (button: string) =>
  ({ current }: Meeting) => {
    if (current) document.getElementById(fieldId(current.id, button))?.click();
  };

/** The one list of keys: what works is what stands under "?". In the order of a meeting. */
const keys: readonly Key[] = [
  alt('S', 'minutes.keys.start', () => {
    focusSoon(document.getElementById('start') ? 'start' : 'finish');
  }),
  {
    ...{ shown: 'Ctrl + Enter', pressed: 'ctrl Enter', name: 'minutes.keys.next' },
    run: ({ commands }) => {
      commands.next();
    },
  },
  {
    ...{ shown: 'Ctrl + Shift + Enter', pressed: 'ctrl shift Enter', name: 'minutes.keys.previous' },
    run: ({ commands }) => {
      commands.previous();
    },
  },
  alt('T', 'minutes.keys.take', ({ current, commands }) => {
    if (current) commands.takeUp(current.id);
  }),
  alt('G', 'minutes.clock.follow', ({ commands }) => {
    commands.follow();
  }),
  alt('K', 'minutes.keys.pause', ({ commands }) => {
    commands.pause();
  }),
  alt('N', 'minutes.keys.notes', inItem('notes')),
  alt('B', 'minutes.keys.decision', ({ commands }) => {
    commands.decide();
  }),
  alt('U', 'minutes.keys.outcome', inItem('outcome')),
  alt('P', 'minutes.keys.follow-up', ({ commands }) => {
    commands.followUp();
  }),
  alt('1', 'minutes.move.postponed', press('postponed')),
  alt('2', 'minutes.move.returned', press('returned')),
  alt('3', 'minutes.move.next', press('put-off')),
  alt('M', 'minutes.keys.attendance', goToAttendance),
  alt('I', 'minutes.keys.here', inItem('here')),
  alt('A', 'minutes.item.add', ({ commands }) => {
    commands.addItem('D');
  }),
  alt('O', 'minutes.keys.about', inItem('title')),
  { shown: 'Alt + ↑', pressed: 'alt ArrowUp', name: 'minutes.item.up', run: move(-1) },
  { shown: 'Alt + ↓', pressed: 'alt ArrowDown', name: 'minutes.item.down', run: move(1) },
];

/** Every key, in the browser's own dialog: it holds the focus and closes with Escape. */
export function KeyList({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  const { t } = useTab();
  return (
    <dialog ref={dialog} className={useStyles().dialog} aria-labelledby="keys-title">
      <h2 id="keys-title">{t('minutes.keys.title')}</h2>
      <dl>
        {keys.map(({ shown, name }) => (
          <KeyName key={shown} shown={shown} name={name} />
        ))}
        <KeyName shown="Enter" name="minutes.keys.row" />
        <KeyName shown="?, Alt + H" name="minutes.keys.title" />
      </dl>
      <p>{t('minutes.keys.tab')}</p>
      <Button onClick={() => dialog.current?.close()}>{t('common.close')}</Button>
    </dialog>
  );
}

function KeyName({ shown, name }: { shown: string; name: TextKey }) {
  const { t } = useTab();
  return (
    <>
      <dt>
        <kbd>{shown}</kbd>
      </dt>
      <dd>{t(name)}</dd>
    </>
  );
}

/** The keys that work anywhere on the page. */
export function useMeetingKeys(dialog: RefObject<HTMLDialogElement | null>): void {
  const meeting = useMeeting();
  const { writable } = meeting;
  const latest = useRef(meeting);
  useEffect(() => {
    latest.current = meeting;
  });
  useEffect(() => {
    if (!writable) return;
    const pressed = (event: KeyboardEvent) => {
      const run = dialog.current?.open ? undefined : meantBy(event, () => dialog.current?.showModal());
      if (!run) return;
      event.preventDefault();
      run(latest.current);
    };
    addEventListener('keydown', pressed);
    return () => {
      removeEventListener('keydown', pressed);
    };
  }, [dialog, writable]);
}

/** What the key is for here; `undefined` = it belongs to the field, or to nobody. */
function meantBy(event: KeyboardEvent, ask: () => void): Key['run'] | undefined {
  const name = nameOf(event);
  if (name === 'alt KeyH' || (event.key === '?' && !writesInto(event.target))) return ask;
  if (event.altKey && opensList(event)) return undefined;
  return keys.find((one) => one.pressed === name)?.run;
}

/** By place on the keyboard: Alt makes other letters of them on some machines. */
function nameOf({ altKey, ctrlKey, metaKey, shiftKey, code }: KeyboardEvent): string {
  const key = code.replace('Numpad', code === 'NumpadEnter' ? '' : 'Digit');
  const shift = shiftKey ? 'shift ' : '';
  if ((ctrlKey || metaKey) && !altKey) return `ctrl ${shift}${key}`;
  return altKey && !ctrlKey && !metaKey ? `alt ${shift}${key}` : '';
}

function writesInto(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** Alt and an arrow open the list of these. */
function opensList({ target, code }: KeyboardEvent): boolean {
  const isList = target instanceof HTMLElement && target.matches('select, input[type=date]');
  return isList && code.startsWith('Arrow');
}
