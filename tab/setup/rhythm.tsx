import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { type SetupReply } from '../../bot/programme/api.ts';
import { quietPeriods } from '../../bot/programme/model/programme.ts';
import { useTab } from '../platform/tab.ts';
import { type TextKey, type Translate } from '../platform/texts.ts';
import { DaysOff } from './days-off.tsx';
import { ListField, TextField, WeekdayField } from './fields.tsx';
import { type Draft } from './part.ts';
import { clockOf } from './wall-time.ts';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(220px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    margin: 0,
    padding: tokens.spacingHorizontalL,
    minWidth: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    '& legend': { fontWeight: tokens.fontWeightSemibold, padding: `0 ${tokens.spacingHorizontalXS}` },
  },
  quiet: { display: 'grid', border: 'none', margin: 0, padding: 0, '& legend': { padding: 0 } },
});

interface FieldsProps {
  readonly draft: Draft;
  readonly set: (values: Partial<Draft>) => void;
}

const rhythms = ['week', 'two-weeks', 'month', 'working-day'] as const;
const onHolidays = ['next', 'previous', 'skip'] as const;
const nths = Array.from({ length: 15 }, (_one, at) => String(at + 1));

/** What the programme is made of, and when it begins. */
export function ContentFields({ draft, set, packs }: FieldsProps & Pick<SetupReply, 'packs'>) {
  const { t } = useTab();
  const known = packs.map(({ id, name, weeks }) => [id, t('setup.pack.weeks', { name, weeks })] as const);
  const isKnown = packs.some(({ id }) => id === draft.pack);
  return (
    <fieldset className={useStyles().fields}>
      <legend>{t('setup.rhythm.content')}</legend>
      <ListField
        label={t('setup.pack')}
        value={draft.pack}
        options={isKnown ? known : [[draft.pack, draft.pack], ...known]}
        choose={(pack) => {
          set({ pack });
        }}
      />
      <TextField
        label={t('setup.programme.name')}
        hint={t('setup.programme.name.hint')}
        required={false}
        value={draft.name ?? ''}
        choose={(name) => {
          set({ name });
        }}
      />
      <TextField
        label={t('setup.start-week')}
        hint={t('setup.start-week.hint')}
        type="week"
        limits={{ pattern: '\\d{4}-W\\d{2}' }}
        value={draft.startWeek}
        choose={(startWeek) => {
          set({ startWeek });
        }}
      />
    </fieldset>
  );
}

/** On which days and at what time a card comes and its round closes. */
export function TimeFields({ draft, set }: FieldsProps) {
  const { t } = useTab();
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <fieldset className={useStyles().fields}>
      <legend>{t('setup.rhythm.times')}</legend>
      <ListField
        label={t('setup.rhythm.every')}
        value={draft.every}
        options={rhythms.map((every) => [every, t(`setup.rhythm.every.${every}`)])}
        choose={(every) => {
          set({ every, nth: 1 });
        }}
      />
      <Nth draft={draft} set={set} />
      {draft.every !== 'working-day' && (
        <WeekdayField
          label={t('setup.post-on')}
          value={draft.postOn}
          choose={(postOn) => {
            set({ postOn });
          }}
        />
      )}
      <TextField
        label={t('setup.post-at')}
        type="time"
        value={draft.postAt}
        choose={(postAt) => {
          set({ postAt });
        }}
      />
      <WeekdayField
        label={t('setup.close-on')}
        value={draft.closeOn}
        choose={(closeOn) => {
          set({ closeOn });
        }}
      />
      <TextField
        label={t('setup.close-at')}
        type="time"
        value={draft.closeAt}
        choose={(closeAt) => {
          set({ closeAt });
        }}
      />
      <ListField
        label={t('setup.rhythm.zone')}
        value={draft.zone}
        options={[...new Set([draft.zone, 'Europe/Oslo', ...zones])].map((zone) => [zone, zone])}
        choose={(zone) => {
          set({ zone });
        }}
      />
      <TextField
        label={t('setup.rhythm.late')}
        hint={t('setup.rhythm.late.hint')}
        type="number"
        limits={{ min: 1, max: 120 }}
        value={draft.lateHours === 0 ? '' : String(draft.lateHours)}
        choose={(hours) => {
          set({ lateHours: Math.round(Number(hours)) });
        }}
      />
    </fieldset>
  );
}

/** Which one in the month; a rhythm of weeks has none. */
function Nth({ draft: { every, nth }, set }: FieldsProps) {
  const { t } = useTab();
  if (every !== 'month' && every !== 'working-day') return null;
  const options =
    every === 'month'
      ? nths.slice(0, 4).map((one) => [one, t(`setup.rhythm.nth.${one}` as TextKey)] as const)
      : nths.map((one) => [one, t('setup.rhythm.nth.working-day', { nth: one })] as const);
  return (
    <ListField
      label={t('setup.rhythm.nth')}
      value={String(nth)}
      options={options}
      choose={(one) => {
        set({ nth: Number(one) });
      }}
    />
  );
}

/** When nobody is asked. */
export function QuietFields({ draft, set }: FieldsProps) {
  const { t } = useTab();
  const styles = useStyles();
  return (
    <fieldset className={styles.fields}>
      <legend>{t('setup.rhythm.quiet-days')}</legend>
      <ListField
        label={t('setup.rhythm.on-holiday')}
        value={draft.onHoliday}
        options={onHolidays.map((way) => [way, t(`setup.rhythm.on-holiday.${way}`)])}
        choose={(onHoliday) => {
          set({ onHoliday });
        }}
      />
      <fieldset className={styles.quiet}>
        <legend>{t('setup.rhythm.quiet')}</legend>
        {quietPeriods.map((period) => (
          <Checkbox
            key={period}
            label={t(`setup.rhythm.quiet.${period}`)}
            checked={draft.quiet.includes(period)}
            onChange={(_, { checked }) => {
              const others = draft.quiet.filter((one) => one !== period);
              set({ quiet: checked === true ? [...others, period] : others });
            }}
          />
        ))}
      </fieldset>
      <DaysOff draft={draft} set={set} />
    </fieldset>
  );
}

/** `Hver mandag kl. 08.30. Lukkes fredag kl. 15.00.` */
export function rhythmText(t: Translate, { every, nth, postOn, postAt, closeOn, closeAt }: Draft): string {
  const weekday = (day: number) => t(`date.weekday.${day % 7}` as TextKey);
  const which = every === 'month' ? t(`setup.rhythm.nth.${nth}` as TextKey) : String(nth);
  return t(`setup.rhythm.text.${every}`, {
    ...{ nth: which, day: weekday(postOn), time: clockOf(t, postAt) },
    ...{ closeDay: weekday(closeOn), closeTime: clockOf(t, closeAt) },
  });
}
