import { readFileSync } from 'node:fs';
import { type GraphDoor } from '../graph-door.ts';
import { figuresSite } from '../graph/files/drives.ts';
import { appId } from '../sign-in/identity.ts';

/** The list that the service is told to write released figures to; infra/tenant.md makes it the same way. */
const body = JSON.parse(readFileSync(new URL('../../results-list.json', import.meta.url), 'utf8')) as {
  readonly displayName: string;
};

export const figuresList = { site: figuresSite, list: body.displayName };

/** As an administrator of SharePoint does it: the list, and leave for the app to write on that one site. Twice does no harm. */
export async function openFigures(graph: GraphDoor, baseUrl: string, token: string): Promise<void> {
  const ask = async (method: 'GET' | 'POST', path: string, sent?: unknown): Promise<number> => {
    const reply = await graph.handle({
      method,
      url: new URL(`${baseUrl}/sites/${figuresSite}${path}`),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: new TextEncoder().encode(sent === undefined ? '' : JSON.stringify(sent)),
    });
    return reply?.status ?? 0;
  };
  const there = await ask('GET', `/lists/${encodeURIComponent(figuresList.list)}`);
  const made = there === 200 ? there : await ask('POST', '/lists', body);
  const granted = await ask('POST', '/permissions', {
    roles: ['write'],
    grantedToIdentities: [{ application: { id: appId, displayName: 'Lederpuls' } }],
  });
  if (made >= 300 || granted >= 300)
    throw new Error(`The site for figures was not opened: ${made}, ${granted}`);
}
