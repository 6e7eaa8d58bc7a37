import { app, authentication, FrameContexts, HostClientType } from '@microsoft/teams-js';
import { askConsent, type Consent } from './consent-window.ts';
import { hostOrigins, told } from './told.ts';

export type HostTheme = 'default' | 'dark' | 'contrast';

/** Where in Teams the page is shown. */
type Frame = 'panel' | 'content' | 'stage';

/** What a page asks of the Teams client around it. */
export interface Host {
  readonly frame: Frame;
  readonly locale: string;
  readonly theme: HostTheme;
  /** Teams' ids; undefined outside a meeting. */
  readonly meeting: string | undefined;
  readonly chat: string | undefined;
  /** What a link into the tab asks for, inside the page. */
  readonly subPage: string | undefined;
  /** Teams on a phone keeps files that a tab makes from the person. */
  readonly savesFiles: boolean;
  /** The person's token for our service; `fresh` after the service refused the last one. */
  readonly token: (fresh?: boolean) => Promise<string>;
  /** Opens Teams' own window, where the person lets the service act for them. */
  readonly askConsent: () => Promise<Consent>;
  onTheme(listener: (theme: HostTheme) => void): void;
  /** Takes Teams' own loading sign away. */
  ready(): void;
}

/** Teams did not answer in time; without a Teams around us teams-js itself says so. */
class NoHost extends Error {
  override readonly name = 'NoHost';
}

const answerMs = 10_000;
const marginMs = 120_000;

export async function connectHost(): Promise<Host> {
  await within(app.initialize(hostOrigins()), answerMs);
  const context = await within(app.getContext(), answerMs);
  app.notifyAppLoaded();
  return {
    frame: frameOf(context.page.frameContext),
    locale: context.app.locale,
    theme: themeOf(context.app.theme),
    meeting: context.meeting?.id,
    chat: context.chat?.id,
    subPage: context.page.subPageId,
    savesFiles: !phones.has(context.app.host.clientType),
    token: tokenSource(),
    askConsent,
    onTheme(listener) {
      app.registerOnThemeChangeHandler((theme) => {
        listener(themeOf(theme));
      });
    },
    ready() {
      // An older Teams answers nothing; the page is there all the same.
      app.notifySuccess().catch(() => undefined);
    },
  };
}

const personalTabs: ReadonlySet<string> = new Set(['followups', 'prompts', 'results', 'setup', 'trust']);

/** Where Teams opens the page of this path; a meeting's page is found from the meeting, so there the app itself. */
export function teamsLink(path: string): string {
  const teams = 'https://teams.microsoft.com';
  const app = encodeURIComponent(told('teams-app'));
  if (app === '') return `${teams}/`;
  const page = /^\/tab\/([a-z]+)\/?$/.exec(path)?.[1] ?? '';
  return personalTabs.has(page) ? `${teams}/l/entity/${app}/${page}` : `${teams}/l/app/${app}`;
}

function tokenSource(): Host['token'] {
  let token: string | undefined;
  return async (fresh = false) => {
    if (token === undefined || fresh || expiresAt(token) - marginMs < Date.now()) {
      token = await within(authentication.getAuthToken(), 2 * answerMs);
    }
    return token;
  };
}

/** Only to know when to ask for a new one: the service, not the page, checks a token. */
function expiresAt(token: string): number {
  try {
    const payload = atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    const { exp } = JSON.parse(payload) as { exp?: number };
    return (exp ?? 0) * 1000;
  } catch {
    return 0;
  }
}

/** teams-js waits a minute for a host that never answers. */
async function within<Value>(answer: Promise<Value>, ms: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NoHost('no answer'));
    }, ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

const phones: ReadonlySet<HostClientType> = new Set([
  HostClientType.android,
  HostClientType.ios,
  HostClientType.ipados,
]);

const frameOf = (context: FrameContexts): Frame => {
  if (context === FrameContexts.sidePanel) return 'panel';
  return context === FrameContexts.meetingStage ? 'stage' : 'content';
};

const themeOf = (theme: string): HostTheme => (theme === 'dark' || theme === 'contrast' ? theme : 'default');
