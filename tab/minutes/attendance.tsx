import { Button, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type AttendanceState, type AttendanceView, type MeetingView } from '../../bot/minutes/api.ts';
import { useTab } from '../platform/tab.ts';
import { allAttendance, attendanceName } from './choices.ts';
import { send } from './commands.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 9rem)',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  choice: { minWidth: 0 },
  all: { marginTop: tokens.spacingVerticalS },
  hint: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

const isHere = ({ status }: AttendanceView) => status === 'present' || status === 'remote';

export function presentCount({ attendance }: Pick<MeetingView, 'attendance'>): number {
  return attendance.filter(isHere).length;
}

/** Who is here. What Teams suggests is marked so and gives way to what a person says. */
export function Attendance() {
  const { t } = useTab();
  const { view, session, writable } = useMeeting();
  const styles = useStyles();
  const set = (person: AttendanceView['person'], status: AttendanceState) => {
    send(session, { type: 'set-attendance', person, status });
  };
  const unknown = view.attendance.filter(({ status }) => status === 'unknown');
  return (
    <>
      <ul className={styles.list}>
        {view.attendance.map(({ person, status, source }, index) => (
          <li key={person.id} className={styles.row}>
            <label htmlFor={`attendance-${index}`}>
              {person.name}
              {source === 'teams' && status !== 'unknown' && (
                <span className={styles.hint}> {t('minutes.attendance.suggested')}</span>
              )}
            </label>
            <Select
              id={`attendance-${index}`}
              size="small"
              className={styles.choice}
              value={status}
              disabled={!writable}
              onChange={(_, { value }) => {
                set(person, value as AttendanceState);
              }}
            >
              {allAttendance.map((one) => (
                <option key={one} value={one}>
                  {attendanceName(t, one)}
                </option>
              ))}
            </Select>
          </li>
        ))}
      </ul>
      {writable && unknown.length > 0 && (
        <Button
          size="small"
          className={styles.all}
          onClick={() => {
            unknown.forEach(({ person }) => {
              set(person, 'present');
            });
          }}
        >
          {t(
            unknown.length === view.attendance.length ? 'minutes.attendance.all' : 'minutes.attendance.rest',
          )}
        </Button>
      )}
    </>
  );
}
