import { useState } from 'react';
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { fullDate } from '../platform/dates.ts';
import { useTab } from '../platform/tab.ts';
import { type Draft } from './part.ts';
import { capital } from './wall-time.ts';

const useStyles = makeStyles({
  days: {
    gridColumn: '1 / -1',
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'minmax(0, 1fr)',
    justifyItems: 'start',
    '& ul': { margin: 0, padding: 0, listStyleType: 'none' },
    '& li': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  },
  add: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  narrow: { minWidth: 0 },
});

interface DaysOffProps {
  readonly draft: Pick<Draft, 'daysOff' | 'dayNames'>;
  readonly set: (values: Partial<Draft>) => void;
}

/** Days on which this agency does not work, beside the public holidays; each may have its name. */
export function DaysOff({ draft: { daysOff, dayNames = {} }, set }: DaysOffProps) {
  const { t, say } = useTab();
  const styles = useStyles();
  const [day, setDay] = useState('');
  const [name, setName] = useState('');
  const add = () => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return;
    const given = name.trim();
    set({
      daysOff: [...new Set([...daysOff, day])].sort(),
      dayNames: given === '' ? dayNames : { ...dayNames, [day]: given },
    });
    say(t('setup.days-off.added', { day: fullDate(t, day) }));
    setDay('');
    setName('');
  };
  return (
    <div className={styles.days} role="group" aria-label={t('setup.days-off')}>
      <strong>{t('setup.days-off')}</strong>
      {daysOff.length > 0 && (
        <ul>
          {daysOff.map((one) => (
            <li key={one}>
              {capital(fullDate(t, one))} {one.slice(0, 4)}
              {dayNames[one] !== undefined && ` – ${dayNames[one]}`}
              <Button
                size="small"
                appearance="subtle"
                aria-label={t('setup.days-off.remove.of', { day: `${fullDate(t, one)} ${one.slice(0, 4)}` })}
                onClick={() => {
                  const left = daysOff.filter((other) => other !== one);
                  const names = Object.entries(dayNames).filter(([other]) => other !== one);
                  set({ daysOff: left, dayNames: Object.fromEntries(names) });
                }}
              >
                {t('setup.days-off.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.add}>
        <Field label={t('setup.days-off.day')}>
          <Input
            type="date"
            className={styles.narrow}
            value={day}
            onChange={(_, { value }) => {
              setDay(value);
            }}
          />
        </Field>
        <Field label={t('setup.days-off.name')}>
          <Input
            className={styles.narrow}
            maxLength={100}
            value={name}
            onChange={(_, { value }) => {
              setName(value);
            }}
          />
        </Field>
        <Button onClick={add}>{t('setup.days-off.add')}</Button>
      </div>
    </div>
  );
}
