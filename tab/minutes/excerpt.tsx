import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import { type ItemView } from '../../bot/minutes/api.ts';
import { Fault } from '../platform/notices.tsx';
import { saveFile } from '../platform/save.ts';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  excerpt: { display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** One item as a Word file of its own, for whoever is to act on it; an exempt one says why it has none. */
export function Excerpt({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  if (view.approval === null) return null;
  return (
    <div className={styles.excerpt}>
      {item.access.level === 'exempt' ? (
        <span className={styles.quiet}>{t('minutes.excerpt.exempt')}</span>
      ) : (
        <Save item={item} />
      )}
    </div>
  );
}

function Save({ item }: { item: ItemView }) {
  const { api, host, say, t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  if (!host.savesFiles) return <span className={styles.quiet}>{t('minutes.excerpt.phone')}</span>;
  const fetchFile = async () => {
    const file = await api.file(`/api/minutes/meetings/${view.id}/items/${item.id}/excerpt`);
    const number = (item.number ?? '').replace('/', '-');
    const name = `${t('minutes.excerpt.name', { number })}.docx`;
    saveFile(file, name);
    say(t('minutes.excerpt.saved', { name }));
  };
  return (
    <>
      <Button
        size="small"
        appearance="subtle"
        icon={<DocumentRegular />}
        disabledFocusable={busy}
        aria-label={t('minutes.excerpt.of', { title: item.title.text })}
        onClick={() => {
          run(fetchFile);
        }}
      >
        {t('minutes.excerpt')}
      </Button>
      {fault && <Fault error={fault} />}
    </>
  );
}
