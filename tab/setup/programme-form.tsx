import { useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ProgrammeBody } from '../../bot/programme/api.ts';
import { useTab } from '../platform/tab.ts';
import { Decision } from './decision.tsx';
import { type Draft, type EditingPart } from './part.ts';
import { ContentFields, QuietFields, TimeFields } from './rhythm.tsx';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface FormProps extends EditingPart {
  readonly id: string;
  readonly etag: string;
  readonly kept: Draft;
  readonly close: () => void;
}

/** The whole rhythm. What was typed lies on top of what is kept, also when somebody else keeps something new. */
export function ProgrammeForm({ id, etag, kept, close, ...part }: FormProps) {
  const { t } = useTab();
  const styles = useStyles();
  const [changed, setChanged] = useState<Partial<Draft>>({});
  const [isAsking, ask] = useState(false);
  const draft: Draft = { ...kept, ...changed };
  const set = (values: Partial<Draft>) => {
    setChanged({ ...changed, ...values });
    ask(false);
  };
  return (
    <form
      className={styles.form}
      aria-label={t('setup.programme.form')}
      onSubmit={(event) => {
        event.preventDefault();
        ask(true);
      }}
    >
      <ContentFields draft={draft} set={set} packs={part.setup.packs} />
      <TimeFields draft={draft} set={set} />
      <QuietFields draft={draft} set={set} />
      {isAsking ? (
        <Decision
          {...part}
          path={`programmes/${encodeURIComponent(id)}`}
          body={{ ...draft, ifMatch: etag } satisfies ProgrammeBody}
          label={t('setup.programme.form')}
          done={close}
          cancel={() => {
            ask(false);
          }}
        />
      ) : (
        <div className={styles.buttons}>
          <Button type="submit" appearance="primary">
            {t('setup.decision.ask')}
          </Button>
          <Button onClick={close}>{t('setup.discard')}</Button>
        </div>
      )}
    </form>
  );
}
