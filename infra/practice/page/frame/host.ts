import { type Theme } from '../theme.ts';
import { authWindow } from './auth-window.ts';
import { hostContext, meetingDetails, runtime, type Subject } from './host-context.ts';

/** What the page does when a tab asks for it. */
export interface HostServices {
  token(): Promise<string>;
  openLink(url: string): void;
  /** `pages.currentApp.navigateTo`: another page of the same app. */
  navigate(pageId: string): void;
  /** The tab shares its content to the meeting's stage, or takes it away. */
  stage(url: string | undefined): void;
  loaded(outcome: 'shown' | 'failed'): void;
}

interface Ask {
  readonly id?: number;
  readonly uuidAsString?: string;
  readonly func: string;
  readonly args?: readonly unknown[];
}

/** `undefined` = the call takes no answer. */
type Answer = readonly unknown[] | undefined;
type Answerer = (...args: readonly unknown[]) => Answer | Promise<Answer>;

/**
 * The Teams side of teams-js 2.58 for one tab. Only messages from the frame's own window and the tab's own
 * origin are heard. Answers functions to change the theme and to stop listening.
 */
export function hostTab(frame: HTMLIFrameElement, subject: Subject, services: HostServices) {
  const origin = new URL(subject.url).origin;
  const answers = answerers(subject, services);
  const send = (message: object) => frame.contentWindow?.postMessage(message, origin);

  const hear = (event: MessageEvent<unknown>) => {
    if (event.source !== frame.contentWindow || event.origin !== origin || !isAsk(event.data)) return;
    const { id, uuidAsString, func, args = [] } = event.data;
    const answerer = Object.hasOwn(answers, func) ? answers[func] : undefined;
    void Promise.resolve(answerer?.(...args)).then((answer) => {
      if (answer !== undefined && id !== undefined) send({ id, uuidAsString, args: answer });
    });
  };
  addEventListener('message', hear);
  return {
    changeTheme(theme: Theme) {
      send({ func: 'themeChange', args: [theme] });
    },
    stop() {
      removeEventListener('message', hear);
    },
  };
}

/** The functions of the wire protocol, by the names that teams-js sends. */
function answerers(subject: Subject, services: HostServices): Readonly<Record<string, Answerer>> {
  return {
    ...appAnswers(subject, services),
    ...pageAnswers(subject, services),
    ...meetingAnswers(subject, services),
  };
}

function appAnswers(subject: Subject, services: HostServices): Record<string, Answerer> {
  const link = (url: unknown): Answer => {
    services.openLink(String(url));
    return [true];
  };
  return {
    initialize: () => [subject.frameContext, 'web', JSON.stringify(runtime), '2.58.0'],
    getContext: () => [hostContext(subject)],
    registerHandler: () => undefined,
    executeDeepLink: link,
    'appInitialization.success': () => {
      services.loaded('shown');
      return [true];
    },
    'appInitialization.failure': () => {
      services.loaded('failed');
      return undefined;
    },
    'authentication.authenticate': (url, width, height) =>
      authWindow({ url: String(url), width: Number(width), height: Number(height) }, subject),
    'authentication.getAuthToken': async () => {
      try {
        return [true, await services.token()];
      } catch {
        return [false, 'The person could not be signed in.'];
      }
    },
  };
}

function pageAnswers(subject: Subject, services: HostServices): Record<string, Answerer> {
  return {
    'settings.getSettings': () => [{ entityId: subject.tabId, contentUrl: subject.url }],
    'pages.currentApp.navigateTo': (to) => {
      services.navigate(String((to as { pageId?: unknown } | undefined)?.pageId));
      return [null, true];
    },
    'pages.currentApp.navigateToDefaultPage': () => [null, true],
    navigateBack: () => [true],
    getTabInstances: () => [{ teamTabs: [] }],
    'stageView.open': (params) => {
      services.openLink(String((params as { contentUrl?: unknown } | undefined)?.contentUrl));
      return [null, true];
    },
  };
}

function meetingAnswers(subject: Subject, services: HostServices): Record<string, Answerer> {
  const none = { errorCode: 500, message: 'There is no meeting here.' };
  const inMeeting = (answer: () => unknown) => () => (subject.meeting ? [null, answer()] : [none, null]);
  return {
    'meeting.getMeetingDetails': inMeeting(() => meetingDetails(subject)),
    'meeting.getAppContentStageSharingCapabilities': inMeeting(() => ({ doesAppHaveSharePermission: true })),
    'meeting.getAppContentStageSharingState': inMeeting(() => ({ isAppSharing: subject.onStage })),
    'meeting.shareAppContentToStage': (url) => {
      services.stage(String(url));
      return [null, true];
    },
    'meeting.stopSharingAppContentToStage': () => {
      services.stage(undefined);
      return [null, true];
    },
  };
}

const isAsk = (data: unknown): data is Ask =>
  typeof data === 'object' && data !== null && typeof (data as { func?: unknown }).func === 'string';
