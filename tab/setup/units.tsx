import { useState } from 'react';
import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { type SetupReply, type UnitsBody } from '../../bot/programme/api.ts';
import { Fault } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';
import { type SetupPart } from './part.ts';

type Unit = SetupReply['units'][number];
type Kind = UnitsBody['units'][number]['kind'];

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  below: { listStyleType: 'none', margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  unit: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  note: { color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
  choice: { minWidth: 0, maxWidth: '100%', '& select': { minWidth: 0, textOverflow: 'ellipsis' } },
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
});

/** The agency as a tree, with what its sizes mean for what can be shown. */
export function Units({ setup, keep }: SetupPart) {
  const { t } = useTab();
  const styles = useStyles();
  const roots = setup.units.filter(({ parent }) => parent === null);
  return (
    <Section title={t('setup.units')} lead={t('setup.units.lead')}>
      <ul className={styles.list}>
        {roots.map((unit) => (
          <UnitBranch key={unit.id} unit={unit} all={setup.units} />
        ))}
      </ul>
      <NewUnit setup={setup} keep={keep} />
    </Section>
  );
}

function UnitBranch({ unit, all }: { unit: Unit; all: readonly Unit[] }) {
  const { t } = useTab();
  const styles = useStyles();
  const below = all.filter(({ parent }) => parent === unit.id);
  const note = sizeNote(t, unit);
  return (
    <li>
      <div className={styles.unit}>
        <span>{unit.name}</span>
        <span className={styles.quiet}>{t('setup.units.leaders', { count: unit.leaders })}</span>
        {note !== '' && (
          <span className={styles.note}>
            <WarningRegular aria-hidden /> {note}
          </span>
        )}
      </div>
      {below.length > 0 && (
        <ul className={styles.below}>
          {below.map((one) => (
            <UnitBranch key={one.id} unit={one} all={all} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Up to this many leaders a missing answer or two hides the figures. */
const shakyLeaders = 8;

function sizeNote(t: Translate, { leaders, tooSmall }: Unit): string {
  if (tooSmall) return t('setup.units.small');
  return leaders <= shakyLeaders ? t('setup.units.shaky') : '';
}

function NewUnit({ setup, keep }: SetupPart) {
  const { t } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const [name, setName] = useState('');
  const [parent, setParent] = useState('');
  const root = setup.units.find((unit) => unit.parent === null);
  const add = () => {
    const above = root ? parent || root.id : null;
    const unit = { id: crypto.randomUUID(), name: name.trim(), kind: kindBelow(setup, above), parent: above };
    run(async () => {
      await keep('put', 'units', unitsBody(setup, { units: [...setup.units, unit] }));
      setName('');
    });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') add();
      }}
    >
      <Field label={t('setup.units.name')} className={styles.choice}>
        <Input
          value={name}
          maxLength={200}
          onChange={(_, { value }) => {
            setName(value);
          }}
        />
      </Field>
      {root && (
        <Field label={t('setup.units.parent')} className={styles.choice}>
          <Select
            className={styles.choice}
            value={parent || root.id}
            onChange={(_, { value }) => {
              setParent(value);
            }}
          >
            {setup.units.map((unit) => (
              <option key={unit.id} value={unit.id}>
                {unit.name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Button type="submit" disabledFocusable={busy || name.trim() === ''}>
        {t('setup.units.add')}
      </Button>
      {fault && <Fault error={fault} />}
    </form>
  );
}

/** The tree goes as a whole, so that it is never half changed. */
export function unitsBody(
  setup: SetupReply,
  set: { units?: readonly Pick<Unit, 'id' | 'name' | 'kind' | 'parent'>[]; homes?: SetupReply['homes'] },
): UnitsBody {
  const units = set.units ?? setup.units;
  return {
    units: units.map(({ id, name, kind, parent }) => ({ id, name, kind: kind as Kind, parent })),
    homes: (set.homes ?? setup.homes).map(({ person, name, unit }) => ({ person, name, unit })),
  };
}

function kindBelow({ units }: SetupReply, parent: string | null): Kind {
  if (parent === null) return 'agency';
  return units.find(({ id }) => id === parent)?.kind === 'agency' ? 'department' : 'section';
}
