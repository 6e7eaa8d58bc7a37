import { makeStyles, tokens } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons/svg/arrow-right';
import { GavelRegular } from '@fluentui/react-icons/svg/gavel';
import { PeopleCheckmarkRegular } from '@fluentui/react-icons/svg/people-checkmark';
import { TaskListAddRegular } from '@fluentui/react-icons/svg/task-list-add';
import { useTab } from '../platform/tab.ts';
import { type TextKey } from '../platform/texts.ts';
import { focusSoon } from './focus.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  bar: {
    display: 'grid',
    gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
    backgroundColor: tokens.colorNeutralBackground2,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  command: {
    display: 'grid',
    justifyItems: 'center',
    gap: tokens.spacingVerticalXXS,
    minHeight: '52px',
    padding: `${tokens.spacingVerticalSNudge} 0`,
    border: 'none',
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    cursor: 'pointer',
    '& svg': { fontSize: '20px' },
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground2Hover,
      color: tokens.colorNeutralForeground2Hover,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
});

/** The four presses of a meeting, always in the same place. */
export function CommandBar() {
  const { t } = useTab();
  const { commands } = useMeeting();
  const styles = useStyles();
  const all: readonly (readonly [TextKey, string, typeof GavelRegular, () => void])[] = [
    ['minutes.bar.next', 'Control+Enter', ArrowRightRegular, commands.next],
    ['minutes.bar.decision', 'Alt+B', GavelRegular, commands.decide],
    ['minutes.bar.follow-up', 'Alt+P', TaskListAddRegular, commands.followUp],
    ['minutes.bar.attendance', 'Alt+M', PeopleCheckmarkRegular, goToAttendance],
  ];
  return (
    <div role="toolbar" aria-label={t('minutes.bar')} className={styles.bar}>
      {all.map(([key, shortcut, Icon, run]) => (
        <button key={key} type="button" className={styles.command} aria-keyshortcuts={shortcut} onClick={run}>
          <Icon aria-hidden />
          {t(key)}
        </button>
      ))}
    </div>
  );
}

export function goToAttendance(): void {
  focusSoon('attendance-0');
}
