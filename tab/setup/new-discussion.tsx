import { useState } from 'react';
import {
  Button,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { type DiscussionBody } from '../../bot/programme/api.ts';
import { Fault } from '../platform/notices.tsx';
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

/** Writes down that the policy was discussed, or looked at again; by role, so that nobody's name is needed. */
export function NewDiscussion({
  setup,
  keep,
  policyVersion,
}: SetupPart & { readonly policyVersion: number }) {
  const { t } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const [draft, setDraft] = useState({
    kind: 'discussed' as NonNullable<DiscussionBody['kind']>,
    unit: setup.units[0]?.id ?? '',
    heldOn: '',
    counterpart: '',
    basis: t('setup.discussion.basis.usual'),
    conclusion: '',
  });
  const set = (values: Partial<typeof draft>) => {
    setDraft({ ...draft, ...values });
  };
  const whole = draft.heldOn !== '' && draft.counterpart.trim().length >= 2;
  return (
    <form
      className={styles.form}
      aria-label={t('setup.discussion.record')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!whole) return;
        run(async () => {
          await keep('post', 'discussions', { ...draft, policyVersion } satisfies DiscussionBody);
          set({ heldOn: '', counterpart: '', conclusion: '' });
        });
      }}
    >
      <Field
        label={t('setup.discussion.kind')}
        hint={t('setup.discussion.version', { version: policyVersion })}
      >
        <RadioGroup
          layout="horizontal"
          value={draft.kind}
          onChange={(_, { value }) => {
            set({ kind: value === 'evaluated' ? value : 'discussed' });
          }}
        >
          <Radio value="discussed" label={t('setup.discussion.kind.discussed')} />
          <Radio value="evaluated" label={t('setup.discussion.kind.evaluated')} />
        </RadioGroup>
      </Field>
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
      {draft.kind === 'evaluated' ? (
        <Field label={t('setup.discussion.conclusion')}>
          <Textarea
            value={draft.conclusion}
            maxLength={4000}
            onChange={(_, { value }) => {
              set({ conclusion: value });
            }}
          />
        </Field>
      ) : (
        <Field label={t('setup.discussion.basis')} hint={t('setup.discussion.basis.hint')}>
          <Textarea
            value={draft.basis}
            maxLength={2000}
            onChange={(_, { value }) => {
              set({ basis: value });
            }}
          />
        </Field>
      )}
      <Button type="submit" appearance="primary" className={styles.send} disabledFocusable={busy || !whole}>
        {t('setup.discussion.record')}
      </Button>
      {fault && <Fault error={fault} />}
    </form>
  );
}
