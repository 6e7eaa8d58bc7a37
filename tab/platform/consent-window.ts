import { app, authentication } from '@microsoft/teams-js';
import { authorizeAddress, consentState, isState } from './consent.ts';
import { hostOrigins, told } from './told.ts';

/** What came of asking a person. */
export type Consent = 'given' | 'refused' | 'closed' | 'blocked';

/** The window begins at a page of ours, as Teams demands, and ends at the one that Entra ID knows. */
const begin = '/tab/consent';
const end = '/tab/consent-end';

/** What Teams says when no answer of ours came back. */
const unasked = new Map<string, Consent>([
  ['CancelledByUser', 'closed'],
  ['FailedToOpenWindow', 'blocked'],
]);

export async function askConsent(): Promise<Consent> {
  const state = consentState();
  // Teams opens https alone; a host on this machine knows what to make of it.
  const url = `https://${location.host}${begin}?state=${state}`;
  try {
    const back = await authentication.authenticate({ url, width: 600, height: 640 });
    // Whatever did not begin here is no answer to this question.
    return back === state ? 'given' : 'refused';
  } catch (error) {
    return unasked.get(error instanceof Error ? error.message : '') ?? 'refused';
  }
}

/** `undefined` = the path is another page's. Rejects where no Teams has opened the window. */
export function consentWindow(path: string): (() => Promise<void>) | undefined {
  if (path === begin) return goToEntra;
  return path === end ? tellTeams : undefined;
}

async function goToEntra(): Promise<void> {
  await app.initialize(hostOrigins());
  const { user } = await app.getContext();
  const state = new URLSearchParams(location.search).get('state') ?? '';
  const to = authorizeAddress(told('consent'), {
    ...{ state, back: `${location.origin}${end}` },
    ...{ tenant: user?.tenant?.id ?? '', loginHint: user?.loginHint ?? '' },
  });
  if (to === undefined) authentication.notifyFailure('bad-request');
  else location.replace(to);
}

/** Entra ID's answer stands behind `#`, where no server reads it. The code in it is of no use to anybody. */
async function tellTeams(): Promise<void> {
  const answer = new URLSearchParams(location.hash.slice(1));
  history.replaceState(null, '', location.pathname);
  await app.initialize(hostOrigins());
  const state = answer.get('state') ?? '';
  if (answer.has('code') && isState(state)) authentication.notifySuccess(state);
  else authentication.notifyFailure('refused');
}
