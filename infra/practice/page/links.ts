/** Addresses of Planner lead out of this machine; what they show here is the list of tasks. */
const planner = /^https:\/\/(planner\.cloud\.microsoft|tasks\.office\.com)\//;

/** The tab of a meeting leads nowhere by itself: Teams shows it in the meeting. */
const meetingTab = '/tab/minutes?meeting=';

/** Opens what a card or a tab points to: web addresses only, in a window of their own. */
export function openLink(url: string): void {
  if (planner.test(url)) location.hash = location.hash.replace(/^#\/[^?]*/, '#/files');
  else if (url.includes(meetingTab)) location.hash = location.hash.replace(/^#\/[^?]*/, '#/calendar');
  else if (/^https?:/.test(url)) window.open(url, '_blank', 'noopener');
}
