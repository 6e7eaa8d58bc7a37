import { useEffect, useRef, useState } from 'react';
import { tabToken } from '../client.ts';
import { openLink } from '../links.ts';
import { type Subject } from './host-context.ts';
import { hostTab } from './host.ts';

interface Props {
  readonly subject: Subject;
  readonly title: string;
  readonly onNavigate?: (pageId: string) => void;
  readonly onStage?: (url: string | undefined) => void;
}

/** One tab of the app in a frame. Give it a `key` of person, tab and place: a new one is a new start. */
export function TabFrame({ subject, title, onNavigate, onStage }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const host = useRef<ReturnType<typeof hostTab>>(null);
  const [shown, setShown] = useState<'waiting' | 'shown' | 'failed'>('waiting');
  const first = useRef({ subject, onNavigate, onStage });

  useEffect(() => {
    const element = frame.current;
    const now = first.current;
    if (!element) return undefined;
    host.current = hostTab(element, now.subject, {
      token: () => tabToken(now.subject.person.id),
      openLink,
      navigate: (pageId) => now.onNavigate?.(pageId),
      stage: (url) => now.onStage?.(url),
      loaded: setShown,
    });
    // Only now, so that no first message of the tab is missed.
    element.src = now.subject.url;
    return () => host.current?.stop();
  }, []);

  useEffect(() => {
    host.current?.changeTheme(subject.theme);
  }, [subject.theme]);

  return (
    <div className="tab-frame" aria-busy={shown === 'waiting'}>
      <iframe ref={frame} title={title} allow="clipboard-write" />
      {shown === 'failed' ? (
        <p className="frame-note">Siden lot seg ikke åpne. Er tjenesten i gang?</p>
      ) : null}
    </div>
  );
}
