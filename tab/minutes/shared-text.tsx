import { useLayoutEffect, useRef, type RefObject } from 'react';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type TextEdit, type TextTarget } from '../../bot/minutes/api.ts';
import { targetKey } from '../../bot/minutes/model/meeting.ts';
import { diffEdit, rebaseEdit } from '../../bot/minutes/model/text.ts';
import { useMeeting } from './meeting.ts';
import { textOf } from './replica.ts';
import { type MeetingSession } from './session.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

const useStyles = makeStyles({
  field: {
    width: '100%',
    minWidth: 0,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    '::placeholder': { color: tokens.colorNeutralForeground3, opacity: 1 },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-1px',
    },
    ':read-only': { border: `1px solid ${tokens.colorTransparentStroke}` },
  },
  area: {
    display: 'block',
    resize: 'vertical',
    minHeight: '76px',
    // Grows with the text where the browser can.
    fieldSizing: 'content',
    maxHeight: '50vh',
  },
});

interface SharedTextProps {
  readonly target: TextTarget;
  readonly id: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly longest: number;
  readonly 'aria-describedby'?: string;
  readonly onKeyDown?: (event: React.KeyboardEvent) => void;
}

/** One line that several people may write in at once. */
export function SharedLine({ target, label, longest, ...others }: SharedTextProps) {
  const { field, ...text } = useSharedText<HTMLInputElement>(target);
  const styles = useStyles();
  return (
    <input
      ref={field}
      className={styles.field}
      aria-label={label}
      maxLength={longest}
      {...text}
      {...others}
    />
  );
}

/** Many lines that several people may write in at once. */
export function SharedArea({ target, label, longest, ...others }: SharedTextProps) {
  const { field, ...text } = useSharedText<HTMLTextAreaElement>(target);
  const styles = useStyles();
  return (
    <textarea
      ref={field}
      className={mergeClasses(styles.field, styles.area)}
      aria-label={label}
      maxLength={longest}
      {...text}
      {...others}
    />
  );
}

/**
 * Binds a field to a shared text. The field holds the words itself: what others write is put in around the caret,
 * and while a letter is being composed (´ + e) it waits.
 */
function useSharedText<Of extends Field>(target: TextTarget) {
  const { session, view, writable } = useMeeting();
  const text = textOf(view, target) ?? '';
  const field = useRef<Of>(null);
  const known = useRef({ text, composing: false });
  const key = targetKey(target);

  useLayoutEffect(() => {
    known.current = { text: '', composing: false };
  }, [key]);
  useLayoutEffect(() => {
    if (field.current && !known.current.composing) show(field, text);
    if (!known.current.composing) known.current.text = text;
  }, [key, text]);

  const taken = () => {
    if (!field.current || known.current.composing) return;
    const before = known.current.text;
    known.current.text = field.current.value;
    pass(session, target, { before, after: field.current.value });
  };
  return {
    field,
    readOnly: !writable,
    onInput: taken,
    onCompositionStart: () => {
      known.current.composing = true;
    },
    onCompositionEnd: () => {
      known.current.composing = false;
      taken();
    },
  };
}

/** Tells the session what the person changed; others may have written while a letter was composed. */
function pass(
  session: MeetingSession,
  target: TextTarget,
  { before, after }: { before: string; after: string },
) {
  const edit = diffEdit(before, after);
  if (!edit) return;
  const meanwhile = diffEdit(before, textOf(session.state().view, target) ?? '');
  session.edit(target, meanwhile ? rebaseEdit(edit, meanwhile) : edit);
}

function show(field: RefObject<Field | null>, text: string): void {
  const element = field.current;
  if (!element) return;
  const edit = diffEdit(element.value, text);
  if (!edit) return;
  const { selectionStart, selectionEnd } = element;
  element.value = text;
  if (document.activeElement !== element || selectionStart === null || selectionEnd === null) return;
  element.setSelectionRange(shifted(selectionStart, edit), shifted(selectionEnd, edit));
}

/** Where the caret stands after others have changed the text. */
function shifted(place: number, edit: TextEdit): number {
  if (place <= edit.at) return place;
  const end = edit.at + edit.remove;
  return place >= end ? place + edit.insert.length - edit.remove : edit.at + edit.insert.length;
}
