import { useState } from 'react';
import { Button, Field, Input, makeStyles, Switch, Textarea, tokens } from '@fluentui/react-components';
import { type PolicyBody, type PolicyView } from '../../bot/programme/api/policy.ts';
import {
  highestMinimum,
  longestRetentionMonths,
  minimumNames,
  usualRetentionMonths,
} from '../../bot/programme/model/policy.ts';
import { ApiError } from '../platform/client.ts';
import { Fault, Notice } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';
import { counted, organisationOf, promisesOf } from './organisation.ts';
import { type EditingPart } from './part.ts';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    maxWidth: '640px',
    '& fieldset': {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
      gap: tokens.spacingHorizontalL,
      alignItems: 'start',
      margin: 0,
      padding: tokens.spacingHorizontalL,
      minWidth: 0,
      border: `1px solid ${tokens.colorNeutralStroke2}`,
      borderRadius: tokens.borderRadiusMedium,
    },
    '& legend': { fontWeight: tokens.fontWeightSemibold, padding: `0 ${tokens.spacingHorizontalXS}` },
    '& ul': { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  },
  narrow: { maxWidth: '200px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

type Draft = Omit<PolicyBody, 'ifMatch'>;

const draftOf = ({ purpose, basis, evaluateOn, comments, retentionMonths, minimums }: PolicyView): Draft => ({
  ...{ purpose, basis, evaluateOn, comments, retentionMonths, minimums },
});

/** What the agency has decided about its pulses: stricter at will, never weaker. */
export function PolicyPage({ setup, keep, reload }: EditingPart) {
  const { t } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const kept = setup.policy;
  const [changed, setChanged] = useState<Partial<Draft>>({});
  const [wasChanged, setWasChanged] = useState(false);
  const draft = { ...draftOf(kept), ...changed };
  const set = (values: Partial<Draft>) => {
    setChanged({ ...changed, ...values });
  };
  const lines = effects(t, setup, draft);
  const wrong = faultOf(t, kept, draft);
  const save = async () => {
    try {
      await keep('put', 'policy', { ...draft, ifMatch: kept.etag });
      setChanged({});
      setWasChanged(false);
    } catch (error) {
      // What was typed stays, on top of what somebody else has decided.
      if (error instanceof ApiError && error.code === 'changed-meanwhile') {
        await reload();
        setWasChanged(true);
      } else throw error;
    }
  };
  return (
    <Section title={t('setup.policy')} lead={t('setup.policy.lead')}>
      <form
        className={styles.form}
        aria-label={t('setup.policy')}
        onSubmit={(event) => {
          event.preventDefault();
          if (lines.length > 0 && wrong === '') run(save);
        }}
      >
        <Minimums kept={kept} draft={draft} set={set} />
        <Words draft={draft} set={set} />
        {wasChanged && <Notice intent="warning">{t('setup.policy.meanwhile')}</Notice>}
        {lines.length > 0 && (
          <div role="group" aria-label={t('setup.policy.effect')}>
            <strong>{t('setup.policy.effect')}</strong>
            <ul>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        )}
        {wrong !== '' && <Notice intent="warning">{wrong}</Notice>}
        <div className={styles.buttons}>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={busy || lines.length === 0 || wrong !== ''}
          >
            {t('setup.policy.save')}
          </Button>
          {lines.length > 0 && (
            <Button
              onClick={() => {
                setChanged({});
              }}
            >
              {t('setup.discard')}
            </Button>
          )}
        </div>
        {fault && <Fault error={fault} />}
      </form>
    </Section>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly set: (values: Partial<Draft>) => void;
}

function Minimums({ kept, draft, set }: FieldsProps & { kept: PolicyView }) {
  const { t } = useTab();
  const styles = useStyles();
  return (
    <fieldset>
      <legend>{t('setup.policy.minimums')}</legend>
      {minimumNames.map((name) => (
        <Field
          key={name}
          label={t(`setup.policy.${name}`)}
          hint={t(`setup.policy.${name}.hint`, { least: kept.minimums[name] })}
        >
          <Input
            type="number"
            className={styles.narrow}
            min={kept.minimums[name]}
            max={highestMinimum}
            step={1}
            required
            value={String(draft.minimums[name])}
            onChange={(_, { value }) => {
              set({ minimums: { ...draft.minimums, [name]: Number(value) } });
            }}
          />
        </Field>
      ))}
    </fieldset>
  );
}

function Words({ draft, set }: FieldsProps) {
  const { t } = useTab();
  const styles = useStyles();
  const words = (text: string) => (text === '' ? null : text);
  return (
    <>
      <Switch
        checked={draft.comments}
        label={t('setup.policy.comments')}
        onChange={(_, { checked }) => {
          set({ comments: checked });
        }}
      />
      <Field label={t('setup.policy.purpose')} hint={t('setup.policy.purpose.hint')}>
        <Textarea
          value={draft.purpose ?? ''}
          maxLength={4000}
          resize="vertical"
          onChange={(_, { value }) => {
            set({ purpose: words(value) });
          }}
        />
      </Field>
      <Field label={t('setup.policy.basis')} hint={t('setup.policy.basis.hint')}>
        <Textarea
          value={draft.basis ?? ''}
          maxLength={4000}
          resize="vertical"
          onChange={(_, { value }) => {
            set({ basis: words(value) });
          }}
        />
      </Field>
      <Field label={t('setup.policy.evaluate')} hint={t('setup.policy.evaluate.hint')}>
        <Input
          type="date"
          className={styles.narrow}
          value={draft.evaluateOn ?? ''}
          onChange={(_, { value }) => {
            set({ evaluateOn: words(value) });
          }}
        />
      </Field>
      <Field
        label={t('setup.policy.retention')}
        hint={t('setup.policy.retention.hint', {
          usual: usualRetentionMonths,
          longest: longestRetentionMonths,
        })}
      >
        <Input
          type="number"
          className={styles.narrow}
          min={1}
          max={longestRetentionMonths}
          step={1}
          required
          value={String(draft.retentionMonths)}
          onChange={(_, { value }) => {
            set({ retentionMonths: Number(value) });
          }}
        />
      </Field>
    </>
  );
}

/** Said in the form as well as by the service, so that nobody sends in vain. */
function faultOf(t: Translate, kept: PolicyView, { minimums, retentionMonths, basis }: Draft): string {
  const lowered = minimumNames.find((name) => !(minimums[name] >= kept.minimums[name]));
  if (lowered !== undefined)
    return t('setup.policy.lower', { field: t(`setup.policy.${lowered}`), least: kept.minimums[lowered] });
  const isLong = retentionMonths > Math.max(usualRetentionMonths, kept.retentionMonths);
  return isLong && (basis ?? '').trim() === ''
    ? t('setup.policy.reason', { usual: usualRetentionMonths })
    : '';
}

/** What a decision means, before it is made. */
function effects(t: Translate, setup: EditingPart['setup'], draft: Draft): readonly string[] {
  const { policy } = setup;
  const raised = minimumNames.some((name) => draft.minimums[name] !== policy.minimums[name]);
  const isOther = (name: 'purpose' | 'basis' | 'evaluateOn') =>
    (draft[name] ?? '').trim() !== (policy[name] ?? '');
  const spoken = draft.comments ? 'setup.policy.effect.comments' : 'setup.policy.effect.no-comments';
  const wordsOnly = isOther('basis') || isOther('evaluateOn');
  return [
    ...(raised ? raisedLines(t, setup, draft) : []),
    ...(draft.comments === policy.comments ? [] : [t(spoken)]),
    ...(isOther('purpose') ? [t('setup.policy.effect.purpose')] : []),
    ...retentionLines(t, policy.retentionMonths, draft.retentionMonths),
    ...(wordsOnly ? [t('setup.policy.effect.words')] : []),
  ];
}

function retentionLines(t: Translate, before: number, months: number): readonly string[] {
  if (months === before) return [];
  return [t(months < before ? 'setup.policy.effect.shorter' : 'setup.policy.effect.longer', { months })];
}

function raisedLines(t: Translate, setup: EditingPart['setup'], draft: Draft): readonly string[] {
  const units = counted(organisationOf(setup));
  const shown = (minimums: Draft['minimums']) =>
    [...promisesOf(units, minimums).values()].filter(({ own }) => own === 'shown').length;
  return [
    t('setup.policy.effect.units', {
      now: shown(setup.policy.minimums),
      then: shown(draft.minimums),
      all: units.length,
    }),
    t('setup.policy.effect.raised'),
  ];
}
