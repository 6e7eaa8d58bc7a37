import { makeStyles, tokens } from '@fluentui/react-components';
import { presents } from '../../bot/minutes/model/presenting.ts';
import { longest } from '../../bot/minutes/model/changes.ts';
import { useTab } from '../platform/tab.ts';
import { KindBadge } from './badge.tsx';
import { fieldId } from './focus.ts';
import { FollowUps } from './follow-ups.tsx';
import { Labelled } from './labelled.tsx';
import { MeetingContext, useMeeting } from './meeting.ts';
import { Preparation } from './preparation.tsx';
import { SharedArea } from './shared-text.tsx';

const useStyles = makeStyles({
  part: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    maxWidth: '72ch',
    margin: '0 auto',
    padding: tokens.spacingHorizontalM,
    '& > h2': { margin: 0, fontSize: tokens.fontSizeBase400 },
  },
  item: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
    '& > h3': {
      display: 'flex',
      gap: tokens.spacingHorizontalS,
      margin: 0,
      fontSize: tokens.fontSizeBase300,
    },
  },
});

/** For somebody who only reads the rest: the items that this person presents, to be prepared and written in. */
export function OwnItems() {
  const { t, me } = useTab();
  const meeting = useMeeting();
  const styles = useStyles();
  const { view } = meeting;
  const own = view.may.write ? [] : view.items.filter((item) => presents(view, item, me.id));
  if (own.length === 0) return null;
  return (
    <MeetingContext value={{ ...meeting, writable: true }}>
      <section className={styles.part} aria-labelledby="own-items">
        <h2 id="own-items">{t('minutes.own', { count: own.length })}</h2>
        {own.map((item) => (
          <section key={item.id} className={styles.item} aria-labelledby={fieldId(item.id, 'own')}>
            <h3 id={fieldId(item.id, 'own')}>
              <KindBadge kind={item.kind} />
              {item.title.text.trim() === '' ? t('minutes.item.untitled') : item.title.text}
            </h3>
            <Preparation item={item} />
            <Labelled of={fieldId(item.id, 'notes')} label={t('minutes.notes')}>
              <SharedArea
                id={fieldId(item.id, 'notes')}
                target={{ of: 'item', item: item.id, field: 'notes' }}
                longest={longest.notes}
              />
            </Labelled>
            <FollowUps item={item} />
          </section>
        ))}
      </section>
    </MeetingContext>
  );
}
