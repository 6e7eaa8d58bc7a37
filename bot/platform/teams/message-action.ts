import { z } from 'zod';
import { type InboundActivity } from './guard.ts';
import { plainMessage } from './message-text.ts';
import { type MessageAction } from './teams.ts';

const steps = new Map<string, 'open' | 'submit'>([
  ['composeExtension/fetchTask', 'open'],
  ['composeExtension/submitAction', 'submit'],
]);

const shape = z.object({
  commandId: z.string().max(64),
  messagePayload: z.object({ body: z.object({ contentType: z.string(), content: z.string() }) }).catch({
    body: { contentType: 'text', content: '' },
  }),
  data: z.record(z.string(), z.unknown()).catch({}),
});

interface ReadAction extends Pick<MessageAction, 'text' | 'data'> {
  readonly step: 'open' | 'submit';
  /** Empty when the value of the invoke is none of a message action: nobody answers to that. */
  readonly command: string;
}

/** `undefined` = the activity is another invoke. */
export function messageActionOf({ name, value, recipient }: InboundActivity): ReadAction | undefined {
  const step = steps.get(name ?? '');
  if (step === undefined) return undefined;
  const read = shape.safeParse(value);
  if (!read.success) return { step, command: '', text: '', data: {} };
  const { commandId: command, messagePayload, data } = read.data;
  const { contentType, content } = messagePayload.body;
  const said = withoutMention(content, recipient?.name ?? '');
  return { step, command, text: plainMessage(said, contentType === 'text' ? 'text' : 'html'), data };
}

/** Whoever writes to us begins with our name, which is no word of the matter. */
const withoutMention = (html: string, bot: string): string =>
  html.replace(/<at\b[^<>]*>([^<>]*)<\/at>/gi, (whole, name: string) => (name === bot ? '' : whole));
