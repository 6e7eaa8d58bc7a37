import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components';
import { useTab } from '../platform/tab.ts';
import { Clashes } from './clashes.tsx';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({ typed: { whiteSpace: 'pre-wrap', userSelect: 'text', margin: 0 } });

/** What could not be kept, or not be put together by itself, stands here, so that nobody has to remember what they wrote. */
export function LostChanges() {
  const { t } = useTab();
  const { state, session } = useMeeting();
  const styles = useStyles();
  const lost = state.lost.map(({ id, message, typed }) => (
    <MessageBar key={id} intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        {message === '' ? t('minutes.lost.removed') : message}
        {typed !== '' && (
          <>
            {' '}
            {t('minutes.lost.typed')}
            <pre className={styles.typed}>{typed}</pre>
          </>
        )}
      </MessageBarBody>
      <MessageBarActions>
        <Button
          size="small"
          onClick={() => {
            session.dismiss(id);
          }}
        >
          {t('common.close')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  ));
  return (
    <>
      {lost}
      <Clashes />
    </>
  );
}
