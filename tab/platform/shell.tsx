import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { type MeReply } from '../../bot/people/api.ts';
import { type Api, ApiError } from './client.ts';
import { Guard } from './guard.tsx';
import { Loading } from './notices.tsx';
import { PageFault, PageFrame } from './page.tsx';
import { type Tab, TabContext } from './tab.ts';
import { type Host } from './teams.ts';
import { type Language, languageOf, type Translate, translate } from './texts.ts';

const pages = {
  minutes: lazy(async () => ({ default: (await import('../minutes/page.tsx')).MinutesPage })),
  results: lazy(async () => ({ default: (await import('../pulses/page.tsx')).ResultsPage })),
  setup: lazy(async () => ({ default: (await import('../setup/page.tsx')).SetupPage })),
  trust: lazy(async () => ({ default: (await import('../trust/page.tsx')).TrustPage })),
  prompts: lazy(async () => ({ default: (await import('../prompts/page.tsx')).PromptsPage })),
  followups: lazy(async () => ({ default: (await import('../followups/page.tsx')).FollowUpsPage })),
};

const useStyles = makeStyles({
  page: { minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground1 },
  spoken: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

interface Ready {
  readonly me: MeReply;
  readonly language: Language;
  readonly t: Translate;
}

/** Learns who reads and in which language, then shows the page that the address names. */
export function Shell({ host, api }: { host: Host; api: Api }) {
  const styles = useStyles();
  const [ready, setReady] = useState<Ready>();
  const [fault, setFault] = useState<ApiError>();
  const [spoken, setSpoken] = useState('');
  const begin = useCallback(() => {
    setFault(undefined);
    void prepare(host, api).then(({ fault, ...found }) => {
      document.documentElement.lang = found.language;
      setReady(found);
      setFault(fault);
    });
  }, [host, api]);
  useEffect(begin, [begin]);
  const tab = useMemo<Tab | undefined>(() => {
    if (!ready) return undefined;
    const chooseLanguage = async (language: Language) => {
      await api.put('/api/me/language', { language });
      begin();
    };
    return { host, api, ...ready, say: setSpoken, chooseLanguage };
  }, [host, api, ready, begin]);
  if (!tab) return <Spinner />;
  return (
    <TabContext value={tab}>
      <main className={styles.page}>
        {fault ? <PageFault title="Lederpuls" error={fault} again={begin} /> : <Page tab={tab} />}
      </main>
      <div className={styles.spoken} role="status" aria-live="polite">
        {spoken}
      </div>
    </TabContext>
  );
}

function Page({ tab }: { tab: Tab }): ReactNode {
  const { t } = tab;
  const name = pageName();
  useEffect(() => {
    tab.host.ready();
  }, [tab]);
  if (!isPage(name)) return <PageFrame title={t('shell.unknown.title')}>{t('shell.unknown.text')}</PageFrame>;
  const Named = pages[name];
  return (
    <Guard instead={<PageFrame title={t('shell.broken.title')}>{t('shell.broken.text')}</PageFrame>}>
      <Suspense fallback={<Loading />}>
        <Named />
      </Suspense>
    </Guard>
  );
}

const pageName = () => /^\/tab\/([a-z]+)\/?$/.exec(location.pathname)?.[1] ?? '';
const isPage = (name: string): name is keyof typeof pages => Object.hasOwn(pages, name);

const nobody: MeReply = { id: '', name: '', roles: [], language: 'nb' };

/** Even a service that is down is told of in a language the person reads. */
async function prepare(host: Host, api: Api): Promise<Ready & { fault: ApiError | undefined }> {
  let me = nobody;
  let fault: ApiError | undefined;
  try {
    me = await api.get<MeReply>('/api/me');
  } catch (error) {
    fault = error instanceof ApiError ? error : new ApiError(0, 'fault', '');
  }
  const language = fault ? languageOf(host.locale) : me.language;
  return { me, language, t: await translate(language, { pages: pageName() !== 'minutes' }), fault };
}
