import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { diffEdit } from '../../bot/minutes/model/text.ts';
import { useTab } from '../platform/tab.ts';
import { type Clash, sideBySide } from './clash.ts';
import { useMeeting } from './meeting.ts';
import { textOf } from './replica.ts';

const useStyles = makeStyles({
  parts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 11rem), 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: `${tokens.spacingVerticalS} 0 0`,
    '& dt': { fontWeight: tokens.fontWeightSemibold },
    '& dd': { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', userSelect: 'text' },
  },
});

/** Where two changed the same words: both, what stands now, and a press for each way out. */
export function Clashes() {
  const { state } = useMeeting();
  return state.clashes.filter(({ open }) => !open).map((clash) => <OneClash key={clash.id} clash={clash} />);
}

function OneClash({ clash }: { clash: Clash }) {
  const { t } = useTab();
  const { view, session, writable } = useMeeting();
  const styles = useStyles();
  const text = textOf(view, clash.target);
  const { mine, theirs, now, whole } = sideBySide(clash, text ?? '');
  const settle = (words?: string) => {
    const edit = words === undefined ? undefined : diffEdit(text ?? '', whole(words));
    if (edit) session.edit(clash.target, edit);
    session.settled(clash.id);
  };
  const shown = [
    ['minutes.clash.mine', mine],
    ['minutes.clash.theirs', theirs],
    ['minutes.clash.now', now],
  ] as const;
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        {t('minutes.clash')}
        <dl className={styles.parts}>
          {shown.map(([label, words]) => (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </MessageBarBody>
      <MessageBarActions>
        {writable &&
          text !== undefined &&
          (['mine', 'theirs'] as const).map((whose) => (
            <Button
              key={whose}
              size="small"
              onClick={() => {
                settle(whose === 'mine' ? mine : theirs);
              }}
            >
              {t(`minutes.clash.use.${whose}`)}
            </Button>
          ))}
        <Button
          size="small"
          onClick={() => {
            settle();
          }}
        >
          {t('minutes.clash.keep')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
