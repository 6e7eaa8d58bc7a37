import { lazy, Suspense, useState } from 'react';
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { type ItemView } from '../../bot/minutes/api.ts';
import { longest } from '../../bot/minutes/model/changes.ts';
import { useTab } from '../platform/tab.ts';
import { accessName, allAccess, allKinds, kindOptions } from './choices.ts';
import { send } from './commands.ts';
import { Choice, PersonChoice } from './fields.tsx';
import { fieldId } from './focus.ts';
import { Fold } from './fold.tsx';
import { Labelled } from './labelled.tsx';
import { useMeeting } from './meeting.ts';
import { SharedLine } from './shared-text.tsx';

const Guests = lazy(async () => ({ default: (await import('./guests.tsx')).Guests }));

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalS,
    paddingTop: tokens.spacingVerticalXS,
  },
  whole: { gridColumn: '1 / -1' },
  actions: { gridColumn: '1 / -1', display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

/** What an item is: title, kind, who presents it, for how long, and who may read of it. */
export function ItemSetup({ item, open = false }: { item: ItemView; open?: boolean }) {
  const { t } = useTab();
  const { session, view } = useMeeting();
  const styles = useStyles();
  const set = (values: Partial<Pick<ItemView, 'kind' | 'presenter' | 'plannedMinutes'>>) => {
    send(session, { type: 'set-item', item: item.id, set: values });
  };
  return (
    <Fold title={t('minutes.item.about')} open={open}>
      <div className={styles.grid}>
        <Labelled
          of={fieldId(item.id, 'title')}
          label={t('minutes.item.title')}
          small
          className={styles.whole}
        >
          <SharedLine
            id={fieldId(item.id, 'title')}
            target={{ of: 'item', item: item.id, field: 'title' }}
            longest={longest.title}
          />
        </Labelled>
        <Choice
          id={fieldId(item.id, 'kind')}
          label={t('minutes.item.kind')}
          value={item.kind}
          options={kindOptions(view, allKinds)}
          choose={(kind) => {
            if (kind) set({ kind });
          }}
        />
        <Minutes
          item={item}
          choose={(plannedMinutes) => {
            set({ plannedMinutes });
          }}
        />
        <div className={styles.whole}>
          <PersonChoice
            id={fieldId(item.id, 'presenter')}
            label={t('minutes.item.presenter')}
            none={t('common.nobody')}
            value={item.presenter}
            people={view.people}
            choose={(presenter) => {
              set({ presenter });
            }}
          />
        </div>
        <Access item={item} />
        {view.may.lead && <Invitations item={item} />}
        <Actions item={item} />
      </div>
    </Fold>
  );
}

function Minutes({ item, choose }: { item: ItemView; choose: (minutes: number | null) => void }) {
  const { t } = useTab();
  return (
    <Field label={t('minutes.item.minutes')} size="small">
      <Input
        id={fieldId(item.id, 'minutes')}
        type="number"
        input={{ min: 0, max: 600, step: 5, style: { width: '100%' } }}
        style={{ minWidth: 0 }}
        value={item.plannedMinutes === null ? '' : String(item.plannedMinutes)}
        onChange={(_, { value }) => {
          const minutes = Math.round(Number(value));
          if (minutes >= 0 && minutes <= 600) choose(value === '' ? null : minutes);
        }}
      />
    </Field>
  );
}

function Access({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { session } = useMeeting();
  const styles = useStyles();
  const { access } = item;
  const set = (next: ItemView['access']) => {
    send(session, { type: 'set-item', item: item.id, set: { access: next } });
  };
  return (
    <>
      <div className={styles.whole}>
        <Choice
          id={fieldId(item.id, 'level')}
          label={t('minutes.access')}
          value={access.level}
          options={allAccess.map((value) => ({ value, name: accessName(t, value) }))}
          choose={(level) => {
            if (level) set({ ...access, level });
          }}
        />
      </div>
      {access.level === 'exempt' && (
        <Field
          label={t('minutes.basis')}
          hint={t('minutes.basis.hint')}
          size="small"
          className={styles.whole}
        >
          <Input
            id={fieldId(item.id, 'basis')}
            value={access.basis}
            maxLength={200}
            onChange={(_, { value }) => {
              set({ ...access, basis: value });
            }}
          />
        </Field>
      )}
    </>
  );
}

/** Teams is asked for the guests of the chat when the chair wants to see them. */
function Invitations({ item }: { item: ItemView }) {
  const { t } = useTab();
  const styles = useStyles();
  const [asked, setAsked] = useState(false);
  const names = item.guests.map(({ name }) => name).join(', ');
  return (
    <details
      className={styles.whole}
      onToggle={({ currentTarget }) => {
        setAsked(currentTarget.open);
      }}
    >
      <summary>{names === '' ? t('minutes.guests') : t('minutes.guests.invited', { names })}</summary>
      <Suspense>{asked && <Guests item={item} />}</Suspense>
    </details>
  );
}

function Actions({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { session, commands } = useMeeting();
  const styles = useStyles();
  return (
    <div className={styles.actions}>
      <Button
        size="small"
        icon={<ArrowUpRegular />}
        onClick={() => {
          commands.moveBy(item.id, -1);
        }}
      >
        {t('minutes.item.up')}
      </Button>
      <Button
        size="small"
        icon={<ArrowDownRegular />}
        onClick={() => {
          commands.moveBy(item.id, 1);
        }}
      >
        {t('minutes.item.down')}
      </Button>
      {item.number === null && (
        <Button
          size="small"
          icon={<DeleteRegular />}
          onClick={() => {
            send(session, { type: 'remove-item', item: item.id });
          }}
        >
          {t('minutes.item.remove')}
        </Button>
      )}
    </div>
  );
}
