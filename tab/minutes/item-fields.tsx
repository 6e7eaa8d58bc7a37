import { makeStyles, tokens } from '@fluentui/react-components';
import { type ItemView } from '../../bot/minutes/api.ts';
import { decides } from '../../bot/minutes/model/meeting.ts';
import { longest } from '../../bot/minutes/model/changes.ts';
import { useTab } from '../platform/tab.ts';
import { allOutcomes, outcomeName } from './choices.ts';
import { PreviousMinutes } from './around.tsx';
import { send } from './commands.ts';
import { Choice } from './fields.tsx';
import { fieldId } from './focus.ts';
import { FollowUps } from './follow-ups.tsx';
import { Guidance } from './guidance.tsx';
import { ItemMoves } from './item-moves.tsx';
import { HereForItem } from './item-people.tsx';
import { ItemSetup } from './item-setup.tsx';
import { Labelled } from './labelled.tsx';
import { useMeeting } from './meeting.ts';
import { Preparation, UseProposal } from './preparation.tsx';
import { SharedArea } from './shared-text.tsx';
import { Writers } from './writers.tsx';

const useStyles = makeStyles({
  fields: { display: 'grid', gap: tokens.spacingVerticalM, minWidth: 0 },
});

/** The open item. Before the meeting its set-up comes first; during it the notes do. */
export function ItemFields({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { session, view } = useMeeting();
  const styles = useStyles();
  const during = view.state === 'in-progress';
  const target = (field: 'notes' | 'decision') => ({ of: 'item', item: item.id, field }) as const;
  return (
    <div className={styles.fields}>
      <Writers item={item} />
      {during && <HereForItem item={item} />}
      {item.kind === 'G' && <PreviousMinutes />}
      {item.guidance && <Guidance guidance={item.guidance} />}
      {!during && <ItemSetup item={item} open />}
      <Preparation item={item} />
      <Labelled of={fieldId(item.id, 'notes')} label={t('minutes.notes')}>
        <SharedArea id={fieldId(item.id, 'notes')} target={target('notes')} longest={longest.notes} />
      </Labelled>
      {decides(item.kind) && (
        <Labelled of={fieldId(item.id, 'decision')} label={t('minutes.decision')}>
          <SharedArea
            id={fieldId(item.id, 'decision')}
            target={target('decision')}
            longest={longest.decision}
          />
          <UseProposal item={item} />
        </Labelled>
      )}
      <Choice
        id={fieldId(item.id, 'outcome')}
        label={t('minutes.outcome')}
        none={t('minutes.outcome.none')}
        value={item.outcome ?? ''}
        options={allOutcomes.map((value) => ({ value, name: outcomeName(t, value) }))}
        choose={(outcome) => {
          send(session, { type: 'set-item', item: item.id, set: { outcome } });
        }}
      />
      <ItemMoves item={item} />
      <FollowUps item={item} />
      {during && <ItemSetup item={item} />}
    </div>
  );
}
