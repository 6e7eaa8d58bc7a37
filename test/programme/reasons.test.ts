import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TextKey, texts } from '../../bot/platform/texts.ts';

const sources = ['bot/programme', 'bot/prompts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8')),
);
const reasons = sources.flatMap((source) =>
  [...source.matchAll(/'((?:programme|prompts)\.(?:reason|parked)\.[a-z-]+)'/g)].map(([, key]) => key ?? ''),
);
const states = ['paused', 'parked', 'removed'].map((state) => `programme.channel.${state}`);

it.each([...new Set([...reasons, ...states])])('%s is told in every language', (key) => {
  for (const language of ['nb', 'nn', 'en'] as const) expect(texts(language)(key as TextKey)).not.toBe('');
});
