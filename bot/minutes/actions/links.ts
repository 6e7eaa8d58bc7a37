import { type MinutesParts } from './parts.ts';

/** As the manifest names the tab of a meeting. */
const tab = 'minutes';

/**
 * Where a card opens a meeting: in Teams' own tab of its chat where the id of the app there is known, else at the
 * tab's address. Neither gives anybody a right.
 */
export function tabLinks(of: {
  readonly publicUrl: string;
  readonly teamsId: string | undefined;
}): MinutesParts['tabLink'] {
  return ({ id, chat }) => {
    const page = `${of.publicUrl}/tab/${tab}?meeting=${encodeURIComponent(id)}`;
    if (of.teamsId === undefined) return page;
    const context = JSON.stringify({ subEntityId: id, chatId: chat, contextType: 'chat' });
    const query = new URLSearchParams({ webUrl: page, context });
    return `https://teams.microsoft.com/l/entity/${of.teamsId}/${tab}?${query.toString().replaceAll('+', '%20')}`;
  };
}
