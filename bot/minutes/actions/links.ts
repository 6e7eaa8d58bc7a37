import { tabLink, type TabPlace } from '../../platform/tab-link.ts';
import { type MinutesParts } from './parts.ts';

/** Where a card opens a meeting: in Teams, the tab of its own chat. */
export function tabLinks(place: TabPlace): MinutesParts['tabLink'] {
  return ({ id, chat }) =>
    tabLink(place, 'minutes', {
      query: `?meeting=${encodeURIComponent(id)}`,
      context: { subEntityId: id, chatId: chat, contextType: 'chat' },
    });
}
