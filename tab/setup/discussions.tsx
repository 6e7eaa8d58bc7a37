import { useState } from 'react';
import { Button, Field, Input, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components';
import { type DiscussionBody } from '../../bot/programme/api.ts';
import { shortDate } from '../platform/dates.ts';
import { Fault } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { type SetupPart } from './part.ts';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    maxWidth: '560px',
  },
  send: { justifySelf: 'start' },
});

/** Before a unit's first round somebody writes down that its employee representatives have discussed it. */
export function Discussions({ setup, keep }: SetupPart) {
  const { t } = useTab();
  const unitName = (id: string) => setup.units.find((unit) => unit.id === id)?.name ?? id;
  return (
    <Section title={t('setup.discussions')} lead={t('setup.discussions.lead')}>
      {setup.discussions.length > 0 && (
        <Table
          caption={t('setup.discussions.recorded')}
          head={[t('setup.unit'), t('setup.discussion.held'), t('setup.discussion.counterpart')]}
          rows={setup.discussions.map(({ unit, heldOn, counterpart, recordedAt }) => ({
            key: `${unit}-${recordedAt}`,
            cells: [unitName(unit), shortDate(t, heldOn), counterpart],
          }))}
        />
      )}
      {setup.units.length > 0 && <NewDiscussion setup={setup} keep={keep} />}
    </Section>
  );
}

function NewDiscussion({ setup, keep }: SetupPart) {
  const { t } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const [draft, setDraft] = useState<DiscussionBody>({
    unit: setup.units[0]?.id ?? '',
    heldOn: '',
    counterpart: '',
    basis: t('setup.discussion.basis.usual'),
  });
  const set = (values: Partial<DiscussionBody>) => {
    setDraft({ ...draft, ...values });
  };
  const whole = draft.heldOn !== '' && draft.counterpart.trim().length >= 2;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!whole) return;
        run(async () => {
          await keep('post', 'discussions', draft);
          set({ heldOn: '', counterpart: '' });
        });
      }}
    >
      <Field label={t('setup.unit')}>
        <Select
          value={draft.unit}
          onChange={(_, { value }) => {
            set({ unit: value });
          }}
        >
          {setup.units.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('setup.discussion.held')} required>
        <Input
          type="date"
          value={draft.heldOn}
          onChange={(_, { value }) => {
            set({ heldOn: value });
          }}
        />
      </Field>
      <Field label={t('setup.discussion.counterpart')} hint={t('setup.discussion.counterpart.hint')} required>
        <Input
          value={draft.counterpart}
          maxLength={200}
          onChange={(_, { value }) => {
            set({ counterpart: value });
          }}
        />
      </Field>
      <Field label={t('setup.discussion.basis')} hint={t('setup.discussion.basis.hint')}>
        <Textarea
          value={draft.basis}
          maxLength={2000}
          onChange={(_, { value }) => {
            set({ basis: value });
          }}
        />
      </Field>
      <Button type="submit" appearance="primary" className={styles.send} disabledFocusable={busy || !whole}>
        {t('setup.discussion.record')}
      </Button>
      {fault && <Fault error={fault} />}
    </form>
  );
}
