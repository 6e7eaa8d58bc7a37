import { type ReactNode } from 'react';
import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { AskConsent } from './ask-consent.tsx';
import { type ApiError } from './client.ts';
import { useTab } from './tab.ts';
import { type Translate } from './texts.ts';

const useStyles = makeStyles({
  loading: { padding: tokens.spacingVerticalXXL },
  notice: { maxWidth: '72ch' },
  bar: { margin: tokens.spacingHorizontalM },
  empty: {
    color: tokens.colorNeutralForeground2,
    maxWidth: '60ch',
    '& h1, & h2': { margin: 0, fontSize: tokens.fontSizeBase400, color: tokens.colorNeutralForeground1 },
  },
});

export function Loading() {
  const { t } = useTab();
  return <Spinner className={useStyles().loading} label={t('common.loading')} />;
}

/** What happened and what to do. A forbidden page has nothing to try again. */
export function Fault({ error, again }: { error: ApiError; again?: (() => void) | undefined }) {
  const { t } = useTab();
  const styles = useStyles();
  if (error.code === 'consent-needed') return <AskConsent given={again ?? (() => undefined)} />;
  return (
    <MessageBar
      intent={error.passing ? 'warning' : 'error'}
      layout="multiline"
      className={styles.bar}
      role="alert"
    >
      <MessageBarBody>{faultText(t, error)}</MessageBarBody>
      {again && error.status !== 403 && (
        <MessageBarActions>
          <Button onClick={again}>{t('common.again')}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

export function Notice({
  children,
  intent = 'info',
}: {
  children: ReactNode;
  intent?: 'info' | 'warning' | 'success';
}) {
  return (
    <MessageBar intent={intent} layout="multiline" className={useStyles().notice}>
      <MessageBarBody>{children}</MessageBarBody>
    </MessageBar>
  );
}

/** An empty place that says what comes here and how. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={useStyles().empty}>
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  );
}

/** The service's own words where it gave some. */
function faultText(t: Translate, error: ApiError): string {
  if (error.message !== '') return error.message;
  if (error.status === 0) return t('error.offline');
  if (error.status === 401) return t('error.sign-in');
  if (error.status === 403) return t('error.not-allowed');
  if (error.status === 404) return t('error.not-found');
  return t('error.unknown');
}
