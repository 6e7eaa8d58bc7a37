import { useState } from 'react';
import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type MemberRole, type Side } from '../../bot/minutes/api/series.ts';
import { type PersonView } from '../../bot/minutes/api.ts';
import { isComing } from '../../bot/minutes/model/meeting.ts';
import { roleOf, sideOf } from '../../bot/minutes/model/roles.ts';
import { Fault } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { Ask } from './ask.tsx';
import { allRoles, allSides } from './choices.ts';
import { Choice } from './fields.tsx';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  series: {
    display: 'grid',
    justifyItems: 'start',
    gap: tokens.spacingVerticalM,
    '& h2': { margin: 0, fontSize: tokens.fontSizeBase300 },
    '& p': { margin: 0, color: tokens.colorNeutralForeground2 },
  },
  roles: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalS,
    width: '100%',
  },
  person: { display: 'grid', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  choice: { minWidth: 0, flex: '1 1 8rem' },
  numbers: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalS,
    alignItems: 'end',
    width: '100%',
  },
  whole: { gridColumn: '1 / -1' },
});

/** What holds for every meeting of the series: template, places, first numbers. Only the chair sees it. */
export function SeriesSetup() {
  const { t } = useTab();
  const { view, session } = useMeeting();
  const { fault, run } = useAct();
  const styles = useStyles();
  const coming = isComing(view);
  return (
    <div className={styles.series}>
      <Choice
        id="template"
        label={t('minutes.template')}
        hint={coming ? t('minutes.template.hint') : t('minutes.template.begun')}
        disabled={!coming}
        value={view.series.template.id}
        options={view.series.templates.map(({ id, name }) => ({ value: id, name }))}
        choose={(template) => {
          if (template) run(() => session.act('template', { template }));
        }}
      />
      {fault && <Fault error={fault} />}
      <Roles />
      {view.series.unnumbered && <FirstNumbers />}
      {coming && (
        <Ask
          id="cancel"
          what="cancel"
          field="reason"
          open={t('minutes.cancel')}
          send={t('minutes.cancel.sure')}
          label={t('minutes.cancel.why')}
          hint={t('minutes.cancel.hint')}
          said={t('minutes.cancelled')}
        />
      )}
    </div>
  );
}

function Roles() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const left = view.roles
    .map(({ person }) => person)
    .filter(({ id }) => !view.people.some((one) => one.id === id));
  return (
    <>
      <h2>{t('minutes.roles')}</h2>
      <ul className={styles.roles} id="sides">
        {[...view.people, ...left].map((person, index) => (
          <PersonRole key={person.id} person={person} index={index} />
        ))}
      </ul>
    </>
  );
}

function PersonRole({ person, index }: { person: PersonView; index: number }) {
  const { t } = useTab();
  const { view, session } = useMeeting();
  const { fault, run } = useAct();
  const styles = useStyles();
  const role = roleOf(view.roles, person.id);
  const side = sideOf(view, person.id);
  const give = (next: { readonly role?: MemberRole; readonly side?: Side | null }) => {
    run(() => session.act('roles', { person: person.id, role, side, ...next }));
  };
  return (
    <li className={styles.person}>
      <span>
        {person.name}
        {view.chair.id === person.id && ` ${t('minutes.roles.organiser')}`}
      </span>
      <span className={styles.choices}>
        <Select
          id={`role-${index}`}
          size="small"
          className={styles.choice}
          aria-label={t('minutes.roles.of', { name: person.name })}
          value={role}
          onChange={(_, { value }) => {
            give({ role: value as MemberRole });
          }}
        >
          {allRoles.map((one) => (
            <option key={one} value={one}>
              {t(`minutes.role.${one}`)}
            </option>
          ))}
        </Select>
        {view.series.twoSided && (
          <Select
            size="small"
            className={styles.choice}
            aria-label={t('minutes.sides.of', { name: person.name })}
            value={side ?? ''}
            onChange={(_, { value }) => {
              give({ side: value === '' ? null : (value as Side) });
            }}
          >
            <option value="">{t('minutes.side.none')}</option>
            {allSides.map((one) => (
              <option key={one} value={one}>
                {t(`minutes.side.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </span>
      {fault && <Fault error={fault} />}
    </li>
  );
}

/** For an agency that goes over from paper in the middle of a year. */
function FirstNumbers() {
  const { t, say } = useTab();
  const { session } = useMeeting();
  const { busy, fault, run } = useAct();
  const styles = useStyles();
  const [item, setItem] = useState('1');
  const [meeting, setMeeting] = useState('1');
  return (
    <div className={styles.numbers}>
      <Field label={t('minutes.first.meeting')} size="small">
        <Input
          type="number"
          input={{ min: 1, max: 9999, style: { width: '100%' } }}
          style={{ minWidth: 0 }}
          value={meeting}
          onChange={(_, { value }) => {
            setMeeting(value);
          }}
        />
      </Field>
      <Field label={t('minutes.first.item')} size="small">
        <Input
          type="number"
          input={{ min: 1, max: 9999, style: { width: '100%' } }}
          style={{ minWidth: 0 }}
          value={item}
          onChange={(_, { value }) => {
            setItem(value);
          }}
        />
      </Field>
      <p className={styles.whole}>{t('minutes.first.hint')}</p>
      <Button
        size="small"
        disabledFocusable={busy}
        onClick={() => {
          run(async () => {
            await session.act('first-numbers', { item: Number(item), meeting: Number(meeting) });
            say(t('minutes.first.done'));
          });
        }}
      >
        {t('minutes.first.set')}
      </Button>
      {fault && <Fault error={fault} />}
    </div>
  );
}
