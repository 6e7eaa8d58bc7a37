import { useState } from 'react';
import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type NoteReply } from '../../bot/programme/api/trust.ts';
import { Fault } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { saveFile } from '../platform/save.ts';
import { useTab } from '../platform/tab.ts';
import { type Language, languages } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';
import { Parts } from './parts.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
  },
  note: {
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: tokens.spacingHorizontalL,
    '@media (max-width: 400px)': { padding: tokens.spacingHorizontalS },
    display: 'grid',
    gap: tokens.spacingVerticalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    '& h3': { margin: 0 },
  },
});

/** The note for the discussion: to read here, and as a Word file. `made` is told when somebody takes the file. */
export function Note({ made }: { made?: () => Promise<void> }) {
  const { api, t, say, language: own } = useTab();
  const styles = useStyles();
  const [language, choose] = useState<Language>(own);
  const [note, show] = useState<NoteReply>();
  const { busy, fault, run } = useAct();
  const query = `?language=${language}`;
  const toggle = () => {
    run(async () => {
      show(note ? undefined : await api.get<NoteReply>(`/api/trust/note${query}`));
    });
  };
  const download = () => {
    run(async () => {
      saveFile(await api.file(`/api/trust/note.docx${query}`), `${t('trust.note')}.docx`);
      await made?.();
      say(t('trust.note.ready'));
    });
  };
  return (
    <Section title={t('trust.note')} lead={t('trust.note.lead')}>
      <div className={styles.row}>
        <Field label={t('trust.note.language')}>
          <Select
            value={language}
            onChange={(_, { value }) => {
              choose(value as Language);
              show(undefined);
            }}
          >
            {languages.map((one) => (
              <option key={one} value={one}>
                {t(`language.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Button appearance="primary" disabledFocusable={busy} onClick={download}>
          {t('trust.note.download')}
        </Button>
        <Button disabledFocusable={busy} aria-expanded={note !== undefined} onClick={toggle}>
          {t(note ? 'trust.note.hide' : 'trust.note.show')}
        </Button>
      </div>
      {fault && <Fault error={fault} />}
      {note && (
        <div className={styles.note} lang={language}>
          <h3>{note.title}</h3>
          <Parts parts={note.parts} level={3} />
        </div>
      )}
    </Section>
  );
}
