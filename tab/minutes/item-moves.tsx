import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ItemView } from '../../bot/minutes/api.ts';
import { useTab } from '../platform/tab.ts';
import { Press } from './ask.tsx';
import { send } from './commands.ts';
import { fieldId } from './focus.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  moves: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

/** What is not settled now: one press, and the item is where it belongs. */
export function ItemMoves({ item }: { item: ItemView }) {
  const { t, say } = useTab();
  const { session, view, commands } = useMeeting();
  const styles = useStyles();
  if (view.state === 'for-approval') return null;
  const settle = (outcome: 'postponed' | 'returned') => {
    send(session, { type: 'set-item', item: item.id, set: { outcome } });
    say(t(`minutes.move.${outcome}.said`));
    commands.next();
  };
  return (
    <div className={styles.moves} role="group" aria-label={t('minutes.move')}>
      {view.state === 'in-progress' && (
        <>
          <Button
            id={fieldId(item.id, 'postponed')}
            size="small"
            aria-keyshortcuts="Alt+1"
            onClick={() => {
              settle('postponed');
            }}
          >
            {t('minutes.move.postponed')}
          </Button>
          <Button
            id={fieldId(item.id, 'returned')}
            size="small"
            aria-keyshortcuts="Alt+2"
            onClick={() => {
              settle('returned');
            }}
          >
            {t('minutes.move.returned')}
          </Button>
        </>
      )}
      <Press
        id={fieldId(item.id, 'put-off')}
        what="put-off"
        body={{ item: item.id }}
        small
        said={t('minutes.move.next.said')}
      >
        {t('minutes.move.next')}
      </Press>
    </div>
  );
}
