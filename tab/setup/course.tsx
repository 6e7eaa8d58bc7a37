import { useCallback, useState } from 'react';
import { Badge, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type CourseReply, type CoursesReply, type CourseView } from '../../bot/course/api.ts';
import { isActive } from '../../bot/course/model.ts';
import { Empty, Fault, Loading, Notice } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { CourseChoice } from './course-choice.tsx';
import { CourseMaturity } from './course-maturity.tsx';
import { CourseMeetings } from './course-meetings.tsx';
import { type CourseDeciding } from './course-part.ts';
import { CoursePosts } from './course-posts.tsx';

const useStyles = makeStyles({
  group: { maxWidth: '420px' },
  state: { justifySelf: 'start' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

/** The course of three meetings, group by group: for those who set it up, and for its people to read. */
export function Course() {
  const { api, t } = useTab();
  const styles = useStyles();
  const { value, error, again } = useLoad(
    useCallback(() => api.get<CoursesReply>('/api/setup/courses'), [api]),
  );
  const [chosen, choose] = useState<string>();
  if (!value) return error ? <Fault error={error} again={again} /> : <Loading />;
  const { groups } = value;
  const group =
    groups.find(({ channel }) => channel === chosen) ?? groups.find(({ state }) => state) ?? groups[0];
  if (!group) return <Empty title={t('course.none.title')}>{t('course.none.text')}</Empty>;
  return (
    <Section title={t('course.title')} lead={t('course.lead')}>
      <Field label={t('course.group')} className={styles.group}>
        <Select
          value={group.channel}
          onChange={(_, data) => {
            choose(data.value);
          }}
        >
          {groups.map(({ channel, name, team, state }) => (
            <option key={channel} value={channel}>
              {t(state === null ? 'course.group.named' : 'course.group.active', { team, name })}
            </option>
          ))}
        </Select>
      </Field>
      <GroupCourse key={group.channel} channel={group.channel} />
    </Section>
  );
}

const colours = { chosen: 'informative', running: 'success', done: 'success', stopped: 'subtle' } as const;

function GroupCourse({ channel }: { readonly channel: string }) {
  const { api, t, say } = useTab();
  const path = `courses/${encodeURIComponent(channel)}`;
  const read = useCallback(() => api.get<CourseReply>(`/api/setup/${path}`), [api, path]);
  const { value, error, again, put } = useLoad(read);
  if (!value) return error ? <Fault error={error} again={again} /> : <Loading />;
  const deciding: CourseDeciding = {
    path,
    keep: async (method, to, body) => {
      put(await api[method]<CourseReply>(`/api/setup/${to}`, body));
      say(t('course.kept'));
    },
    reload: async () => {
      put(await read());
    },
  };
  const { course, may } = value;
  return (
    <>
      {course ? (
        <ChosenCourse reply={value} course={course} deciding={deciding} />
      ) : (
        !may && <p>{t('course.nothing')}</p>
      )}
      {may && !isGoing(course) && <CourseChoice reply={value} deciding={deciding} />}
    </>
  );
}

const isGoing = (course: CourseView | null) => course !== null && isActive(course.state);

interface ChosenProps {
  readonly reply: CourseReply;
  readonly course: CourseView;
  readonly deciding: CourseDeciding;
}

function ChosenCourse({ reply, course, deciding }: ChosenProps) {
  const { t } = useTab();
  const styles = useStyles();
  return (
    <>
      <Badge className={styles.state} appearance="tint" color={colours[course.state]}>
        {t(`course.state.${course.state}`)}
      </Badge>
      <CourseMeetings reply={reply} course={course} deciding={deciding} />
      {course.noRoom.length > 0 && isGoing(course) && (
        <Notice intent="info">
          {t('course.no-room')}
          <ul className={styles.list}>
            {course.noRoom.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </Notice>
      )}
      <CoursePosts course={course} />
      <CourseMaturity reply={reply} course={course} />
    </>
  );
}
