import { type Agenda } from '../../programme/slots.ts';
import { texts } from '../../platform/texts.ts';
import { waitingStore } from '../store/waiting.ts';
import { type MinutesParts } from './parts.ts';

const longestTitle = 300;

/** What others put on the agenda waits for the next meeting whose results go to the channel. */
export function agenda(parts: Pick<MinutesParts, 'database' | 'clock'>): Agenda {
  return {
    async propose({ channel, by, title, key }) {
      const store = waitingStore(parts.database);
      await store.propose({
        tenant: channel.tenant,
        channel: channel.id,
        key,
        title: title.slice(0, longestTitle).toWellFormed(),
        by: JSON.stringify({ id: by.id, name: by.name }),
        at: parts.clock.now().toISOString(),
      });
      const series = await store.latestOf(channel.tenant, channel.id);
      return { series: series ?? texts(channel.language)('minutes.series.none') };
    },
  };
}
