import { useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Fault, Notice } from '../platform/notices.tsx';
import { saveFile } from '../platform/save.ts';
import { useTab } from '../platform/tab.ts';
import { type Language, languages } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';
import { Choice } from './selection.tsx';

const useStyles = makeStyles({
  part: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
    '& > .fui-Field': { minWidth: '160px' },
  },
  all: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** Exactly what the page shows, made by the service from the same query. */
export function Download({ query, unit, date }: { query: string; unit: string; date: string }) {
  const { api, host, t, language, say } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const [chosen, setChosen] = useState<Language>(language);
  const [done, setDone] = useState<string>();
  if (!host.savesFiles) return <p className={styles.quiet}>{t('results.export.forbidden')}</p>;
  const download = (format: 'xlsx' | 'pdf') => {
    setDone(undefined);
    run(async () => {
      const content = await api.file(`/api/results/export?${query}&format=${format}&language=${chosen}`);
      const name = `${t('results.export.name', { unit, date })}.${format}`;
      saveFile(content, name);
      const said = t('results.export.done', { name });
      setDone(said);
      say(said);
    });
  };
  return (
    <div className={styles.all}>
      <div className={styles.part} role="group" aria-label={t('results.export')}>
        <Choice
          label={t('results.export.language')}
          value={chosen}
          options={languages.map((one) => ({ value: one, name: t(`results.export.language.${one}`) }))}
          onChoose={(value) => {
            setChosen(languages.find((one) => one === value) ?? language);
          }}
        />
        {(['xlsx', 'pdf'] as const).map((format) => (
          <Button
            key={format}
            disabledFocusable={busy}
            onClick={() => {
              download(format);
            }}
          >
            {`${t('results.export')} ${t(`results.export.${format}`)}`}
          </Button>
        ))}
        <span className={styles.quiet}>{t('results.export.lead')}</span>
      </div>
      {fault && <Fault error={fault} />}
      {done !== undefined && <Notice intent="success">{done}</Notice>}
    </div>
  );
}
