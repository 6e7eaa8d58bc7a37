import { useCallback } from 'react';
import { type SetupReply } from '../../bot/programme/api.ts';
import { Loading } from '../platform/notices.tsx';
import { PageFault, PageFrame } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { Channels } from './channels.tsx';
import { Discussions } from './discussions.tsx';
import { Homes } from './homes.tsx';
import { type SetupPart } from './part.ts';
import { Programmes } from './programmes.tsx';
import { Units } from './units.tsx';

/** For the administrator: who takes part, when, and what was discussed first. */
export function SetupPage() {
  const { api, t, say } = useTab();
  const { value, error, again, put } = useLoad(useCallback(() => api.get<SetupReply>('/api/setup'), [api]));
  if (error) return <PageFault title={t('setup.title')} error={error} again={again} />;
  if (!value) return <Loading />;
  const keep: SetupPart['keep'] = async (method, path, body) => {
    put(await api[method]<SetupReply>(`/api/setup/${path}`, body));
    say(t('setup.kept'));
  };
  return (
    <PageFrame title={t('setup.title')}>
      <Channels setup={value} keep={keep} />
      <Discussions setup={value} keep={keep} />
      <Units setup={value} keep={keep} />
      <Homes setup={value} keep={keep} />
      <Programmes setup={value} keep={keep} />
    </PageFrame>
  );
}
