import { useState } from 'react';
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type ComingReply, type ComingWeek, type WeekBody } from '../../bot/programme/api/calendar.ts';
import { type SetupReply } from '../../bot/programme/api.ts';
import { weekName } from '../platform/dates.ts';
import { useTab } from '../platform/tab.ts';
import { Decision } from './decision.tsx';
import { type EditingPart } from './part.ts';
import { WeekPreview } from './preview.tsx';
import { wallTime } from './wall-time.ts';
import { WeekContent } from './week-content.tsx';

const useStyles = makeStyles({
  week: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalL}`,
  },
  ways: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});

type Wanted = { readonly do: 'move'; readonly day: string } | { readonly do: 'skip' | 'rhythm' };

interface WeekProps extends EditingPart, Pick<ComingReply, 'entries'> {
  readonly programme: SetupReply['programmes'][number];
  readonly week: ComingWeek;
}

/** One week of a programme: its card, and what can be decided about it as long as it has not been opened. */
export function Week({ programme, week, entries, ...part }: WeekProps) {
  const { t } = useTab();
  const styles = useStyles();
  const [day, setDay] = useState(week.opens.day);
  const [wanted, want] = useState<Wanted>();
  const name = weekName(t, week.week);
  const close = () => {
    want(undefined);
  };
  return (
    <div className={styles.week}>
      {week.title !== null && (
        <p className={styles.quiet}>{t('setup.week.closes', { when: wallTime(t, week.closes) })}</p>
      )}
      {week.canChange && (
        <form
          className={styles.ways}
          aria-label={t('setup.week.change', { week: name })}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (day !== '') want({ do: 'move', day });
          }}
        >
          <Field label={t('setup.week.day')}>
            <Input
              type="date"
              value={day}
              onChange={(_, { value }) => {
                setDay(value);
                close();
              }}
            />
          </Field>
          <Button type="submit">{t(week.title === null ? 'setup.week.hold' : 'setup.week.move')}</Button>
          {week.state !== 'skipped' && (
            <Button
              onClick={() => {
                want({ do: 'skip' });
              }}
            >
              {t('setup.week.skip')}
            </Button>
          )}
          {week.change !== null && (
            <Button
              onClick={() => {
                want({ do: 'rhythm' });
              }}
            >
              {t('setup.week.rhythm')}
            </Button>
          )}
        </form>
      )}
      {wanted && (
        <Decision
          {...part}
          path={`programmes/${encodeURIComponent(programme.id)}/weeks/${week.week}`}
          body={{ ...wanted, ifMatch: programme.etag } satisfies WeekBody}
          label={t('setup.week.change', { week: name })}
          done={close}
          cancel={close}
        />
      )}
      {week.canChange && (
        <WeekContent key={week.entry} programme={programme} week={week} entries={entries} {...part} />
      )}
      {week.title !== null && (
        <WeekPreview key={`card ${week.entry}`} programme={programme.id} week={week.week} />
      )}
    </div>
  );
}
