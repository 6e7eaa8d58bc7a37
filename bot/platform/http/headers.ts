import { type ServerResponse } from 'node:http';

/** Where Teams, Outlook and Microsoft 365 show tabs: learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements */
const teamsHosts = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
];

/** teams-js reads its list of hosts here. */
const teamsJsList = 'https://res.cdn.office.net';

/** For everything the service says. There is no CORS and there are no cookies. */
export function secureReply(response: ServerResponse): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
}

/** For the tab's pages: our own scripts and styles, framed only by Teams and the given hosts. */
export function pagePolicy(nonce: string, hostOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `connect-src 'self' ${teamsJsList}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${[...teamsHosts, ...hostOrigins].join(' ')}`,
  ].join('; ');
}

/** For pages of words alone: one style of ours and nothing else, in nobody's frame. */
export function wordsPolicy(styleHash: string): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
