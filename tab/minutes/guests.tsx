import { useCallback } from 'react';
import { Checkbox, makeStyles } from '@fluentui/react-components';
import { type GuestsReply } from '../../bot/minutes/api/guests.ts';
import { type ItemView } from '../../bot/minutes/api.ts';
import { Fault, Loading } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { send } from './commands.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'grid' },
  hint: { margin: 0 },
});

/** Which guests of the chat may read the item; for the chair. */
export function Guests({ item }: { item: ItemView }) {
  const { t, api } = useTab();
  const { session, view } = useMeeting();
  const styles = useStyles();
  const load = useCallback(
    () => api.get<GuestsReply>(`/api/minutes/meetings/${view.id}/guests`),
    [api, view.id],
  );
  const { value, error, again } = useLoad(load);
  if (error) return <Fault error={error} again={again} />;
  if (!value) return <Loading />;
  const invited = new Set(item.guests.map(({ id }) => id));
  // Who has left the chat reads nothing any more, but the invitation can still be taken back.
  const gone = item.guests.filter(({ id }) => value.guests.every((guest) => guest.id !== id));
  const guests = [...value.guests, ...gone];
  if (guests.length === 0) return <p className={styles.hint}>{t('minutes.guests.none')}</p>;
  return (
    <fieldset className={styles.group}>
      <legend>{t('minutes.guests.who')}</legend>
      {guests.map((person) => (
        <Checkbox
          key={person.id}
          label={person.name}
          checked={invited.has(person.id)}
          onChange={(_, { checked }) => {
            send(session, { type: 'invite', item: item.id, person, invited: checked === true });
          }}
        />
      ))}
    </fieldset>
  );
}
