import { useState } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { useTab } from '../platform/tab.ts';
import { Press } from './ask.tsx';
import { Choice } from './fields.tsx';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  strip: {
    display: 'grid',
    justifyItems: 'start',
    gap: tokens.spacingVerticalS,
    marginBottom: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    '& h2, & p': { margin: 0 },
    '& h2': { fontSize: tokens.fontSizeBase300 },
  },
});

/** A new series: its people and a template are there already, and the chair may say otherwise. */
export function FreshSeries() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const [template, choose] = useState(view.series.template.id);
  if (!view.series.fresh || !view.may.lead || (view.state !== 'draft' && view.state !== 'called'))
    return null;
  return (
    <section className={styles.strip} aria-labelledby="fresh-title">
      <h2 id="fresh-title">{t('minutes.fresh.title')}</h2>
      <p>{t('minutes.fresh.text', { people: view.people.length })}</p>
      <Choice
        id="fresh-template"
        label={t('minutes.template')}
        value={template}
        options={view.series.templates.map(({ id, name }) => ({ value: id, name }))}
        choose={(chosen) => {
          if (chosen) choose(chosen);
        }}
      />
      <Press what="template" body={{ template }} small said={t('minutes.fresh.done')}>
        {t('minutes.fresh.use')}
      </Press>
    </section>
  );
}
