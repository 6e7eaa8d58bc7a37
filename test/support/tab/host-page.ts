/** A stand-in Teams client: frames the tab and answers the postMessage protocol of teams-js 2.58.0. */
export const hostPage = `<!doctype html>
<html lang="nb">
<meta charset="utf-8"><title>Teams</title>
<style>html,body{margin:0;height:100%}iframe{display:block;border:0;width:100%;height:100vh}</style>
<iframe title="Lederpuls"></iframe>
<script type="module">
const query = new URLSearchParams(location.search);
const frame = document.querySelector('iframe');
const tab = query.get('tab');
const runtime = {
  apiVersion: 4, isLegacyTeams: false,
  hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
  supports: { app: { notifySuccessResponse: {} }, pages: { config: {} }, chat: {}, stageView: {} },
};
const frameContext = query.get('frame') ?? 'content';
const context = {
  locale: 'nb-no', theme: query.get('theme') ?? 'default', hostName: 'Teams', hostClientType: query.get('client') ?? 'web',
  sessionId: 's', entityId: 'tab', frameContext, userObjectId: query.get('as'),
  ...(query.get('meeting') && { meetingId: query.get('meeting'), chatId: '19:meeting@thread.v2' }),
};
const answers = {
  initialize: () => [frameContext, 'web', JSON.stringify(runtime), '2.58.0'],
  getContext: () => [context],
  'appInitialization.success': () => { document.body.dataset.ready = 'yes'; return [true]; },
  'authentication.getAuthToken': () => [true, query.get('as')],
};
addEventListener('message', ({ source, origin, data }) => {
  if (source !== frame.contentWindow || typeof data?.func !== 'string') return;
  const answer = answers[data.func]?.(...(data.args ?? []));
  const { id, uuidAsString } = data;
  if (answer) frame.contentWindow.postMessage({ id, uuidAsString, args: answer }, origin);
});
window.tell = (func, args) => frame.contentWindow.postMessage({ func, args }, new URL(tab).origin);
frame.src = tab;
</script>
</html>`;
