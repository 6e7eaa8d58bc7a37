import { useCallback, useEffect, useRef, useState } from 'react';
import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import {
  type EarlierPrompt,
  noteLengthMax,
  type NoteReply,
  type NoteView,
} from '../../bot/prompts/api/notes.ts';
import { plainTime } from '../platform/dates.ts';
import { Notice } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { type NoteNow, NoteSaver } from './saving.ts';

const useStyles = makeStyles({
  note: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXS },
  state: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, minHeight: '1lh' },
  theirs: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', marginBlock: tokens.spacingVerticalS },
  ways: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** So near to the limit it is told. */
const tellLeft = 200;

/** The reader's own note on a prompt, saved while it is written. */
export function Note({ prompt }: { readonly prompt: EarlierPrompt }) {
  const { t, say } = useTab();
  const styles = useStyles();
  const { saver, now } = useNote(prompt);
  const [told, setTold] = useState(false);
  const { state } = now;
  useEffect(() => {
    if (state !== 'saved' || told) return;
    // Once for each visit to the field: whoever listens while they write needs no more.
    say(t('prompts.note.said'));
    setTold(true);
  }, [state, told, say, t]);
  const left = noteLengthMax - now.text.length;
  return (
    <div className={styles.note}>
      <Field
        label={t('prompts.note')}
        {...(left <= tellLeft && left >= 0 ? { hint: t('prompts.note.left', { count: left }) } : {})}
        {...(left < 0 ? { validationMessage: t('prompts.note.long', { count: -left }) } : {})}
      >
        <Textarea
          aria-label={t('prompts.note.named', { heading: prompt.heading })}
          resize="vertical"
          value={now.text}
          onChange={(_, { value }) => {
            saver.type(value);
          }}
          onFocus={() => {
            setTold(false);
          }}
          onBlur={() => {
            saver.flush();
          }}
        />
      </Field>
      {state === 'clash' ? (
        <Clash now={now} saver={saver} />
      ) : (
        <div className={styles.state} data-note-state={state}>
          {stateText(now, t)}
        </div>
      )}
      {(state === 'waiting' || state === 'refused') && (
        <div role="alert">
          <Notice intent="warning">
            {t(state === 'waiting' ? 'prompts.note.kept' : 'prompts.note.refused')}
          </Notice>
        </div>
      )}
    </div>
  );
}

function stateText({ state, savedAt }: NoteNow, t: Translate): string {
  if (state === 'saving') return t('prompts.note.saving');
  return state === 'saved' && savedAt ? t('prompts.note.saved', { time: plainTime(savedAt) }) : '';
}

/** Both texts stand until the person has chosen. */
function Clash({ now, saver }: { readonly now: NoteNow; readonly saver: NoteSaver }) {
  const { t } = useTab();
  const styles = useStyles();
  const theirs = now.theirs?.text ?? '';
  const fits = theirs !== '' && theirs.length + 2 + now.text.length <= noteLengthMax;
  const ways = ['mine', 'theirs', ...(fits ? (['both'] as const) : [])] as const;
  return (
    <div role="alert">
      <Notice intent="warning">
        {t('prompts.note.clash')}
        <div className={styles.theirs}>{theirs === '' ? t('prompts.note.clash.empty') : theirs}</div>
        <div className={styles.ways}>
          {ways.map((way) => (
            <Button
              key={way}
              onClick={() => {
                saver.choose(way);
              }}
            >
              {t(`prompts.note.clash.${way}`)}
            </Button>
          ))}
        </div>
      </Notice>
    </div>
  );
}

function useNote({ round, note }: { readonly round: string; readonly note: NoteView | null }) {
  const { api } = useTab();
  const [, setTurn] = useState(0);
  const changed = useCallback(() => {
    setTurn((turn) => turn + 1);
  }, []);
  const made = useRef<NoteSaver>(undefined);
  made.current ??= new NoteSaver({
    ...{ note, changed },
    put: (body) => api.put<NoteReply>(`/api/prompts/${encodeURIComponent(round)}/note`, body),
  });
  const saver = made.current;
  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === 'hidden') saver.flush();
    };
    const leave = (event: BeforeUnloadEvent) => {
      if (!saver.unsaved) return;
      saver.flush();
      event.preventDefault();
    };
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('beforeunload', leave);
    return () => {
      saver.flush();
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('beforeunload', leave);
    };
  }, [saver]);
  return { saver, now: saver.now };
}
