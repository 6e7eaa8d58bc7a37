import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { messageActions } from '../../bot/minutes/message-actions.ts';
import { peopleChat } from '../../bot/people/chat.ts';
import { type TeamsDoor } from '../../bot/platform/teams/teams.ts';
import { aboutChat } from '../../bot/programme/chat/about.ts';
import { promptsChat } from '../../bot/prompts/chat.ts';
import {
  fillManifest,
  manifestFaults,
  translationFaults,
  translations,
  zipPackage,
} from '../../manifest/package.ts';

const values = {
  TEAMS_APP_ID: '3f6a1c1e-5b0e-4c39-9a52-0d6f4c0a7b11',
  BOT_ID: '22222222-2222-4222-8222-222222222222',
  SIGN_IN_ID: '22222222-2222-4222-8222-222222222222',
  PUBLIC_HOST: 'lederpuls.etat.example',
  DEVELOPER_NAME: 'Eksempeletaten',
};

/** What features tell Teams' door that they answer to. */
function answered(): { readonly commands: readonly string[]; readonly actions: string[] } {
  const commands: string[] = [];
  const actions: string[] = [];
  const told: Readonly<Record<string, (said: never) => void>> = {
    onCommand: (words: readonly string[]) => void commands.push(...words),
    onMessageAction: (command: string) => void actions.push(command),
  };
  const door = new Proxy({}, { get: (_door, name) => told[String(name)] ?? (() => undefined) }) as TeamsDoor;
  const parts = {} as never;
  peopleChat(door, parts);
  aboutChat(door, parts, parts);
  promptsChat(door, parts);
  messageActions(door, parts);
  return { commands, actions };
}

describe('the app package', () => {
  it('passes the schema of Microsoft, translations included', async () => {
    expect(await manifestFaults(fillManifest(values))).toEqual([]);
  });

  it('is refused by that schema when a scope is wrong', async () => {
    const manifest = fillManifest(values);
    const broken = { ...manifest, bots: [{ botId: 'x', scopes: ['nope'] }] } as unknown as typeof manifest;
    expect(await manifestFaults(broken)).not.toEqual([]);
  });

  it('names the values it misses', () => {
    expect(() => fillManifest({ ...values, BOT_ID: '', PUBLIC_HOST: undefined })).toThrow(
      'Set BOT_ID, PUBLIC_HOST',
    );
  });

  it('offers in every language only what the service answers to', () => {
    const { commands, actions } = answered();
    const read = (file: string) =>
      JSON.parse(readFileSync(new URL(`../../manifest/${file}`, import.meta.url), 'utf8')) as object;
    const translated = translations.flatMap((file) =>
      Object.entries(read(file) as Record<string, string>)
        .filter(([key]) => /^bots.*commands\[\d+\]\.title$/.test(key))
        .map(([, title]) => title),
    );
    const { bots, composeExtensions } = read('manifest.json') as {
      readonly bots: readonly { readonly commandLists: readonly { commands: { title: string }[] }[] }[];
      readonly composeExtensions: readonly { readonly commands: readonly { readonly id: string }[] }[];
    };
    const own = bots.flatMap((bot) => bot.commandLists.flatMap((list) => list.commands));
    expect(translated).toHaveLength(own.length * translations.length);
    const offered = [...own.map(({ title }) => title), ...translated];
    expect(offered.filter((title) => !commands.includes(title))).toEqual([]);
    expect(composeExtensions.flatMap((one) => one.commands.map(({ id }) => id)).sort()).toEqual(
      actions.sort(),
    );
  });

  it.each(translations)('has a sound translation %s', (file) => {
    expect(translationFaults(file)).toEqual([]);
  });

  it('holds the manifest, its translations and both icons, byte for byte the same each time', () => {
    const manifest = fillManifest(values);
    const zip = zipPackage(manifest);
    expect(Object.keys(unzipSync(zip)).sort()).toEqual(
      ['color.png', 'en-us.json', 'manifest.json', 'nn-no.json', 'outline.png'].sort(),
    );
    expect(Buffer.from(zip).equals(zipPackage(manifest))).toBe(true);
  });
});
