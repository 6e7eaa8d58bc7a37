import { useCallback } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { type GoalFigures, type GoalsReply } from '../../bot/minutes/api/goals.ts';
import { Fault } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { useLoad } from '../platform/use-load.ts';
import { BehindTable } from './behind-table.tsx';

const useStyles = makeStyles({
  goals: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    margin: 0,
    maxWidth: '72ch',
    '& dd': { margin: 0 },
  },
  track: {
    position: 'relative',
    height: '12px',
    margin: `${tokens.spacingVerticalXS} 0`,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    forcedColorAdjust: 'none',
  },
  bar: { height: '100%', backgroundColor: tokens.colorBrandBackground },
  target: {
    position: 'absolute',
    top: '-4px',
    bottom: '-4px',
    width: '3px',
    backgroundColor: tokens.colorNeutralForeground1,
  },
});

/** How far the meetings have come without paper, each with its goal; nothing while no meeting has been held. */
export function Goals() {
  const { api } = useTab();
  const load = useCallback(() => api.get<GoalsReply>('/api/minutes/goals'), [api]);
  const { value, error, again } = useLoad(load);
  if (error) return <Fault error={error} again={again} />;
  if (!value || value.whole.held === 0) return null;
  return <GoalsOf reply={value} />;
}

function GoalsOf({ reply: { whole, months, targets } }: { reply: GoalsReply }) {
  const { t } = useTab();
  const styles = useStyles();
  const { held, days } = whole;
  const title = t('results.goals.title');
  return (
    <Section title={title} lead={t('results.goals.lead', { held })}>
      <dl className={styles.goals}>
        {(['paperless', 'digital'] as const).map((goal) => (
          <Goal
            key={goal}
            name={t(`results.goals.${goal}`)}
            says={t('results.goals.share', {
              ...{ count: whole[goal], held, percent: percentOf(whole[goal], held) },
              target: percentOf(targets[goal], 1),
            })}
            share={whole[goal] / held}
            target={targets[goal]}
          />
        ))}
        <Goal
          name={t('results.goals.days')}
          says={
            days === null
              ? t('results.goals.none', { target: targets.days })
              : t('results.goals.within', { days: Math.ceil(days), target: targets.days })
          }
          share={(days ?? 0) / longest(targets.days, days)}
          target={targets.days / longest(targets.days, days)}
        />
      </dl>
      <BehindTable of={title}>
        <Table
          caption={t('results.table.of', { of: title })}
          head={[
            t('results.goals.month'),
            t('results.goals.held'),
            t('results.goals.paperless.short'),
            t('results.goals.digital.short'),
            t('results.goals.days.short'),
          ]}
          rows={months.map((month) => ({ key: month.month, cells: cellsOf(t, month) }))}
        />
      </BehindTable>
    </Section>
  );
}

/** The picture says nothing that the words do not. */
function Goal(of: { name: string; says: string; share: number; target: number }) {
  const styles = useStyles();
  return (
    <div>
      <dt>{of.name}</dt>
      <dd>
        <div className={styles.track} aria-hidden="true">
          <div className={styles.bar} style={{ width: `${of.share * 100}%` }} />
          <div className={styles.target} style={{ insetInlineStart: `calc(${of.target * 100}% - 2px)` }} />
        </div>
        {of.says}
      </dd>
    </div>
  );
}

/** The scale of days reaches to twice the goal, or as far as it takes. */
const longest = (target: number, days: number | null) => Math.max(target * 2, days ?? 0);
const percentOf = (count: number, of: number) => Math.round((count / of) * 100);

function cellsOf(t: Translate, { month, held, paperless, digital, days }: GoalFigures & { month: string }) {
  const [year = '', number = ''] = month.split('-');
  const name = `${t(`date.month.${Number(number)}` as 'date.month.1')} ${year}`;
  return [name, ...[held, paperless, digital].map(String), days === null ? '–' : String(Math.ceil(days))];
}
