import { texts, type Language } from '../texts.ts';
import { type Card, type Dialog } from './teams.ts';

/** A card that says one thing, for what the door itself has to say. */
function politeCard(title: string, text: string): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: `${title}. ${text}`,
    body: [
      { type: 'TextBlock', style: 'heading', weight: 'Bolder', text: title, wrap: true },
      { type: 'TextBlock', text, wrap: true },
    ],
  };
}

export function refusedCard(language: Language, text: string): Card {
  return politeCard(texts(language)('door.refusal.title'), text);
}

export function bugCard(language: Language, id: string): Card {
  const say = texts(language);
  return politeCard(say('door.bug.title'), say('door.bug.text', { id }));
}

export function unknownTextCard(language: Language): Card {
  const say = texts(language);
  return politeCard(say('door.other.title'), say('door.other.text'));
}

/** What Teams takes as the answer to `adaptiveCard/action`: always 200, the outcome inside. */
export interface InvokeReply {
  readonly status: number;
  readonly body: unknown;
}

export const cardReply = (card: Card): InvokeReply => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card },
});

/** Teams leaves the card as it is and shows the message beside it. */
export const errorReply = (statusCode: number, code: string, message: string): InvokeReply => ({
  status: 200,
  body: { statusCode, type: 'application/vnd.microsoft.error', value: { code, message } },
});

/** What Teams takes as the answer to `composeExtension/fetchTask` and `…/submitAction`. */
export const dialogReply = ({ title, card }: Dialog): InvokeReply => ({
  status: 200,
  body: {
    task: {
      type: 'continue',
      value: {
        ...{ title, width: 'medium', height: 'medium' },
        card: { contentType: 'application/vnd.microsoft.card.adaptive', content: card },
      },
    },
  },
});
