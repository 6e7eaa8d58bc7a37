import { type CoursePostView, type CourseView } from '../../bot/course/api.ts';
import { fullDate, weekName } from '../platform/dates.ts';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';

/** What comes in the channel before, between and after the meetings, and what has come. */
export function CoursePosts({ course }: { readonly course: CourseView }) {
  const { t } = useTab();
  if (course.posts.length === 0) return null;
  return (
    <Section title={t('course.posts')}>
      <Table
        stack
        named
        caption={t('course.posts.caption')}
        head={[t('course.week'), t('course.when'), t('course.phase'), t('course.post'), t('course.state')]}
        rows={course.posts.map((post) => ({
          key: post.week,
          cells: [
            weekName(t, post.week),
            fullDate(t, post.day),
            t(`course.phase.${post.phase}`),
            post.title,
            stateText(t, post),
          ],
        }))}
      />
    </Section>
  );
}

const stateText = (t: Translate, { state, reason }: CoursePostView) =>
  state === 'skipped' ? t('course.post.skipped', { reason: reason ?? '' }) : t(`course.post.${state}`);
