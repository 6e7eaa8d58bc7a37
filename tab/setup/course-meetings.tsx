import { useState } from 'react';
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import {
  type CourseMeetingView,
  type CourseReply,
  type CourseView,
  type GoalView,
} from '../../bot/course/api.ts';
import { isActive } from '../../bot/course/model.ts';
import { fullDate } from '../platform/dates.ts';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { type TextKey, type Translate } from '../platform/texts.ts';
import { type CourseDeciding, type CourseWish } from './course-part.ts';
import { Decision } from './decision.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  below: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'start' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  stop: { justifySelf: 'start' },
});

interface MeetingsProps {
  readonly reply: CourseReply;
  readonly course: CourseView;
  readonly deciding: CourseDeciding;
}

const columns: readonly TextKey[] = ['course.meeting', 'course.when', 'course.state', 'course.goals'];

/** The three meetings: when, by which template, whether they were held, and what came of them. */
export function CourseMeetings({ reply, course, deciding }: MeetingsProps) {
  const { t } = useTab();
  const styles = useStyles();
  const [wish, want] = useState<CourseWish>();
  const may = reply.may && isActive(course.state);
  const decision = wish && (
    <CourseDecision
      {...deciding}
      wish={wish}
      etag={reply.etag}
      close={() => {
        want(undefined);
      }}
    />
  );
  return (
    <Section title={t('course.meetings')}>
      <Table
        stack
        named
        caption={t('course.meetings')}
        head={[...columns, ...(may ? ['course.change' as const] : [])].map((column) => t(column))}
        rows={course.meetings.map((meeting) => ({
          key: String(meeting.number),
          cells: [
            `${meeting.number}. ${meeting.template}`,
            meeting.day === null ? t('course.day.none') : fullDate(t, meeting.day),
            t(`course.meeting.${meeting.state}`),
            <Goals key="goals" goals={meeting.goals} />,
            ...(may ? [<Ways key="ways" meeting={meeting} want={want} today={reply.today} />] : []),
          ],
          below:
            wish && 'meeting' in wish && wish.meeting === meeting.number ? (
              <div className={styles.below}>{decision}</div>
            ) : undefined,
        }))}
      />
      {may && (
        <Button
          className={styles.stop}
          onClick={() => {
            want({ do: 'stop' });
          }}
        >
          {t('course.stop')}
        </Button>
      )}
      {wish?.do === 'stop' && decision}
    </Section>
  );
}

interface WaysProps {
  readonly meeting: CourseMeetingView;
  readonly today: string;
  readonly want: (wish: CourseWish) => void;
}

/** Where a meeting can go before it has begun. */
function Ways({ meeting: { number, day, state }, today, want }: WaysProps) {
  const { t } = useTab();
  const styles = useStyles();
  const [to, setTo] = useState<string>();
  if (state === 'finished' || state === 'under-way') return null;
  if (to !== undefined)
    return (
      <form
        className={styles.buttons}
        onSubmit={(event) => {
          event.preventDefault();
          want({ do: 'move', meeting: number, day: to });
        }}
      >
        <Field label={t('course.move.to', { number })}>
          <Input
            type="date"
            required
            min={today}
            value={to}
            onChange={(_, { value }) => {
              setTo(value);
            }}
          />
        </Field>
        <Button type="submit">{t('course.see')}</Button>
      </form>
    );
  return (
    <div className={styles.buttons}>
      <Button
        size="small"
        aria-label={t('course.move.of', { number })}
        onClick={() => {
          setTo(day ?? today);
        }}
      >
        {t('course.move')}
      </Button>
      {day !== null && (
        <Button
          size="small"
          aria-label={t('course.skip.of', { number })}
          onClick={() => {
            want({ do: 'skip', meeting: number });
          }}
        >
          {t('course.skip')}
        </Button>
      )}
    </div>
  );
}

function CourseDecision({
  wish,
  etag,
  close,
  ...deciding
}: CourseDeciding & { readonly wish: CourseWish; readonly etag: string; readonly close: () => void }) {
  const { t } = useTab();
  return (
    <Decision
      {...deciding}
      body={{ ...wish, ifMatch: etag }}
      label={labelOf(t, wish)}
      done={close}
      cancel={close}
    />
  );
}

function labelOf(t: Translate, wish: CourseWish): string {
  if (wish.do === 'move') return t('course.move.of', { number: wish.meeting });
  return wish.do === 'skip' ? t('course.skip.of', { number: wish.meeting }) : t('course.stop');
}

function Goals({ goals }: { readonly goals: readonly GoalView[] | null }) {
  const { t } = useTab();
  const styles = useStyles();
  if (goals === null) return t('course.goals.hidden');
  if (goals.length === 0) return t('course.goals.none');
  return goals.map(({ item, text, followUps }) => (
    <div key={item}>
      {text ?? t('course.goals.exempt')}
      {followUps.length > 0 && (
        <ul className={styles.list}>
          {followUps.map((followUp, at) => (
            <li key={at}>{followUpText(t, followUp)}</li>
          ))}
        </ul>
      )}
    </div>
  ));
}

function followUpText(t: Translate, { text, owner, due, status }: GoalView['followUps'][number]): string {
  const what = text ?? t('course.follow-up.exempt');
  if (status === 'done') return t('course.follow-up.done', { text: what, owner });
  const until = due === null ? t('course.follow-up.no-due') : fullDate(t, due);
  return t('course.follow-up', { text: what, owner, due: until });
}
