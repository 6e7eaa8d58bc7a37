import { useCallback, useState } from 'react';
import { Badge, Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { type EarlierPrompt, type LookBackReply } from '../../bot/prompts/api/notes.ts';
import { weekName } from '../platform/dates.ts';
import { Empty, Loading, Notice } from '../platform/notices.tsx';
import { PageFault, PageFrame, Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { useLoad } from '../platform/use-load.ts';
import { Note } from './note.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  one: {
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  summary: { cursor: 'pointer' },
  heading: { display: 'block', fontWeight: tokens.fontWeightSemibold },
  small: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  text: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    paddingBlockStart: tokens.spacingVerticalM,
    maxWidth: '72ch',
  },
  all: { justifySelf: 'start' },
});

/** What the reader's leader channels have had, with the reader's own notes on it. */
export function PromptsPage() {
  const { api, t } = useTab();
  const { value, error, again } = useLoad(useCallback(() => api.get<LookBackReply>('/api/prompts'), [api]));
  if (error) return <PageFault title={t('prompts.title')} error={error} again={again} />;
  if (!value) return <Loading />;
  const { programmes, complete } = value;
  return (
    <PageFrame title={t('prompts.title')}>
      <p>{t('prompts.lead')}</p>
      {!complete && (
        <Notice intent="warning">
          {t('prompts.incomplete')} <Button onClick={again}>{t('common.again')}</Button>
        </Notice>
      )}
      {programmes.length === 0 && complete && (
        <Empty title={t('prompts.none.title')}>{t('prompts.none.text')}</Empty>
      )}
      {programmes.map((programme) => (
        <Programme key={programme.id} {...programme} />
      ))}
    </PageFrame>
  );
}

const atFirst = 10;

function Programme({ title, prompts }: LookBackReply['programmes'][number]) {
  const { t } = useTab();
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const shown = all ? prompts : prompts.slice(0, atFirst);
  return (
    <Section title={title}>
      <ul className={styles.list}>
        {shown.map((prompt, at) => (
          <li key={prompt.round} className={styles.one}>
            <Prompt prompt={prompt} open={at === 0} />
          </li>
        ))}
      </ul>
      {shown.length < prompts.length && (
        <Button
          className={styles.all}
          onClick={() => {
            setAll(true);
          }}
        >
          {t('prompts.all', { count: prompts.length })}
        </Button>
      )}
    </Section>
  );
}

function Prompt({ prompt, open }: { readonly prompt: EarlierPrompt; readonly open: boolean }) {
  const { t } = useTab();
  const styles = useStyles();
  const { week, area, heading, body, tryThis, note } = prompt;
  return (
    <details open={open}>
      <summary className={styles.summary}>
        <span className={styles.small}>
          {weekText(week, t)} · {area}
        </span>{' '}
        {note !== null && <Badge appearance="tint">{t('prompts.has-note')}</Badge>}
        <span className={styles.heading}>{heading}</span>
      </summary>
      <div className={styles.text}>
        <p>{body}</p>
        <p>
          <b>{t('prompts.try')}</b> {tryThis}
        </p>
        <Source source={prompt.source} />
        <Note prompt={prompt} />
      </div>
    </details>
  );
}

function Source({ source }: Pick<EarlierPrompt, 'source'>) {
  const { t } = useTab();
  const { title, publisher, year, where, url } = source;
  return (
    <p className={useStyles().small}>
      {t('prompts.source', { source: `${title}, ${publisher} ${String(year)}, ${where}` })}
      {url !== null && (
        <>
          {' '}
          <Link href={url} target="_blank" rel="noreferrer" inline>
            {t('prompts.more', { publisher })}
          </Link>
        </>
      )}
    </p>
  );
}

/** `Uke 3, 2027`. */
function weekText(week: string, t: Translate): string {
  const name = weekName(t, week);
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return t('prompts.week', { week: capital, year: week.slice(0, 4) });
}
