import { useCallback, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { type CoursesReply } from '../../bot/course/api.ts';
import { type SetupReply } from '../../bot/programme/api.ts';
import { type ApiError } from '../platform/client.ts';
import { Loading } from '../platform/notices.tsx';
import { PageFault, PageFrame } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { Channels } from './channels.tsx';
import { Course } from './course.tsx';
import { Discussions } from './discussions.tsx';
import { FiguresList } from './figures-list.tsx';
import { Homes } from './homes.tsx';
import { Packs } from './packs.tsx';
import { type SetupPart } from './part.ts';
import { PolicyPage } from './policy.tsx';
import { Programmes } from './programmes.tsx';
import { Sending } from './sending.tsx';
import { Units } from './units.tsx';

const useStyles = makeStyles({
  pages: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  way: {
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `3px solid transparent`,
    '&[aria-current="page"]': {
      color: tokens.colorNeutralForeground1,
      fontWeight: tokens.fontWeightSemibold,
      borderBottomColor: tokens.colorCompoundBrandStroke,
    },
  },
  page: { display: 'grid', gap: tokens.spacingVerticalXXL, gridTemplateColumns: 'minmax(0, 1fr)' },
  away: { display: 'none' },
  // So that a heading one jumps to is not at the very edge.
  part: { scrollMarginTop: tokens.spacingVerticalL, ':focus': { outline: 'none' } },
});

/** What an administrator looks at often comes first. */
const pages = [
  ['year', 'setup.page.year', { channels: Channels, programmes: Programmes }],
  ['sending', 'setup.sending', { sending: Sending }],
  ['content', 'setup.page.content', { packs: Packs }],
  ['course', 'course.page', { courses: Course }],
  ['units', 'setup.page.units', { units: Units, homes: Homes }],
  ['rules', 'setup.page.rules', { policy: PolicyPage, discussions: Discussions, list: FiguresList }],
] as const;
type PageId = (typeof pages)[number][0];

/** For the administrator: who takes part, when, and what was discussed first. */
export function SetupPage() {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const { current, seen } = usePages();
  const { value, error, again, put } = useLoad(useCallback(() => api.get<SetupReply>('/api/setup'), [api]));
  if (error?.status === 403) return <WithoutRole error={error} />;
  if (error) return <PageFault title={t('setup.title')} error={error} again={again} />;
  if (!value) return <Loading />;
  const keep: SetupPart['keep'] = async (method, path, body) => {
    put(await api[method]<SetupReply>(`/api/setup/${path}`, body));
    say(t('setup.kept'));
  };
  const reload = async () => {
    const now = await api.get<SetupReply>('/api/setup');
    put(now);
    return now;
  };
  return (
    <PageFrame title={t('setup.title')}>
      <nav aria-label={t('setup.parts')}>
        <ul className={styles.pages}>
          {pages.map(([id, title]) => (
            <li key={id}>
              <Link
                href={`#${id}`}
                appearance="subtle"
                className={styles.way}
                aria-current={id === current ? 'page' : undefined}
              >
                {t(title)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {pages.map(([id, , parts]) => (
        <div key={id} className={id === current ? styles.page : styles.away}>
          {seen.has(id) &&
            Object.entries(parts).map(([name, Part]) => (
              <div key={name} id={name} tabIndex={-1} className={styles.part}>
                <Part setup={value} keep={keep} reload={reload} />
              </div>
            ))}
        </div>
      ))}
    </PageFrame>
  );
}

/** A team's owner and a group's people have their course here, and nothing else to set up. */
function WithoutRole({ error }: { readonly error: ApiError }) {
  const { api, t } = useTab();
  const courses = useLoad(useCallback(() => api.get<CoursesReply>('/api/setup/courses'), [api]));
  const isDone = courses.value !== undefined || courses.error !== undefined;
  if (!isDone) return <Loading />;
  if (courses.value === undefined || courses.value.groups.length === 0)
    return <PageFault title={t('setup.title')} error={error} />;
  return (
    <PageFrame title={t('setup.title')}>
      <Course />
    </PageFrame>
  );
}

/** Of a page or of a part on it. */
const pageAt = (hash: string): PageId | undefined =>
  pages.find(([id, , parts]) => id === hash.slice(1) || hash.slice(1) in parts)?.[0];

/** The page stands in the address, so that reading it again comes back to it, and a link leads to a part. */
function usePages() {
  const [current, setCurrent] = useState<PageId>(() => pageAt(window.location.hash) ?? 'year');
  // A page that has been looked at stays: what somebody has begun to change there is not lost.
  const [seen, setSeen] = useState<ReadonlySet<PageId>>(() => new Set([current]));
  useEffect(() => {
    const follow = () => {
      const id = pageAt(window.location.hash);
      if (id === undefined) return;
      flushSync(() => {
        setCurrent(id);
        setSeen((those) => new Set([...those, id]));
      });
      const part = document.getElementById(window.location.hash.slice(1));
      part?.scrollIntoView();
      part?.focus({ preventScroll: true });
    };
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
    };
  }, []);
  return { current, seen };
}
