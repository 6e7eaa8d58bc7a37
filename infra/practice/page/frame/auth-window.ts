import { hostContext, runtime, type Subject } from './host-context.ts';

interface Wanted {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

interface Ask {
  readonly id?: number;
  readonly uuidAsString?: string;
  readonly func?: string;
  readonly args?: readonly unknown[];
}

const lookMs = 300;

/**
 * The window that Teams opens for a tab's sign-in: it begins at a page of the tab and says itself how it ended. Answers
 * as teams-js expects of `authentication.authenticate`.
 */
export function authWindow(
  { url, width, height }: Wanted,
  subject: Subject,
): Promise<readonly [boolean, string]> {
  const { origin, host } = new URL(subject.url);
  const wanted = new URL(url);
  if (wanted.host !== host) return Promise.resolve([false, 'InvalidUrl']);
  // Teams knows https alone; here the service is reached without.
  const here = `${origin}${wanted.pathname}${wanted.search}`;
  const opened = window.open(here, '_blank', `popup,width=${width || 600},height=${height || 640}`);
  if (opened === null) return Promise.resolve([false, 'FailedToOpenWindow']);
  const { promise, resolve } = Promise.withResolvers<readonly [boolean, string]>();
  const hear = (event: MessageEvent<Ask>) => {
    if (event.source !== opened || event.origin !== origin) return;
    const { id, uuidAsString, func, args = [] } = event.data;
    const send = (answer: readonly unknown[]) => {
      opened.postMessage({ id, uuidAsString, args: answer }, origin);
    };
    if (func === 'initialize') send(['authentication', 'web', JSON.stringify(runtime), '2.58.0']);
    if (func === 'getContext') send([hostContext(subject)]);
    if (func === 'authentication.authenticate.success') resolve([true, String(args[0])]);
    if (func === 'authentication.authenticate.failure') resolve([false, String(args[0])]);
  };
  addEventListener('message', hear);
  const look = setInterval(() => {
    if (opened.closed) resolve([false, 'CancelledByUser']);
  }, lookMs);
  return promise.finally(() => {
    clearInterval(look);
    removeEventListener('message', hear);
    opened.close();
  });
}
