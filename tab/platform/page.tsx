import { type ReactNode } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { type ApiError } from './client.ts';
import { Fault } from './notices.tsx';

const useStyles = makeStyles({
  page: {
    maxWidth: '1180px',
    margin: '0 auto',
    padding: tokens.spacingHorizontalL,
    '@media (max-width: 400px)': { padding: tokens.spacingHorizontalM },
    display: 'grid',
    gap: tokens.spacingVerticalXXL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    '& h1': { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
    '& h2': { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
    '& p': { margin: 0, maxWidth: '72ch' },
  },
  section: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  lead: { color: tokens.colorNeutralForeground2 },
});

/** A page of its own, with its heading. */
export function PageFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={useStyles().page}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}

/** A page that could not be read still has its name. */
export function PageFault({ title, ...fault }: { title: string; error: ApiError; again?: () => void }) {
  return (
    <PageFrame title={title}>
      <Fault {...fault} />
    </PageFrame>
  );
}

export function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      {children}
    </section>
  );
}
