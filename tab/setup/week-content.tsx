import { useState } from 'react';
import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type ComingReply, type ComingWeek, type ContentBody } from '../../bot/programme/api/calendar.ts';
import { type SetupReply } from '../../bot/programme/api.ts';
import { weekName } from '../platform/dates.ts';
import { useTab } from '../platform/tab.ts';
import { Decision } from './decision.tsx';
import { type EditingPart } from './part.ts';

const useStyles = makeStyles({
  ways: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  choice: { flex: '0 1 26em', minWidth: 0 },
  out: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    '& ul': { listStyleType: 'none', margin: 0, padding: 0 },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
  },
});

type Programme = SetupReply['programmes'][number];
type Wanted = ContentBody extends infer Body ? (Body extends unknown ? Omit<Body, 'ifMatch'> : never) : never;

/** What a coming week holds: another entry of the pack, or not this one. */
export function WeekContent({
  programme,
  week,
  entries,
  ...part
}: EditingPart &
  Pick<ComingReply, 'entries'> & { readonly programme: Programme; readonly week: ComingWeek }) {
  const { t } = useTab();
  const styles = useStyles();
  const [entry, choose] = useState(week.entry);
  const [wanted, want] = useState<Wanted>();
  const close = () => {
    want(undefined);
  };
  if (week.entry === null) return null;
  const label = t('setup.week.content.of', { week: weekName(t, week.week) });
  return (
    <>
      <form
        className={styles.ways}
        aria-label={label}
        onSubmit={(event) => {
          event.preventDefault();
          if (entry !== null) want({ do: 'choose', week: week.week, entry });
        }}
      >
        <Field label={t('setup.week.content')} className={styles.choice}>
          <Select
            value={entry ?? ''}
            onChange={(_, { value }) => {
              choose(value);
              close();
            }}
          >
            {entries.flatMap(({ id, title, isHidden }, at) =>
              isHidden
                ? []
                : [
                    <option key={id} value={id}>
                      {at + 1}. {title}
                    </option>,
                  ],
            )}
          </Select>
        </Field>
        {entry !== week.entry && <Button type="submit">{t('setup.week.choose')}</Button>}
        <Button
          onClick={() => {
            if (week.entry !== null) want({ do: 'hide', entry: week.entry });
          }}
        >
          {t('setup.week.hide')}
        </Button>
        {week.chosen && (
          <Button
            onClick={() => {
              want({ do: 'order', week: week.week });
            }}
          >
            {t('setup.week.order')}
          </Button>
        )}
      </form>
      {wanted && <ContentDecision {...{ ...part, programme, wanted, label }} close={close} />}
    </>
  );
}

/** What a programme leaves out of its pack. */
export function LeftOut({
  programme,
  entries,
  ...part
}: EditingPart & Pick<ComingReply, 'entries'> & { readonly programme: Programme }) {
  const { t } = useTab();
  const styles = useStyles();
  const [wanted, want] = useState<Wanted>();
  const hidden = entries.filter(({ isHidden }) => isHidden);
  if (hidden.length === 0) return null;
  return (
    <section className={styles.out} aria-label={t('setup.week.hidden')}>
      <h4>{t('setup.week.hidden')}</h4>
      <ul>
        {hidden.map(({ id, title }) => (
          <li key={id} className={styles.line}>
            {title}
            <Button
              size="small"
              aria-label={t('setup.week.show.of', { title })}
              onClick={() => {
                want({ do: 'show', entry: id });
              }}
            >
              {t('setup.week.show')}
            </Button>
          </li>
        ))}
      </ul>
      {wanted && (
        <ContentDecision
          {...{ ...part, programme, wanted }}
          label={t('setup.week.show')}
          close={() => {
            want(undefined);
          }}
        />
      )}
    </section>
  );
}

function ContentDecision({
  programme,
  wanted,
  label,
  close,
  ...part
}: EditingPart & {
  readonly programme: Programme;
  readonly wanted: Wanted;
  readonly label: string;
  readonly close: () => void;
}) {
  return (
    <Decision
      {...part}
      path={`programmes/${encodeURIComponent(programme.id)}/content`}
      body={{ ...wanted, ifMatch: programme.etag }}
      label={label}
      done={close}
      cancel={close}
    />
  );
}
