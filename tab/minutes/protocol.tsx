import { makeStyles, tokens } from '@fluentui/react-components';
import { type ItemView } from '../../bot/minutes/api.ts';
import { fullDate } from '../platform/dates.ts';
import { useTab } from '../platform/tab.ts';
import { Press } from './ask.tsx';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  protocol: { display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalXS },
});

/** Who has signed the protocol of an item in this version, and the press for a side that has not. */
export function Protocol({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const { approval } = view;
  if (!approval) return null;
  const signed = approval.verdicts.filter((one) => one.item === item.id && one.version === approval.version);
  const mine = approval.may.sign.includes(item.id);
  if (signed.length === 0 && !mine) return null;
  return (
    <div className={styles.protocol}>
      {signed.map(({ id, person, side, at }) => (
        <p key={id}>
          {t('minutes.protocol.signed', {
            name: person.name,
            side: side === null ? '' : t(`minutes.side.${side}`),
            date: fullDate(t, at),
          })}
        </p>
      ))}
      {mine && (
        <Press
          what="sign"
          body={{ item: item.id }}
          name={t('minutes.protocol.sign.of', { title: item.title.text })}
          said={t('minutes.protocol.done')}
        >
          {t('minutes.protocol.sign')}
        </Press>
      )}
    </div>
  );
}
