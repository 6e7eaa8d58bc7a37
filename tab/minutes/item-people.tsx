import { Button, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type ItemMove } from '../../bot/minutes/api/during.ts';
import { type AttendanceView, type ItemView } from '../../bot/minutes/api.ts';
import { awayAt, isHere } from '../../bot/minutes/model/attendance.ts';
import { useTab } from '../platform/tab.ts';
import { send } from './commands.ts';
import { fieldId } from './focus.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  fold: { '& > summary': { cursor: 'pointer', padding: `${tokens.spacingVerticalXS} 0` } },
  list: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalXS,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 10rem)',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  choice: { minWidth: 0 },
  away: { color: tokens.colorNeutralForeground2 },
  ask: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    margin: `0 0 ${tokens.spacingVerticalXS}`,
  },
});

const moves = { arrived: 0, left: 0, disqualified: 0 } satisfies Record<ItemMove, 0>;
const allMoves = Object.keys(moves) as readonly ItemMove[];

/** Who takes part in the item: who came to it, left during it, or steps out of it. */
export function HereForItem({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const here = view.attendance.filter(isHere);
  const away = awayAt(view, item.id);
  return (
    <div>
      {here.map((row) => (
        <Suggestion key={row.person.id} row={row} item={item} />
      ))}
      <details className={styles.fold}>
        <summary id={fieldId(item.id, 'here')}>
          {here.length === 0
            ? t('minutes.here.untaken')
            : t('minutes.here', { present: here.length - away.length, of: here.length })}
          {away.length > 0 && (
            <span className={styles.away}>
              {' · '}
              {away.map(({ person, why }) => t(`minutes.away.${why}`, { name: person.name })).join(', ')}
            </span>
          )}
        </summary>
        {here.length === 0 ? (
          <p className={styles.away}>{t('minutes.here.nobody')}</p>
        ) : (
          <ul className={styles.list}>
            {here.map((row) => (
              <Person key={row.person.id} row={row} item={item} />
            ))}
          </ul>
        )}
      </details>
    </div>
  );
}

/** The same for those who read the minutes. */
export function AwayFrom({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const away = awayAt(view, item.id);
  if (away.length === 0) return null;
  const people = away.map(({ person, why }) => t(`minutes.away.${why}`, { name: person.name })).join(', ');
  return <p className={styles.away}>{t('minutes.away', { people })}</p>;
}

function Person({ row, item }: { row: AttendanceView; item: ItemView }) {
  const { t } = useTab();
  const { session, writable } = useMeeting();
  const styles = useStyles();
  const { person } = row;
  const id = fieldId(item.id, `here-${person.id}`);
  const mark = (row.moves ?? []).find((one) => one.item === item.id && one.source === 'manual');
  return (
    <li className={styles.row}>
      <label htmlFor={id}>{person.name}</label>
      <Select
        id={id}
        size="small"
        className={styles.choice}
        value={mark?.move ?? ''}
        disabled={!writable}
        onChange={(_, { value }) => {
          const move = allMoves.find((one) => one === value) ?? null;
          send(session, { type: 'set-move', person, item: item.id, move });
        }}
      >
        <option value="">{t('minutes.move.none')}</option>
        {allMoves.map((move) => (
          <option key={move} value={move}>
            {t(`minutes.move.${move}`)}
          </option>
        ))}
      </Select>
    </li>
  );
}

/** What Teams has seen is a question: a line that fell out is nobody who left. */
function Suggestion({ row, item }: { row: AttendanceView; item: ItemView }) {
  const { t } = useTab();
  const { session, writable } = useMeeting();
  const styles = useStyles();
  const { person } = row;
  const asked = (row.moves ?? []).find((one) => one.item === item.id && one.source === 'teams');
  if (!asked || !writable) return null;
  const settle = (move: ItemMove | null) => {
    send(session, { type: 'set-move', person, item: item.id, move });
  };
  return (
    <p className={styles.ask}>
      {t(`minutes.teams.${asked.move === 'left' ? 'left' : 'arrived'}`, { name: person.name })}
      <Button
        size="small"
        onClick={() => {
          settle(asked.move);
        }}
      >
        {t('minutes.teams.yes')}
      </Button>
      <Button
        size="small"
        appearance="subtle"
        onClick={() => {
          settle(null);
        }}
      >
        {t('minutes.teams.no')}
      </Button>
    </p>
  );
}
