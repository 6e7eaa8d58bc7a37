import { useEffect, type RefObject } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useTab } from '../platform/tab.ts';
import { type TextKey } from '../platform/texts.ts';
import { goToAttendance } from './bar.tsx';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  dialog: {
    width: 'min(420px, calc(100vw - 24px))',
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    '& h2': { marginTop: 0, fontSize: tokens.fontSizeBase400 },
    '& dl': { display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: tokens.spacingHorizontalS },
    '& dd': { margin: 0 },
  },
});

const keys: readonly (readonly [string, TextKey])[] = [
  ['Ctrl + Enter', 'minutes.keys.next'],
  ['Alt + B', 'minutes.keys.decision'],
  ['Alt + P', 'minutes.keys.follow-up'],
  ['Alt + M', 'minutes.keys.attendance'],
  ['Enter', 'minutes.keys.row'],
  ['Alt + ↑ ↓', 'minutes.keys.move'],
  ['?', 'minutes.keys.title'],
];

/** Every key, in the browser's own dialog: it holds the focus and closes with Escape. */
export function KeyList({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  const { t } = useTab();
  return (
    <dialog ref={dialog} className={useStyles().dialog} aria-labelledby="keys-title">
      <h2 id="keys-title">{t('minutes.keys.title')}</h2>
      <dl>
        {keys.map(([key, text]) => [
          <dt key={key}>
            <kbd>{key}</kbd>
          </dt>,
          <dd key={text}>{t(text)}</dd>,
        ])}
      </dl>
      <Button onClick={() => dialog.current?.close()}>{t('common.close')}</Button>
    </dialog>
  );
}

/** The keys that work anywhere on the page. */
export function useMeetingKeys(dialog: RefObject<HTMLDialogElement | null>): void {
  const { commands, current, writable } = useMeeting();
  useEffect(() => {
    if (!writable) return;
    const act: Record<string, () => void> = {
      'ctrl Enter': commands.next,
      'alt KeyB': commands.decide,
      'alt KeyP': commands.followUp,
      'alt KeyM': goToAttendance,
      'alt ArrowUp': () => {
        if (current) commands.moveBy(current.id, -1);
      },
      'alt ArrowDown': () => {
        if (current) commands.moveBy(current.id, 1);
      },
    };
    const pressed = (event: KeyboardEvent) => {
      const run =
        event.key === '?' && !writesInto(event.target)
          ? () => dialog.current?.showModal()
          : act[nameOf(event)];
      if (!run || dialog.current?.open || (event.altKey && opensList(event.target))) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', pressed);
    return () => {
      removeEventListener('keydown', pressed);
    };
  }, [commands, current, dialog, writable]);
}

/** By place on the keyboard: Alt makes other letters of them on some machines. */
function nameOf(event: KeyboardEvent): string {
  if (event.shiftKey) return '';
  if ((event.ctrlKey || event.metaKey) && !event.altKey) return `ctrl ${event.code.replace('Numpad', '')}`;
  return event.altKey && !event.ctrlKey && !event.metaKey ? `alt ${event.code}` : '';
}

function writesInto(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** Alt and an arrow open the list of these. */
function opensList(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('select, input[type=date]');
}
