import { type Insight } from '../../bot/programme/api/trust.ts';
import { shortDate } from '../platform/dates.ts';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';

type Involved = Pick<Insight, 'units' | 'discussions'>;

/** For which units the policy was discussed, and everything that was written down about it. */
export function Involvement({ insight }: { insight: Involved }) {
  const { t } = useTab();
  return (
    <>
      <Section title={t('trust.units')}>
        {insight.units.length === 0 ? (
          <p>{t('trust.units.none')}</p>
        ) : (
          <Table
            stack
            named
            caption={t('trust.units.caption')}
            head={[t('trust.unit'), t('trust.state')]}
            rows={insight.units.map(({ unit, name, state }) => ({
              key: unit,
              cells: [name, t(`trust.state.${state}`)],
            }))}
          />
        )}
      </Section>
      <Section title={t('trust.steps')}>
        <Steps discussions={insight.discussions} />
      </Section>
    </>
  );
}

function Steps({ discussions }: Pick<Insight, 'discussions'>) {
  const { t } = useTab();
  if (discussions.length === 0) return <p>{t('trust.steps.none')}</p>;
  const newestFirst = [...discussions].sort((one, other) => (one.heldOn < other.heldOn ? 1 : -1));
  return (
    <Table
      stack
      named
      caption={t('trust.steps')}
      head={[
        t('trust.step'),
        t('trust.unit'),
        t('trust.step.when'),
        t('trust.step.with'),
        t('trust.step.version'),
        t('trust.step.conclusion'),
      ]}
      rows={newestFirst.map(({ kind, unit, heldOn, counterpart, conclusion, policyVersion }) => ({
        key: [kind, unit, heldOn, counterpart, String(policyVersion)].join(' '),
        cells: [
          t(`trust.step.${kind}`),
          unit || t('trust.step.all'),
          `${shortDate(t, heldOn)} ${heldOn.slice(0, 4)}`,
          counterpart || '–',
          policyVersion,
          conclusion || '–',
        ],
      }))}
    />
  );
}
