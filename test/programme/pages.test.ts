import { readFileSync } from 'node:fs';
import { keptDays } from '../../bot/platform/keeping.ts';
import { languages, texts } from '../../bot/platform/texts.ts';
import { firstPolicy } from '../../bot/programme/model/policy.ts';
import { explained } from '../../bot/programme/note/explained.ts';
import { publicPageRoutes } from '../../bot/programme/routes/pages.ts';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { testDoor, type TestDoor } from '../support/door.ts';

const teamsAppId = '3f6a1c1e-5b0e-4c39-9a52-0d6f4c0a7b11';
const paths = ['/', '/privacy', '/terms'];
let door: TestDoor;

beforeAll(async () => {
  door = await testDoor();
  publicPageRoutes(door.server.pages, { agencyName: '<b>Etaten</b> & "co"', teamsAppId });
});

afterAll(() => door.stop());

const read = async (path: string, language = 'nb') =>
  await fetch(door.address + path, { headers: { 'accept-language': language } });

/** The words of a page as a person reads them. */
const wordsOf = async (response: Response) =>
  (await response.text())
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, '\n')
    .replace(/&#(\d+);/g, (_whole, sign: string) => String.fromCharCode(Number(sign)));

describe('the pages that anybody can read', () => {
  it.each(paths)('%s answers without sign-in, strictly, and in nobody’s frame', async (path) => {
    const response = await read(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|script-src/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await response.text()).not.toMatch(/<script|<b>Etaten/);
  });

  it.each(paths)('%s says by HEAD that it is there', async (path) => {
    const response = await fetch(door.address + path, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(500);
    expect(await response.text()).toBe('');
  });

  it.each([
    ['nn-NO,nn;q=0.9,nb;q=0.8', 'nn', 'Kor lenge'],
    ['en-GB', 'en', 'How long'],
    ['nb', 'nb', 'Hvor lenge'],
    ['fi', 'nb', 'Hvor lenge'],
  ])('are read in the language that a browser asks for: %s', async (asked, language, words) => {
    const response = await read('/privacy', asked);
    expect(response.headers.get('content-language')).toBe(language);
    expect(response.headers.get('vary')).toContain('accept-language');
    const html = await response.text();
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(words);
  });

  it('can be read in each language by an address of its own, whatever the browser asks for', async () => {
    for (const path of paths)
      for (const language of languages) {
        const response = await read(`${path === '/' ? '' : path}/${language}`, 'fi');
        expect([path, response.status, response.headers.get('content-language')]).toEqual([
          path,
          200,
          language,
        ]);
      }
    expect((await read('/privacy/da')).status).toBe(404);
    expect((await fetch(`${door.address}/privacy`, { method: 'POST' })).status).toBe(404);
  });

  it('are where the app package says', () => {
    const manifest = readFileSync(new URL('../../manifest/manifest.json', import.meta.url), 'utf8');
    const { developer } = JSON.parse(manifest) as { developer: Record<string, string> };
    const host = 'https://${{PUBLIC_HOST}}';
    expect(developer).toMatchObject({
      websiteUrl: host,
      privacyUrl: `${host}/privacy`,
      termsOfUseUrl: `${host}/terms`,
    });
  });

  it.each(languages)(
    'tell in %s whose app it is, and everything that the page of trust tells',
    async (language) => {
      const words = await wordsOf(await read(`/privacy/${language}`));
      expect(words).toContain('<b>Etaten</b> & "co"');
      const parts = explained(firstPolicy, texts(language));
      for (const { title, blocks } of parts) {
        expect(words).toContain(title);
        for (const block of blocks)
          for (const text of 'text' in block
            ? [block.text]
            : 'list' in block
              ? block.list
              : block.rows.flat())
            expect(words).toContain(text);
      }
      expect(words).toContain(String(firstPolicy.retentionMonths));
      // "A little over a year" is how long a move is remembered.
      expect(keptDays.moves).toBe(400);
    },
  );

  it('speak of the agency without a name where nobody has given one', async () => {
    const nameless = await testDoor();
    publicPageRoutes(nameless.server.pages, { agencyName: '', teamsAppId: undefined });
    expect(await (await fetch(`${nameless.address}/terms/nb`)).text()).toContain(
      'Virksomheten du jobber i tilbyr',
    );
    expect(await (await fetch(nameless.address)).text()).toContain('href="https://teams.microsoft.com/"');
    await nameless.stop();
  });

  it('lead to the app in Teams', async () => {
    expect(await (await read('/')).text()).toContain(
      `href="https://teams.microsoft.com/l/app/${teamsAppId}"`,
    );
  });
});

describeInBrowser('the public pages in a browser', () => {
  it('have no accessibility fault and no sideways scrolling, light and dark, narrow and wide', async () => {
    const browser = await openBrowser();
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [320, 1024]) {
        const page = await browser.newPage({
          colorScheme,
          viewport: { width, height: 800 },
          bypassCSP: true,
        });
        for (const path of paths) {
          await page.goto(door.address + path);
          const found = [await accessibilityFaults(page), await overflow(page)];
          expect([path, colorScheme, width, ...found]).toEqual([path, colorScheme, width, [], 0]);
        }
        await page.close();
      }
    await browser.close();
  });

  it('wear their style under their own policy', async () => {
    const browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${door.address}/privacy`);
    expect((await page.locator('main').boundingBox())?.width).toBeLessThan(900);
    await browser.close();
  });
});
