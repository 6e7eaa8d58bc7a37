import { useState } from 'react';
import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { type SendingCounts, type SendingReply, type SendingView } from '../../bot/prompts/api/sending.ts';
import { isUnderWay } from '../../bot/prompts/model/sending.ts';
import { clockTime, fullDate, shortDate, weekName } from '../platform/dates.ts';
import { Fault, Notice } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { type TextKey, type Translate } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';
import { Missed } from './sending-missed.tsx';
import { Proof } from './sending-proof.tsx';

const useStyles = makeStyles({
  one: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'minmax(0, 1fr)',
    paddingBottom: tokens.spacingVerticalL,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
    '& p': { margin: 0 },
  },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  counts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  decision: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    justifyItems: 'start',
    maxWidth: '72ch',
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

interface OneProps {
  readonly sending: SendingView;
  /** ISO time of the service. */
  readonly now: string;
  readonly decided: (reply: SendingReply) => Promise<void>;
}

/** The posts of one kind of a round: how far they have come, what can be decided, and what was not posted. */
export function OneSending({ sending, now, decided }: OneProps) {
  const { t } = useTab();
  const styles = useStyles();
  const { week, kind, title, pack, dueAt, due, missing } = sending;
  const name = t(`setup.sending.kind.${kind}`, { week: weekName(t, week) });
  return (
    <article className={styles.one} aria-label={name}>
      <h3>{title === '' ? name : `${name}: ${title}`}</h3>
      <p className={styles.quiet}>
        {t('setup.sending.planned', { pack, date: fullDate(t, dueAt), time: clockTime(t, dueAt) })}
      </p>
      <Bar sending={sending} />
      <p>{paceLine(t, sending)}</p>
      {missing > 0 && <Notice intent="warning">{t('setup.sending.missing', { missing, due })}</Notice>}
      <Decide sending={sending} now={now} decided={decided} />
      <Missed sending={sending} decided={decided} />
      <Proof sending={sending} name={name} />
    </article>
  );
}

const others: readonly (readonly [keyof SendingCounts, TextKey])[] = [
  ['waiting', 'setup.sending.waiting'],
  ['underWay', 'setup.sending.under-way'],
  ['unknown', 'setup.sending.unknown'],
  ['held', 'setup.sending.held'],
  ['skipped', 'setup.sending.skipped'],
  ['handedOver', 'setup.sending.handed-over'],
];

/** The picture, and the same in words. */
function Bar({ sending: { counts, due, missing } }: { sending: SendingView }) {
  const { t } = useTab();
  const styles = useStyles();
  const settled = counts.posted + counts.skipped + counts.handedOver;
  const posted = t('setup.sending.posted', { posted: counts.posted, due });
  const isWhole = counts.posted === due;
  const lacks = counts.skipped + counts.handedOver + missing > 0;
  return (
    <>
      <ProgressBar
        aria-label={t('setup.sending.bar')}
        aria-valuetext={posted}
        thickness="large"
        color={isWhole ? 'success' : lacks ? 'warning' : 'brand'}
        value={settled}
        max={Math.max(1, due)}
      />
      <ul className={styles.counts}>
        <li>{posted}</li>
        {others
          .filter(([state]) => counts[state] > 0)
          .map(([state, key]) => (
            <li key={state}>{t(key, { count: counts[state] })}</li>
          ))}
      </ul>
    </>
  );
}

const moment = (t: Translate, iso: string) => `${shortDate(t, iso)} ${clockTime(t, iso)}`;

function paceLine(t: Translate, sending: SendingView): string {
  const { perSecond, endsAt, settledAt, stopped, counts, lateAt } = sending;
  if (stopped && counts.held > 0) return t('setup.sending.stopped', { time: moment(t, lateAt) });
  if (endsAt !== null && isUnderWay(sending)) {
    const end = { time: clockTime(t, endsAt) };
    return perSecond === 0
      ? t('setup.sending.ends', end)
      : t('setup.sending.pace', { rate: String(perSecond).replace('.', t('setup.sending.decimal')), ...end });
  }
  return settledAt === null ? '' : t('setup.sending.done', { time: moment(t, settledAt) });
}

/** Stop and go on; what it means is told before it is done. */
function Decide({ sending, now, decided }: OneProps) {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const [asking, setAsking] = useState(false);
  const { round, kind, counts, stopped } = sending;
  const does = stopped ? 'resume' : 'stop';
  if (stopped ? counts.held === 0 : counts.waiting === 0) return null;
  const effect = effectOf(t, sending, now);
  const act = async () => {
    const reply = await api.post<SendingReply>(`/api/setup/sending/${does}`, { round, kind });
    setAsking(false);
    say(t(`setup.sending.${does}.said`));
    await decided(reply);
  };
  if (!asking)
    return (
      <div className={styles.buttons}>
        <Button
          onClick={() => {
            setAsking(true);
            say(effect);
          }}
        >
          {t(`setup.sending.${does}`)}
        </Button>
      </div>
    );
  return (
    <div className={styles.decision} role="group" aria-label={t(`setup.sending.${does}`)}>
      <p>{effect}</p>
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          autoFocus
          disabledFocusable={busy}
          onClick={() => {
            run(act);
          }}
        >
          {t(`setup.sending.${does}.do`)}
        </Button>
        <Button
          onClick={() => {
            setAsking(false);
          }}
        >
          {t('setup.sending.not')}
        </Button>
      </div>
      {fault && <Fault error={fault} />}
    </div>
  );
}

function effectOf(t: Translate, { counts, stopped, lateAt }: SendingView, now: string): string {
  const values = { held: counts.held, time: moment(t, lateAt) };
  if (stopped) return t(now < lateAt ? 'setup.sending.resume.effect' : 'setup.sending.resume.late', values);
  const gone = counts.posted + counts.underWay + counts.unknown;
  return t('setup.sending.stop.effect', { waiting: counts.waiting, gone, time: moment(t, lateAt) });
}
