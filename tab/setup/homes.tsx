import { makeStyles, Select } from '@fluentui/react-components';
import { Fault } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { type SetupPart } from './part.ts';
import { unitsBody } from './units.tsx';

const useStyles = makeStyles({
  fold: { '& > summary': { cursor: 'pointer' } },
  choice: { maxWidth: '260px' },
});

/** Where each leader counts: one unit, whatever channels they are in. */
export function Homes({ setup, keep }: SetupPart) {
  const { t } = useTab();
  const styles = useStyles();
  const { fault, run } = useAct();
  if (setup.homes.length === 0) return null;
  const place = (person: string, unit: string) => {
    const homes = setup.homes.map((home) => (home.person === person ? { ...home, unit } : home));
    run(() => keep('put', 'units', unitsBody(setup, { homes })));
  };
  return (
    <Section title={t('setup.homes')} lead={t('setup.homes.lead')}>
      {fault && <Fault error={fault} />}
      <details className={styles.fold}>
        <summary>{t('setup.homes.show', { count: setup.homes.length })}</summary>
        <Table
          caption={t('setup.homes')}
          head={[t('setup.homes.leader'), t('setup.homes.unit')]}
          rows={setup.homes.map(({ person, name, unit }) => ({
            key: person,
            cells: [
              name,
              <Select
                key="unit"
                size="small"
                className={styles.choice}
                aria-label={t('setup.homes.of', { name })}
                value={unit}
                onChange={(_, { value }) => {
                  place(person, value);
                }}
              >
                {setup.units.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </Select>,
            ],
          }))}
        />
      </details>
    </Section>
  );
}
