import { useState } from 'react';
import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type ProgrammeBody, type SetupReply } from '../../bot/programme/api.ts';
import { Fault } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { type TextKey } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';
import { type SetupPart } from './part.ts';

type Programme = SetupReply['programmes'][number];

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(200px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  whole: { gridColumn: '1 / -1', justifySelf: 'start' },
  narrow: { minWidth: 0 },
});

/** When the week's card comes and when its round closes, for each programme. */
export function Programmes({ setup, keep }: SetupPart) {
  const { t } = useTab();
  const [first] = setup.packs;
  const programmes = setup.programmes.length > 0 || !first ? setup.programmes : [newProgramme(first.id)];
  return (
    <Section title={t('setup.programmes')} lead={t('setup.programmes.lead')}>
      {programmes.map((programme) => (
        <ProgrammeForm key={programme.id} programme={programme} setup={setup} keep={keep} />
      ))}
    </Section>
  );
}

function newProgramme(pack: string): Programme {
  return {
    id: pack,
    pack,
    startWeek: '',
    zone: 'Europe/Oslo',
    postOn: 1,
    postAt: '08:30',
    closeOn: 5,
    closeAt: '15:00',
    lateHours: 8,
    every: 'week',
    nth: 1,
    onHoliday: 'next',
    quiet: ['july', 'christmas', 'easter'],
    daysOff: [],
    state: 'running',
  };
}

function ProgrammeForm({ programme, setup, keep }: SetupPart & { programme: Programme }) {
  const { t } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const [{ id, ...draft }, setDraft] = useState(programme);
  const set = (values: Partial<ProgrammeBody>) => {
    setDraft({ id, ...draft, ...values });
  };
  const states = (['running', 'paused', 'stopped'] as const).map(
    (state) => [state, t(`setup.programme.${state}`)] as const,
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        run(() => keep('put', `programmes/${encodeURIComponent(id)}`, draft));
      }}
    >
      <List
        label={t('setup.pack')}
        value={draft.pack}
        choose={(pack) => {
          set({ pack });
        }}
        options={setup.packs.map(({ id, name, weeks }) => [id, t('setup.pack.weeks', { name, weeks })])}
      />
      <Field label={t('setup.start-week')} hint={t('setup.start-week.hint')}>
        <Input
          type="week"
          className={styles.narrow}
          required
          pattern="\d{4}-W\d{2}"
          value={draft.startWeek}
          onChange={(_, { value }) => {
            set({ startWeek: value });
          }}
        />
      </Field>
      <Day
        label={t('setup.post-on')}
        value={draft.postOn}
        choose={(postOn) => {
          set({ postOn });
        }}
      />
      <Time
        label={t('setup.post-at')}
        value={draft.postAt}
        choose={(postAt) => {
          set({ postAt });
        }}
      />
      <Day
        label={t('setup.close-on')}
        value={draft.closeOn}
        choose={(closeOn) => {
          set({ closeOn });
        }}
      />
      <Time
        label={t('setup.close-at')}
        value={draft.closeAt}
        choose={(closeAt) => {
          set({ closeAt });
        }}
      />
      <List
        label={t('setup.state')}
        value={draft.state}
        options={states}
        choose={(state) => {
          set({ state });
        }}
      />
      <Button type="submit" appearance="primary" className={styles.whole} disabledFocusable={busy}>
        {t('setup.keep')}
      </Button>
      {fault && <Fault error={fault} />}
    </form>
  );
}

interface ListProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly choose: (value: Value) => void;
}

function List<Value extends string>({ label, value, options, choose }: ListProps<Value>) {
  const styles = useStyles();
  return (
    <Field label={label}>
      <Select
        className={styles.narrow}
        value={value}
        onChange={(_, data) => {
          choose(data.value as Value);
        }}
      >
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

const weekdays = [1, 2, 3, 4, 5, 6, 7];

function Day({ label, value, choose }: { label: string; value: number; choose: (day: number) => void }) {
  const { t } = useTab();
  const options = weekdays.map((day) => [String(day), t(`date.weekday.${day % 7}` as TextKey)] as const);
  return (
    <List
      label={label}
      value={String(value)}
      options={options}
      choose={(day) => {
        choose(Number(day));
      }}
    />
  );
}

function Time({ label, value, choose }: { label: string; value: string; choose: (time: string) => void }) {
  const styles = useStyles();
  return (
    <Field label={label}>
      <Input
        type="time"
        required
        className={styles.narrow}
        value={value}
        onChange={(_, data) => {
          choose(data.value);
        }}
      />
    </Field>
  );
}
