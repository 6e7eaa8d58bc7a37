import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { type CheckView, type ItemView } from '../../bot/minutes/api.ts';
import { checkMinutes } from '../../bot/minutes/model/checks.ts';
import { useTab } from '../platform/tab.ts';
import { checkName } from './choices.ts';
import { FinishButton } from './finish-button.tsx';
import { focusSoon } from './focus.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  section: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    '& h2': { margin: 0, fontSize: tokens.fontSizeBase300 },
    '& p': { margin: 0 },
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  check: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    alignItems: 'start',
    width: '100%',
    padding: tokens.spacingVerticalXS,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '& svg': { fontSize: '20px' },
  },
  block: { color: tokens.colorStatusDangerForeground1 },
  warn: { color: tokens.colorStatusWarningForeground1 },
  where: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  fine: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

/** The checks as a list, each a press from its field, and the button that ends the writing. */
export function Finish() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const checks = [...checkMinutes(view)].sort((one, other) => weight(one) - weight(other));
  const blocking = checks.filter(({ weight }) => weight === 'block').length;
  return (
    <section className={styles.section} aria-labelledby="finish-title">
      <h2 id="finish-title">{t('minutes.finish.title')}</h2>
      <p role="status">
        {blocking > 0 ? (
          t(blocking === 1 ? 'minutes.finish.one' : 'minutes.finish.some', { count: blocking })
        ) : (
          <span className={styles.fine}>
            <CheckmarkCircleRegular aria-hidden />
            {t(checks.length > 0 ? 'minutes.finish.may' : 'minutes.finish.clear')}
          </span>
        )}
      </p>
      <ul className={styles.list}>
        {checks.map((check) => (
          <li key={`${check.code}-${check.item ?? ''}-${check.followUp ?? ''}-${check.field ?? ''}`}>
            <Check check={check} item={view.items.find(({ id }) => id === check.item)} />
          </li>
        ))}
      </ul>
      <FinishButton blocked={blocking > 0} />
    </section>
  );
}

/** What must be mended stands first. */
const weight = (check: CheckView) => (check.weight === 'block' ? 0 : 1);

function Check({ check, item }: { check: CheckView; item: ItemView | undefined }) {
  const { t } = useTab();
  const { commands } = useMeeting();
  const styles = useStyles();
  const blocks = check.weight === 'block';
  const Icon = blocks ? ErrorCircleRegular : WarningRegular;
  const title = item?.title.text.trim() ?? '';
  return (
    <button
      type="button"
      className={styles.check}
      onClick={() => {
        if (item) commands.goTo(item.id, fieldOf(check));
        else focusSoon(places[check.field ?? ''] ?? 'finish');
      }}
    >
      <Icon
        className={blocks ? styles.block : styles.warn}
        role="img"
        aria-label={t(blocks ? 'minutes.finish.block' : 'minutes.finish.warn')}
      />
      <span>
        {checkName(t, check.code)}
        {title !== '' && <span className={styles.where}>{title}</span>}
      </span>
    </button>
  );
}

/** Elements of what belongs to the whole meeting. */
const places: Readonly<Record<string, string>> = {
  minuteTaker: 'minute-taker',
  channel: 'channel',
  attendance: 'attendance-0',
  sides: 'role-0',
};

function fieldOf({ field, followUp }: CheckView): string {
  if (followUp !== null) return `${field ?? 'text'}-${followUp}`;
  return field === 'access' ? 'basis' : (field ?? 'notes');
}
