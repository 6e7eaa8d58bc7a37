import { useState } from 'react';
import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type CourseReply } from '../../bot/course/api.ts';
import { useTab } from '../platform/tab.ts';
import { type CourseDeciding } from './course-part.ts';
import { Decision } from './decision.tsx';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
    justifyItems: 'start',
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase400 },
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  field: { minWidth: 0, maxWidth: '420px' },
});

/** A series and three days; what they change is shown before anything is kept. */
export function CourseChoice({
  reply,
  deciding,
}: {
  readonly reply: CourseReply;
  readonly deciding: CourseDeciding;
}) {
  const { t } = useTab();
  const styles = useStyles();
  const [first] = reply.series;
  const [series, setSeries] = useState(first?.id ?? null);
  const [days, setDays] = useState<readonly string[]>(reply.suggested);
  const [isAsked, ask] = useState(false);
  const next = reply.series.find(({ id }) => id === series)?.next;
  const change = (to: readonly string[]) => {
    setDays(to);
    ask(false);
  };
  const title = t(reply.course ? 'course.choose.again' : 'course.choose');
  return (
    <form
      className={styles.form}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        ask(true);
      }}
    >
      <h3>{title}</h3>
      <p>{t('course.choose.lead')}</p>
      <Field label={t('course.series')} className={styles.field}>
        <Select
          value={series ?? ''}
          onChange={(_, { value }) => {
            setSeries(value === '' ? null : value);
            ask(false);
          }}
        >
          {reply.series.map(({ id, title: name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {!first && <option value="">{t('course.series.any')}</option>}
        </Select>
      </Field>
      <div className={styles.row}>
        {next && (
          <Button
            onClick={() => {
              change(next);
            }}
          >
            {t('course.days.next')}
          </Button>
        )}
        <Button
          onClick={() => {
            change(reply.suggested);
          }}
        >
          {t('course.days.room')}
        </Button>
      </div>
      <div className={styles.row}>
        {days.map((day, at) => (
          <Field key={at} label={t('course.day', { number: at + 1 })}>
            <Input
              type="date"
              required
              min={reply.today}
              value={day}
              onChange={(_, { value }) => {
                change(days.map((one, index) => (index === at ? value : one)));
              }}
            />
          </Field>
        ))}
        <Button type="submit" appearance="primary">
          {t('course.see')}
        </Button>
      </div>
      {isAsked && (
        <Decision
          {...deciding}
          body={{ do: 'choose', series, days, ifMatch: reply.etag }}
          label={title}
          done={() => {
            ask(false);
          }}
          cancel={() => {
            ask(false);
          }}
        />
      )}
    </form>
  );
}
