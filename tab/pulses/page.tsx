import { useCallback, useState } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { inTree, isScored } from '../../bot/pulses/model/pictures.ts';
import { clockTime, fullDate, weekName } from '../platform/dates.ts';
import { Empty, Loading, Notice } from '../platform/notices.tsx';
import { PageFault, PageFrame } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { Areas } from './areas.tsx';
import { Comments, Facts } from './below.tsx';
import { Download } from './download.tsx';
import { Goals } from './goals.tsx';
import { HeatMap } from './heat-map.tsx';
import { Rates } from './rates.tsx';
import { atFirst, queryOf, type Selection, SelectionFields } from './selection.tsx';
import { Spreads } from './spreads.tsx';
import { Trends } from './trends.tsx';
import { type Words, wordsOf } from './words.ts';

const useStyles = makeStyles({
  summary: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** First a sentence, then pictures; what the reader may see was decided by the service. */
export function ResultsPage() {
  const { api, t, say, me } = useTab();
  const [chosen, setChosen] = useState(atFirst);
  const query = queryOf(chosen);
  const { value, error, again } = useLoad(
    useCallback(async () => {
      const reply = await api.get<ResultsReply>(`/api/results?${query}`);
      if (query !== queryOf(atFirst)) say(t('results.updated'));
      return reply;
    }, [api, query, say, t]),
  );
  if (error) return <PageFault title={t('results.title')} error={error} again={again} />;
  if (!value) return <Loading />;
  const choose = (part: Partial<Selection>) => {
    setChosen((before) => ({ ...before, ...part }));
  };
  return (
    <PageFrame title={t('results.title')}>
      <Head reply={value} words={wordsOf(value, t)} />
      {value.open && <OpenRound open={value.open} />}
      {(value.receipts.length > 0 || query !== queryOf(atFirst)) && (
        <SelectionFields reply={value} chosen={chosen} choose={choose} />
      )}
      <Pictures reply={value} chosen={chosen} choose={choose} />
      {me.roles.length > 0 && <Goals />}
      {value.receipts.length > 0 && <Facts reply={value} />}
    </PageFrame>
  );
}

interface HeadProps {
  readonly reply: ResultsReply;
  readonly words: Words;
}

/** The sentence, whom it is about, and why a leader may meet a larger unit than the own one. */
function Head({ reply, words }: HeadProps) {
  const { me, t } = useTab();
  const styles = useStyles();
  const { focus, rounds, units } = reply;
  if (rounds.length === 0) return null;
  const home = me.roles.includes('Puls.HR') ? undefined : inTree(units).at(-1)?.unit;
  const scored = rounds.findLast(({ question }) => isScored(question.scale));
  const own = (scored ?? rounds.at(-1))?.cells.find(({ unit }) => unit === home?.id);
  return (
    <>
      <p className={styles.summary}>{reply.summary}</p>
      {home && home.id !== focus.unit && own?.shown === false ? (
        <Notice>
          {t('results.own.hidden', { unit: home.name, why: own.why, larger: words.unit(focus.unit) })}
        </Notice>
      ) : (
        <p className={styles.quiet}>{t('results.lead', { unit: words.unit(focus.unit) })}</p>
      )}
    </>
  );
}

function Pictures({
  reply,
  chosen,
  choose,
}: {
  reply: ResultsReply;
  chosen: Selection;
  choose: (part: Partial<Selection>) => void;
}) {
  const { t } = useTab();
  if (reply.rounds.length === 0) {
    const isFirst = queryOf(chosen) === queryOf(atFirst) && reply.receipts.length === 0;
    return (
      <Empty title={t('results.empty.title')}>
        {t(isFirst ? 'results.empty.text' : 'results.empty.period')}
      </Empty>
    );
  }
  const words = wordsOf(reply, t);
  return (
    <>
      <Download
        query={queryOf(chosen)}
        unit={words.unit(reply.focus.unit)}
        date={reply.period.to.slice(0, 10)}
      />
      <Areas reply={reply} words={words} />
      <Trends reply={reply} words={words} />
      <HeatMap
        reply={reply}
        words={words}
        isWhole={chosen.show === 'tree'}
        onWhole={(whole) => {
          choose({ show: whole ? 'tree' : 'page' });
        }}
        onUnit={(unit) => {
          choose({ unit });
        }}
      />
      <Spreads reply={reply} words={words} />
      <Rates reply={reply} words={words} />
      <Comments reply={reply} words={words} />
    </>
  );
}

function OpenRound({ open }: { open: NonNullable<ResultsReply['open']> }) {
  const { t } = useTab();
  const { week, title, closesAt } = open;
  const date = fullDate(t, closesAt);
  return (
    <Notice>
      {t('results.open', { week: weekName(t, week), title, date, time: clockTime(t, closesAt) })}
    </Notice>
  );
}
