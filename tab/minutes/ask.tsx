import { useState, type ReactNode } from 'react';
import { Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { Fault } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { focusSoon } from './focus.ts';
import { useMeeting } from './meeting.ts';
import { type MeetingAct } from './acts.ts';

const useStyles = makeStyles({
  form: { display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalS, width: '100%' },
  field: { width: '100%', maxWidth: '60ch' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  what: { margin: 0 },
});

interface PressProps {
  readonly id?: string;
  readonly what: MeetingAct;
  readonly body?: object;
  readonly primary?: boolean;
  readonly small?: boolean;
  /** Told to screen readers once it is done. */
  readonly said?: string;
  readonly name?: string;
  readonly then?: () => void;
  readonly children: ReactNode;
}

/** One press that the service carries out; its no stands beside the button. */
export function Press({ id, what, body, primary, small, said, name, then, children }: PressProps) {
  const { say } = useTab();
  const { session } = useMeeting();
  const { busy, fault, run } = useAct();
  return (
    <>
      <Button
        {...(id === undefined ? {} : { id })}
        {...(name === undefined ? {} : { 'aria-label': name })}
        size={small ? 'small' : 'medium'}
        appearance={primary ? 'primary' : 'secondary'}
        disabledFocusable={busy}
        onClick={() => {
          run(async () => {
            await session.act(what, body ?? {});
            if (said !== undefined) say(said);
            then?.();
          });
        }}
      >
        {children}
      </Button>
      {fault && <Fault error={fault} />}
    </>
  );
}

interface AskProps {
  readonly id: string;
  readonly what: MeetingAct;
  /** The button that opens the question, and the one that sends the answer. */
  readonly open: string;
  readonly send: string;
  readonly label: string;
  readonly hint?: string;
  readonly field: 'reason' | 'text' | 'date' | 'word';
  /** What goes with the words. */
  readonly body?: object;
  readonly small?: boolean;
  /** For who hears the button among others of its kind. */
  readonly name?: string;
  readonly first?: string;
  readonly said: string;
}

/** A button that asks for some words, or a date, before anything happens. */
export function Ask(props: AskProps) {
  const { t, say } = useTab();
  const { session } = useMeeting();
  const { busy, fault, run } = useAct();
  const styles = useStyles();
  const [asked, setAsked] = useState(false);
  const [value, setValue] = useState(props.first ?? '');
  const show = (now: boolean) => {
    setAsked(now);
    focusSoon(now ? `${props.id}-field` : props.id);
  };
  const send = () => {
    if (value.trim() === '') {
      focusSoon(`${props.id}-field`);
      return;
    }
    run(async () => {
      await session.act(props.what, { ...props.body, [props.field]: value });
      say(props.said);
      setValue(props.first ?? '');
      setAsked(false);
    });
  };
  if (!asked) {
    return (
      <Button
        id={props.id}
        {...(props.name === undefined ? {} : { 'aria-label': props.name })}
        size={props.small ? 'small' : 'medium'}
        onClick={() => {
          show(true);
        }}
      >
        {props.open}
      </Button>
    );
  }
  return (
    <div className={styles.form}>
      <Field label={props.label} hint={props.hint ?? ''} className={styles.field}>
        <Words id={`${props.id}-field`} date={props.field === 'date'} value={value} put={setValue} />
      </Field>
      <div className={styles.buttons}>
        <Button appearance="primary" disabledFocusable={busy || value.trim() === ''} onClick={send}>
          {props.send}
        </Button>
        <Button
          disabledFocusable={busy}
          onClick={() => {
            show(false);
          }}
        >
          {t('minutes.ask.not')}
        </Button>
      </div>
      {fault && <Fault error={fault} />}
    </div>
  );
}

function Words(props: { id: string; date: boolean; value: string; put: (value: string) => void }) {
  const { id, date, value, put } = props;
  if (date) {
    return (
      <Input
        id={id}
        type="date"
        value={value}
        onChange={(_, next) => {
          put(next.value);
        }}
      />
    );
  }
  return (
    <Textarea
      id={id}
      value={value}
      maxLength={500}
      resize="vertical"
      onChange={(_, next) => {
        put(next.value);
      }}
    />
  );
}
