import { type KeyboardEvent } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type FollowUpView, type ItemView } from '../../bot/minutes/api.ts';
import { longest } from '../../bot/minutes/model/changes.ts';
import { useTab } from '../platform/tab.ts';
import { send } from './commands.ts';
import { DateField, PersonChoice } from './fields.tsx';
import { fieldId } from './focus.ts';
import { useMeeting } from './meeting.ts';
import { SharedLine } from './shared-text.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) auto',
    alignItems: 'end',
    gap: tokens.spacingHorizontalXS,
    paddingLeft: tokens.spacingHorizontalS,
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
  },
  what: { gridColumn: '1 / -1' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  group: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'stretch' },
  add: { justifySelf: 'start' },
});

export function FollowUps({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { commands } = useMeeting();
  const styles = useStyles();
  return (
    <div role="group" className={styles.group} aria-labelledby={fieldId(item.id, 'follow-ups')}>
      <h3 id={fieldId(item.id, 'follow-ups')} className={styles.heading}>
        {t('minutes.follow-ups')}
      </h3>
      {item.followUps.length > 0 && (
        <ul className={styles.list}>
          {item.followUps.map((followUp, index) => (
            <FollowUpRow key={followUp.id} item={item} followUp={followUp} number={index + 1} />
          ))}
        </ul>
      )}
      <Button
        className={styles.add}
        size="small"
        icon={<AddRegular />}
        onClick={() => {
          commands.addFollowUp(item.id);
        }}
      >
        {t('minutes.follow-up.add')}
      </Button>
    </div>
  );
}

interface RowProps {
  readonly item: ItemView;
  readonly followUp: FollowUpView;
  readonly number: number;
}

function FollowUpRow({ item, followUp, number }: RowProps) {
  const { t } = useTab();
  const { session, view, commands } = useMeeting();
  const styles = useStyles();
  const at = { item: item.id, followUp: followUp.id };
  const idOf = (field: string) => fieldId(item.id, `${field}-${followUp.id}`);
  const remove = () => {
    const above = item.followUps[number - 2];
    send(session, { type: 'remove-follow-up', ...at });
    commands.goTo(item.id, above ? `text-${above.id}` : 'notes');
  };
  const nextRow = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    commands.addFollowUp(item.id);
  };
  const inText = (event: KeyboardEvent) => {
    nextRow(event);
    if (event.key !== 'Backspace' || followUp.text.text !== '') return;
    event.preventDefault();
    remove();
  };
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <SharedLine
          id={idOf('text')}
          target={{ of: 'followUp', ...at }}
          label={t('minutes.follow-up.what', { number })}
          placeholder={t('minutes.follow-up.placeholder')}
          longest={longest.followUp}
          onKeyDown={inText}
        />
      </div>
      <PersonChoice
        id={idOf('owner')}
        label={t('minutes.follow-up.owner')}
        none={t('common.choose')}
        value={followUp.owner}
        people={view.people}
        choose={(owner) => {
          send(session, { type: 'set-follow-up', ...at, set: { owner } });
        }}
      />
      <DateField
        id={idOf('due')}
        label={t('minutes.follow-up.due')}
        value={followUp.due}
        onKeyDown={nextRow}
        choose={(due) => {
          send(session, { type: 'set-follow-up', ...at, set: { due } });
        }}
      />
      <Button
        size="small"
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={t('minutes.follow-up.remove', { number })}
        title={t('minutes.follow-up.remove', { number })}
        onClick={remove}
      />
    </li>
  );
}
