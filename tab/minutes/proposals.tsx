import { useId, useState } from 'react';
import { Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { type ProposalKind, type ProposalView } from '../../bot/minutes/api/before.ts';
import { Fault } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { Ask, Press } from './ask.tsx';
import { KindBadge } from './badge.tsx';
import { kindOptions } from './choices.ts';
import { Choice } from './fields.tsx';
import { focusSoon } from './focus.ts';
import { Fold } from './fold.tsx';
import { useMeeting } from './meeting.ts';

const kinds: readonly ProposalKind[] = ['D', 'O', 'B'];

const useStyles = makeStyles({
  page: { maxWidth: '72ch', margin: '0 auto', padding: tokens.spacingHorizontalM },
  part: { display: 'grid', gap: tokens.spacingVerticalM },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalM,
    '& p': { margin: `0 0 ${tokens.spacingVerticalXXS}`, overflowWrap: 'anywhere' },
  },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  title: { display: 'flex', gap: tokens.spacingHorizontalS },
  heading: { fontSize: tokens.fontSizeBase300, margin: `0 0 ${tokens.spacingVerticalS}` },
  why: { whiteSpace: 'pre-wrap' },
  answers: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalXS },
  form: { display: 'grid', gap: tokens.spacingVerticalS, maxWidth: '60ch' },
  send: { justifySelf: 'start' },
});

/** For the chair: what others would like to have taken up, each with its answers. */
export function WaitingProposals() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const waiting = view.proposals.filter(({ state }) => state === 'waiting');
  if (!view.may.lead || waiting.length === 0) return null;
  return (
    <Fold id="proposals" title={t('minutes.proposals', { count: waiting.length })} open>
      <ul className={styles.list}>
        {waiting.map((proposal) => (
          <li key={proposal.id}>
            <p className={styles.title}>
              <KindBadge kind={proposal.kind} />
              <span>{proposal.title}</span>
            </p>
            <p className={styles.quiet}>{about(t, proposal)}</p>
            {proposal.why !== '' && <p className={styles.why}>{proposal.why}</p>}
            <Answers proposal={proposal} />
          </li>
        ))}
      </ul>
    </Fold>
  );
}

function about(t: ReturnType<typeof useTab>['t'], { by, minutes }: ProposalView): string {
  return [by.name, ...(minutes === null ? [] : [t('minutes.item.planned', { minutes })])].join(' · ');
}

function Answers({ proposal: { id, title } }: { proposal: ProposalView }) {
  const { t } = useTab();
  const styles = useStyles();
  const body = (answer: 'taken' | 'queued') => ({ proposal: id, answer, word: '' });
  const then = () => {
    focusSoon('add-item');
  };
  return (
    <div className={styles.answers} role="group" aria-label={t('minutes.proposal.answer', { title })}>
      <Press
        what="proposal"
        body={body('taken')}
        small
        said={t('minutes.queue.taken', { title })}
        then={then}
      >
        {t('minutes.proposal.take')}
      </Press>
      <Press what="proposal" body={body('queued')} small said={t('minutes.proposal.queued.said')} then={then}>
        {t('minutes.proposal.queue')}
      </Press>
      <Ask
        id={`decline-${id}`}
        what="proposal"
        field="word"
        body={{ proposal: id, answer: 'declined' }}
        small
        open={t('minutes.proposal.decline')}
        send={t('minutes.proposal.decline.send')}
        label={t('minutes.proposal.decline.word')}
        hint={t('minutes.proposal.decline.hint')}
        said={t('minutes.proposal.decline.said')}
      />
    </div>
  );
}

/** For those who do not write: propose an item, and see what became of the ones before. */
export function Propose() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  // Who writes puts it on the agenda.
  if (view.may.write || view.may.lead || view.state === 'cancelled') return null;
  return (
    <Fold title={t('minutes.propose')} className={styles.page}>
      <div className={styles.part}>
        <ProposalForm />
        {view.proposals.length > 0 && <OwnProposals />}
      </div>
    </Fold>
  );
}

function OwnProposals() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className={styles.heading}>
        {t('minutes.proposals.own')}
      </h3>
      <ul className={styles.list}>
        {view.proposals.map(({ id, title, state, word }) => (
          <li key={id}>
            <p>{title}</p>
            <p className={styles.quiet}>
              {t(`minutes.proposal.state.${state}`)}
              {word !== '' && `: ${word}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const empty = { kind: 'D' as ProposalKind, title: '', why: '', minutes: '' };

function ProposalForm() {
  const { t, say } = useTab();
  const { session, view } = useMeeting();
  const { busy, fault, run } = useAct();
  const styles = useStyles();
  const [said, setSaid] = useState(empty);
  // The same id until it is kept: a press that is repeated is one proposal.
  const [proposal, setProposal] = useState(() => crypto.randomUUID());
  const put = (some: Partial<typeof empty>) => {
    setSaid({ ...said, ...some });
  };
  const propose = () => {
    if (said.title.trim() === '') {
      focusSoon('propose-title');
      return;
    }
    const minutes = said.minutes === '' ? null : Math.min(600, Math.max(0, Math.round(Number(said.minutes))));
    run(async () => {
      await session.act('propose', { ...said, proposal, minutes });
      setSaid(empty);
      setProposal(crypto.randomUUID());
      say(t('minutes.propose.said'));
    });
  };
  return (
    <div className={styles.form}>
      <Field label={t('minutes.item.title')} size="small" required>
        <Input
          id="propose-title"
          value={said.title}
          maxLength={300}
          onChange={(_, { value }) => {
            put({ title: value });
          }}
        />
      </Field>
      <Choice
        id="propose-kind"
        label={t('minutes.item.kind')}
        value={said.kind}
        options={kindOptions(view, kinds)}
        choose={(kind) => {
          if (kind) put({ kind });
        }}
      />
      <Field label={t('minutes.preparation.why')} size="small">
        <Textarea
          value={said.why}
          maxLength={2000}
          resize="vertical"
          onChange={(_, { value }) => {
            put({ why: value });
          }}
        />
      </Field>
      <Field label={t('minutes.propose.minutes')} size="small">
        <Input
          type="number"
          input={{ min: 0, max: 600, step: 5, style: { width: '100%' } }}
          style={{ minWidth: 0 }}
          value={said.minutes}
          onChange={(_, { value }) => {
            put({ minutes: value });
          }}
        />
      </Field>
      <Button
        className={styles.send}
        appearance="primary"
        size="small"
        disabledFocusable={busy || said.title.trim() === ''}
        onClick={propose}
      >
        {t('minutes.propose.send')}
      </Button>
      {fault && <Fault error={fault} />}
    </div>
  );
}
