import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ItemView } from '../../bot/minutes/api.ts';
import { useTab } from '../platform/tab.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  others: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorBrandForeground1 },
  row: { display: 'block' },
});

/** Who else writes in the item, by first name; empty = nobody. */
function useWriters(item: ItemView): string {
  const { me } = useTab();
  const { state } = useMeeting();
  const here = state.present.filter((person) => person.item === item.id && person.id !== me.id);
  return here.map(({ name }) => name.split(' ')[0]).join(', ');
}

/** "Kåre skriver her": so that two do not start on the same sentence. */
export function Writers({ item }: { item: ItemView }) {
  const { t } = useTab();
  const styles = useStyles();
  const names = useWriters(item);
  return names === '' ? null : <p className={styles.others}>{t('minutes.writes', { names })}</p>;
}

/** The same in the list, where the item is closed. */
export function RowWriters({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { current } = useMeeting();
  const styles = useStyles();
  const names = useWriters(item);
  if (names === '' || item.id === current?.id) return null;
  return <span className={mergeClasses(styles.others, styles.row)}>{t('minutes.writes', { names })}</span>;
}
