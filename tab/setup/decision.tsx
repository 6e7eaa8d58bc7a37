import { useEffect, useRef, useState } from 'react';
import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { type EffectsReply } from '../../bot/programme/api/calendar.ts';
import { ApiError } from '../platform/client.ts';
import { Fault, Notice } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { type EditingPart } from './part.ts';

const useStyles = makeStyles({
  panel: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'minmax(0, 1fr)',
    justifyItems: 'start',
    maxWidth: '72ch',
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    '& ul': { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
    '& p': { margin: 0 },
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface DecisionProps extends Pick<EditingPart, 'keep'> {
  /** Reads again what the decision is made for, and shows it. */
  readonly reload: () => Promise<unknown>;
  /** Below `/api/setup/`; `…/effects` tells what a decision there would change. */
  readonly path: string;
  /** With the etag of what it is made for. */
  readonly body: unknown;
  /** What the decision is about, for those who do not see where it stands. */
  readonly label: string;
  readonly done: () => void;
  readonly cancel: () => void;
}

/** What a decision will change, and the two ways on. Nothing is kept before it is confirmed. */
export function Decision({ path, body, label, keep, reload, done, cancel }: DecisionProps) {
  const { t } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const { effects, isOther, refresh } = useEffects(path, body, reload);
  const giveBackFocus = useFocusBack();
  const confirm = async () => {
    try {
      await keep('put', path, body);
    } catch (error) {
      if (!isChangedMeanwhile(error)) throw error;
      await refresh();
      return;
    }
    done();
    giveBackFocus();
  };
  const canConfirm = effects?.lines !== undefined && effects.lines.length > 0;
  return (
    <div className={styles.panel} role="group" aria-label={label}>
      <strong>{t('setup.decision')}</strong>
      {isOther && <Notice intent="warning">{t('setup.decision.meanwhile')}</Notice>}
      {effects === undefined ? <Spinner size="tiny" label={t('common.loading')} /> : <Lines {...effects} />}
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabledFocusable={busy || !canConfirm}
          onClick={() => {
            if (canConfirm) run(confirm);
          }}
        >
          {t('setup.decision.do')}
        </Button>
        <Button
          onClick={() => {
            cancel();
            giveBackFocus();
          }}
        >
          {t('setup.decision.cancel')}
        </Button>
      </div>
      {fault && <Fault error={fault} />}
    </div>
  );
}

function Lines({ lines, fault }: Effects) {
  const { t } = useTab();
  if (fault) return <Fault error={fault} />;
  if (lines === undefined || lines.length === 0) return <p>{t('setup.effect.none')}</p>;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

interface Effects {
  /** What was asked. */
  readonly key: string;
  readonly lines?: readonly string[];
  readonly fault?: ApiError;
}

/** Asks again whenever the decision is another, or somebody else has changed what it is made for. */
function useEffects(path: string, body: unknown, reload: DecisionProps['reload']) {
  const { api, say, t } = useTab();
  const [effects, setEffects] = useState<Effects>();
  const [isOther, setIsOther] = useState(false);
  const key = `${path} ${JSON.stringify(body)}`;
  const refresh = async () => {
    setIsOther(true);
    await reload();
  };
  useEffect(() => {
    let isCurrent = true;
    const show = (found: Omit<Effects, 'key'>) => {
      if (!isCurrent) return;
      setEffects({ key, ...found });
      const { lines = [] } = found;
      say(lines.length === 0 ? t('setup.effect.none') : lines.join(' '));
    };
    api.post<EffectsReply>(`/api/setup/${path}/effects`, body).then(show, async (error: unknown) => {
      if (!isCurrent) return;
      if (isChangedMeanwhile(error)) await refresh();
      else show({ fault: error instanceof ApiError ? error : new ApiError(0, 'fault', '') });
    });
    return () => {
      isCurrent = false;
    };
    // The key says all that the request depends on.
  }, [key]);
  return { effects: effects?.key === key ? effects : undefined, isOther, refresh };
}

const isChangedMeanwhile = (error: unknown) =>
  error instanceof ApiError && error.code === 'changed-meanwhile';

/** The panel goes away with the button that was pressed; the keyboard goes on where it came from. */
function useFocusBack(): () => void {
  const opener = useRef(document.activeElement);
  return () => {
    requestAnimationFrame(() => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    });
  };
}
