import { useState } from 'react';
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { type Consent } from './consent-window.ts';
import { useTab } from './tab.ts';

/** Why we ask, what we may do then, and the way to say yes. `given` = go on where it stopped. */
export function AskConsent({ given }: { readonly given: () => void }) {
  const { t, host } = useTab();
  const [answer, setAnswer] = useState<Consent | 'asking'>();
  const ask = async () => {
    setAnswer('asking');
    const said = await host.askConsent();
    setAnswer(said);
    if (said !== 'given') return;
    // The next call shall carry what the person has just allowed.
    await host.token(true).catch(() => undefined);
    given();
  };
  const asking = answer === 'asking';
  return (
    <MessageBar intent="warning" layout="multiline" role="region" aria-label={t('consent.title')}>
      <MessageBarBody>
        <MessageBarTitle>{t('consent.title')}</MessageBarTitle> {t('consent.text')}
        <p role="status">{answer === undefined || asking ? '' : t(`consent.${answer}`)}</p>
      </MessageBarBody>
      <MessageBarActions>
        <Button appearance="primary" disabledFocusable={asking} onClick={() => void ask()}>
          {asking ? t('consent.asking') : t('consent.ask')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
