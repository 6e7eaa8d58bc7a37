import { useEffect, useRef, useState } from 'react';
import { Button, makeStyles } from '@fluentui/react-components';
import { type ParkedView, type SendingReply, type SendingView } from '../../bot/prompts/api/sending.ts';
import { isUnderWay } from '../../bot/prompts/model/sending.ts';
import { Empty, Fault, Loading } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { type TextKey } from '../platform/texts.ts';
import { type EditingPart } from './part.ts';
import { OneSending } from './sending-one.tsx';
import { useSending } from './use-sending.ts';

const useStyles = makeStyles({ older: { justifySelf: 'start' } });

/** So many are shown at first, and whatever somebody has to look at. */
const newest = 2;

/** How the posts of the last rounds go, and what the administrator can do about it. */
export function Sending({ reload }: Pick<EditingPart, 'reload'>) {
  const { t } = useTab();
  const styles = useStyles();
  const { value, error, again, put } = useSending();
  const [older, setOlder] = useState(false);
  useSaidWhenDone(value);
  if (!value) return error ? <Fault error={error} again={again} /> : <Loading />;
  const shown = value.sendings.filter((sending, at) => older || at < newest || needsSomebody(sending));
  // The channels above tell how their last post went.
  const decided = async (reply: SendingReply) => {
    put(reply);
    await reload();
  };
  return (
    <Section title={t('setup.sending')} lead={t('setup.sending.lead')}>
      {error && <Fault error={error} again={again} />}
      {value.sendings.length === 0 && (
        <Empty title={t('setup.sending.none.title')}>{t('setup.sending.none.text')}</Empty>
      )}
      {shown.map((sending) => (
        <OneSending key={keyOf(sending)} sending={sending} now={value.now} decided={decided} />
      ))}
      {shown.length < value.sendings.length && (
        <Button
          className={styles.older}
          onClick={() => {
            setOlder(true);
          }}
        >
          {t('setup.sending.older', { count: value.sendings.length - shown.length })}
        </Button>
      )}
      {value.parked.length > 0 && <Parked parked={value.parked} />}
    </Section>
  );
}

const needsSomebody = (sending: SendingView) =>
  isUnderWay(sending) || sending.counts.handedOver + sending.counts.held + sending.missing > 0;

const keyOf = ({ round, kind }: SendingView) => `${round} ${kind}`;
const parkedHead: readonly TextKey[] = ['setup.channel', 'setup.sending.team', 'setup.sending.parked.why'];

function Parked({ parked }: { parked: readonly ParkedView[] }) {
  const { t } = useTab();
  return (
    <Table
      stack
      caption={t('setup.sending.parked')}
      head={parkedHead.map((key) => t(key))}
      rows={parked.map(({ channel, name, team, reason }) => ({ key: channel, cells: [name, team, reason] }))}
    />
  );
}

/** Screen readers hear the end once, and not every step. */
function useSaidWhenDone(value: SendingReply | undefined): void {
  const { t, say } = useTab();
  const before = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (!value) return;
    for (const sending of value.sendings)
      if (before.current.has(keyOf(sending)) && !isUnderWay(sending) && !sending.stopped)
        say(t('setup.sending.said', { posted: sending.counts.posted, due: sending.due }));
    before.current = new Set(value.sendings.filter(isUnderWay).map(keyOf));
  }, [value, say, t]);
}
