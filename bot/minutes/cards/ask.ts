import { cardTemplate, plain } from '../../platform/cards.ts';
import { type Card } from '../../platform/teams/teams.ts';
import { texts } from '../../platform/texts.ts';
import { type Meeting } from '../model/record.ts';
import template from './ask.json' with { type: 'json' };

const draw = cardTemplate(template);

type Asked = Pick<Meeting, 'language' | 'title'> & { readonly chair: { readonly name: string } };

/** What notifications and screen readers get. */
export const askLine = ({ language, title }: Asked): string =>
  texts(language)('minutes.ask.line', { meeting: title });

/** Asks the chair to come by: the minutes wait for somebody's own right. `link` opens the meeting in the tab. */
export function askCard(meeting: Asked, link: string): Card {
  const say = texts(meeting.language);
  return draw({
    line: askLine(meeting),
    heading: plain(askLine(meeting)),
    text: plain(say('minutes.ask.text', { chair: meeting.chair.name })),
    open: say('minutes.ask.open'),
    link,
  });
}
