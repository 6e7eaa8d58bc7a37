import { lazy, Suspense, useState } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { type ApprovalView, type VerdictView } from '../../bot/minutes/api/series.ts';
import { fullDate } from '../platform/dates.ts';
import { Loading } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { Neighbours } from './around.tsx';
import { Ask, Press } from './ask.tsx';
import { useMeeting } from './meeting.ts';

const Versions = lazy(async () => ({ default: (await import('./versions.tsx')).Versions }));

const useStyles = makeStyles({
  section: {
    display: 'grid',
    justifyItems: 'start',
    gap: tokens.spacingVerticalS,
    '& h2, & h3': { margin: 0, fontSize: tokens.fontSizeBase300 },
    '& p': { margin: 0 },
    '& ul': { margin: 0, paddingLeft: tokens.spacingHorizontalL },
  },
  fold: { width: '100%', '& > summary': { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold } },
  quiet: { color: tokens.colorNeutralForeground2 },
  words: { whiteSpace: 'pre-wrap' },
});

/** How the approval of finished minutes goes, and what this person may do about it. */
export function Approval() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const { approval } = view;
  if (!approval) return null;
  return (
    <section className={styles.section} aria-labelledby="approval-title">
      <h2 id="approval-title" tabIndex={-1}>
        {t('minutes.approval')}
      </h2>
      <p role="status">{standing(t, approval)}</p>
      <Missing approval={approval} />
      <Verdicts approval={approval} />
      <Acts approval={approval} />
      <Neighbours />
      {approval.version > 0 && <History version={approval.version} />}
    </section>
  );
}

function standing(t: Translate, { way, approvedAt, silentAt, version }: ApprovalView): string {
  if (approvedAt !== null) return t('minutes.approval.done', { date: fullDate(t, approvedAt), version });
  if (way !== 'silence') return t(`minutes.approval.${way}`, { version });
  if (silentAt === null) return t('minutes.approval.silence.held', { version });
  return t('minutes.approval.silence', { date: fullDate(t, silentAt), version });
}

function Missing({ approval: { waitsFor, missingSides } }: { approval: ApprovalView }) {
  const { t } = useTab();
  const names = [
    ...waitsFor.map(({ name }) => name),
    ...missingSides.map((side) => t(`minutes.side.${side}`)),
  ];
  if (names.length === 0) return null;
  return <p>{t('minutes.approval.waits', { names: names.join(', ') })}</p>;
}

function Verdicts({ approval: { verdicts, version } }: { approval: ApprovalView }) {
  const { t } = useTab();
  const styles = useStyles();
  const shown = verdicts.filter((one) => one.item === null && (one.version === version || one.text !== ''));
  if (shown.length === 0) return null;
  return (
    <ul>
      {shown.map((one) => (
        <li key={one.id} className={styles.words}>
          {wordsOf(t, one)}
        </li>
      ))}
    </ul>
  );
}

function wordsOf(t: Translate, { person, side, verdict, text, at, version }: VerdictView): string {
  const about = {
    name: side === null ? person.name : `${person.name} (${t(`minutes.side.${side}`)})`,
    date: fullDate(t, at),
    version,
    text,
  };
  return t(verdict === 'approved' ? 'minutes.approval.said' : 'minutes.approval.remarked', about);
}

function Acts({ approval: { may } }: { approval: ApprovalView }) {
  const { t } = useTab();
  return (
    <>
      {may.approve && (
        <Press what="approve" primary said={t('minutes.approval.approved')}>
          {t('minutes.approval.approve')}
        </Press>
      )}
      {may.remark && (
        <Ask
          id="remark"
          what="remark"
          field="text"
          open={t('minutes.approval.remark')}
          send={t('minutes.approval.remark.send')}
          label={t('minutes.approval.remark.what')}
          hint={t('minutes.approval.remark.hint')}
          said={t('minutes.approval.remark.sent')}
        />
      )}
      {may.correct && (
        <Press what="correct" said={t('minutes.approval.correcting')}>
          {t('minutes.approval.correct')}
        </Press>
      )}
      {may.reopen && (
        <Ask
          id="reopen"
          what="reopen"
          field="reason"
          open={t('minutes.approval.reopen')}
          send={t('minutes.approval.reopen.sure')}
          label={t('minutes.approval.reopen.why')}
          hint={t('minutes.approval.reopen.hint')}
          said={t('minutes.approval.correcting')}
        />
      )}
    </>
  );
}

/** Read only when somebody wants to see it. */
function History({ version }: { version: number }) {
  const { t } = useTab();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  return (
    <details
      className={styles.fold}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{t('minutes.versions')}</summary>
      {open && (
        <Suspense fallback={<Loading />}>
          <Versions key={version} />
        </Suspense>
      )}
    </details>
  );
}
