import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type MissedPost, type SendingReply, type SendingView } from '../../bot/prompts/api/sending.ts';
import { Fault } from '../platform/notices.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { type TextKey } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';

const useStyles = makeStyles({
  why: { display: 'grid', gap: tokens.spacingVerticalS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

const head: readonly TextKey[] = ['setup.channel', 'setup.sending.team', 'setup.sending.why'];

interface MissedProps {
  readonly sending: SendingView;
  readonly decided: (reply: SendingReply) => Promise<void>;
}

/** What was not posted and why. Of what was handed over, a person says what lies in the channel. */
export function Missed({ sending, decided }: MissedProps) {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const { missed, moreMissed } = sending;
  if (missed.length === 0) return null;
  const answer = (post: MissedPost, lies: boolean) => {
    run(async () => {
      const path = `/api/setup/sending/posts/${encodeURIComponent(post.post)}`;
      const reply = await api.post<SendingReply>(path, { lies });
      say(t(lies ? 'setup.sending.lies.said' : 'setup.sending.absent.said', { name: post.name }));
      await decided(reply);
    });
  };
  return (
    <>
      <Table
        stack
        caption={t('setup.sending.missed')}
        head={head.map((key) => t(key))}
        rows={missed.map((post) => ({
          key: post.post,
          cells: [
            post.name,
            post.team,
            <div key="why" className={styles.why}>
              {post.reason}
              {post.state === 'handed-over' && <Answers post={post} busy={busy} answer={answer} />}
            </div>,
          ],
        }))}
      />
      {moreMissed > 0 && <p className={styles.quiet}>{t('setup.sending.more', { count: moreMissed })}</p>}
      {fault && <Fault error={fault} />}
    </>
  );
}

interface AnswersProps {
  readonly post: MissedPost;
  readonly busy: boolean;
  readonly answer: (post: MissedPost, lies: boolean) => void;
}

function Answers({ post, busy, answer }: AnswersProps) {
  const { t } = useTab();
  const absent = t(post.inTime ? 'setup.sending.absent' : 'setup.sending.absent.late');
  const choices = [
    [true, t('setup.sending.lies')],
    [false, absent],
  ] as const;
  return (
    <div className={useStyles().buttons}>
      {choices.map(([lies, text]) => (
        <Button
          key={text}
          size="small"
          disabledFocusable={busy}
          aria-label={`${text} (${post.name})`}
          onClick={() => {
            answer(post, lies);
          }}
        >
          {text}
        </Button>
      ))}
    </div>
  );
}
