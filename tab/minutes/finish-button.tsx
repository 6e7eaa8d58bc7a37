import { useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Fault } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { focusSoon } from './focus.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  ask: { display: 'grid', gap: tokens.spacingVerticalS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Ends the writing. It cannot be taken back, so it asks once more and says what will happen. */
export function FinishButton({ blocked }: { blocked: boolean }) {
  const { t, say } = useTab();
  const { session } = useMeeting();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const [asked, setAsked] = useState(false);
  const ask = (now: boolean) => {
    setAsked(now);
    focusSoon(now ? 'finish-sure' : 'finish');
  };
  const finish = () => {
    run(async () => {
      await session.act('finish');
      say(t('minutes.finished'));
      focusSoon('publications-title');
    });
  };
  return (
    <>
      {asked && !blocked ? (
        <div className={styles.ask} role="group" aria-labelledby="finish-what">
          <p id="finish-what">{t('minutes.finish.what')}</p>
          <div className={styles.buttons}>
            <Button id="finish-sure" appearance="primary" disabledFocusable={busy} onClick={finish}>
              {busy ? t('minutes.finish.busy') : t('minutes.finish.sure')}
            </Button>
            <Button
              disabledFocusable={busy}
              onClick={() => {
                ask(false);
              }}
            >
              {t('minutes.finish.not-yet')}
            </Button>
          </div>
        </div>
      ) : (
        <Button
          id="finish"
          appearance="primary"
          disabledFocusable={blocked}
          onClick={() => {
            ask(true);
          }}
        >
          {t('minutes.finish')}
        </Button>
      )}
      {fault && <Fault error={fault} />}
    </>
  );
}
