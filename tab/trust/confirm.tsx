import { useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useTab } from '../platform/tab.ts';

const useStyles = makeStyles({
  ask: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    flexBasis: '100%',
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase300 },
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What is deleted cannot be brought back, so it says what will go and asks once more. */
export function Confirm({ busy, act }: { busy: boolean; act: () => void }) {
  const { t } = useTab();
  const styles = useStyles();
  const [asked, setAsked] = useState(false);
  const ask = (now: boolean) => () => {
    setAsked(now);
    // When the other buttons are there.
    requestAnimationFrame(() => document.getElementById(now ? 'forget-no' : 'forget')?.focus());
  };
  if (!asked)
    return (
      <Button id="forget" disabledFocusable={busy} onClick={ask(true)}>
        {t('trust.me.delete')}
      </Button>
    );
  return (
    <div className={styles.ask} role="group" aria-labelledby="forget-title" aria-describedby="forget-what">
      <h3 id="forget-title">{t('trust.me.confirm.title')}</h3>
      <p id="forget-what">{t('trust.me.confirm.deletes')}</p>
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabledFocusable={busy}
          onClick={() => {
            act();
            ask(false)();
          }}
        >
          {t('trust.me.confirm.yes')}
        </Button>
        <Button id="forget-no" onClick={ask(false)}>
          {t('trust.me.confirm.no')}
        </Button>
      </div>
    </div>
  );
}
