import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useTab } from '../platform/tab.ts';
import { languages } from '../platform/texts.ts';
import { send } from './commands.ts';
import { Choice, PersonChoice } from './fields.tsx';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  fields: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0 },
});

/** What holds for the whole meeting: who takes the minutes, where, in which language, and where they go. */
export function About() {
  const { t } = useTab();
  const { view, session, writable } = useMeeting();
  const styles = useStyles();
  return (
    <div className={styles.fields}>
      <PersonChoice
        id="minute-taker"
        label={t('minutes.minute-taker')}
        none={t('common.choose')}
        value={view.minuteTaker}
        people={view.people}
        choose={(minuteTaker) => {
          send(session, { type: 'set-meeting', set: { minuteTaker } });
        }}
      />
      <Field label={t('minutes.place')} size="small">
        <Input
          id="place"
          value={view.place}
          maxLength={200}
          readOnly={!writable}
          onChange={(_, { value }) => {
            send(session, { type: 'set-meeting', set: { place: value } });
          }}
        />
      </Field>
      <Choice
        id="language"
        label={t('minutes.language')}
        value={view.language}
        options={languages.map((value) => ({ value, name: t(`language.${value}`) }))}
        choose={(language) => {
          if (language) send(session, { type: 'set-meeting', set: { language } });
        }}
      />
      <Choice
        id="channel"
        label={t('minutes.channel')}
        hint={t('minutes.channel.hint')}
        none={t('common.choose')}
        value={view.channel?.id ?? ''}
        options={view.channels.map(({ id, name, team }) => ({ value: id, name: `${team} – ${name}` }))}
        choose={(channel) => {
          if (channel) send(session, { type: 'set-meeting', set: { channel } });
        }}
      />
    </div>
  );
}
