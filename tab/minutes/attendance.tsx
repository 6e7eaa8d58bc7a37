import { Button, makeStyles, Select, tokens } from '@fluentui/react-components';
import {
  type AttendanceState,
  type AttendanceView,
  type MeetingView,
  type PersonView,
} from '../../bot/minutes/api.ts';
import { isHere } from '../../bot/minutes/model/attendance.ts';
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

/** A deputy counts in the member's place. */
export function presentCount({ attendance }: Pick<MeetingView, 'attendance'>): number {
  return attendance.filter(isHere).length;
}

/** How many places there are: a deputy and the member share one. */
export function seatCount({ attendance }: Pick<MeetingView, 'attendance'>): number {
  return attendance.filter(({ deputyFor }) => !deputyFor).length;
}

/** Who is here, and for whom. What Teams suggests is marked so and gives way to what a person says. */
export function Attendance() {
  const { t } = useTab();
  const { view, session, writable } = useMeeting();
  const styles = useStyles();
  const unknown = view.attendance.filter(({ status }) => status === 'unknown');
  return (
    <>
      <ul className={styles.list}>
        {view.attendance.map((row, index) => (
          <Row key={row.person.id} row={row} id={`attendance-${index}`} />
        ))}
      </ul>
      {writable && unknown.length > 0 && (
        <Button
          size="small"
          className={styles.all}
          onClick={() => {
            unknown.forEach(({ person }) => {
              send(session, { type: 'set-attendance', person, status: 'present' });
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

const deputy = 'deputy:';

function Row({ row, id }: { row: AttendanceView; id: string }) {
  const { t } = useTab();
  const { view, session, writable } = useMeeting();
  const styles = useStyles();
  const { person, status, source, deputyFor } = row;
  const members = membersToStandFor(view, row);
  const choose = (value: string) => {
    const member = members.find((one) => value === deputy + one.id);
    if (member) {
      send(session, { type: 'set-deputy', person, member });
      return;
    }
    if (deputyFor) send(session, { type: 'set-deputy', person, member: null });
    send(session, { type: 'set-attendance', person, status: value as AttendanceState });
  };
  return (
    <li className={styles.row}>
      <label htmlFor={id}>
        {person.name}
        {source === 'teams' && status !== 'unknown' && (
          <span className={styles.hint}> {t('minutes.attendance.suggested')}</span>
        )}
        {deputyFor && status === 'remote' && (
          <span className={styles.hint}> {t('minutes.attendance.remote.hint')}</span>
        )}
      </label>
      <Select
        id={id}
        size="small"
        className={styles.choice}
        value={deputyFor ? deputy + deputyFor.id : status}
        disabled={!writable}
        onChange={(_, { value }) => {
          choose(value);
        }}
      >
        {allAttendance.map((one) => (
          <option key={one} value={one}>
            {attendanceName(t, one)}
          </option>
        ))}
        {members.length > 0 && (
          <optgroup label={t('minutes.attendance.deputies')}>
            {members.map((one) => (
              <option key={one.id} value={deputy + one.id}>
                {t('minutes.attendance.deputy', { name: one.name })}
              </option>
            ))}
          </optgroup>
        )}
      </Select>
    </li>
  );
}

/** Whoever is not here, and the one that the person stands in for already. */
function membersToStandFor(
  { attendance }: MeetingView,
  { person, deputyFor }: AttendanceView,
): readonly PersonView[] {
  return attendance
    .filter((one) => one.person.id !== person.id && (!isHere(one) || one.person.id === deputyFor?.id))
    .map((one) => one.person);
}
