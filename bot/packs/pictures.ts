import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type ContentLanguage } from '../content/model.ts';
import { hostConfig } from './model/look.ts';
import { markdownToHtml } from './model/markdown.ts';

export interface CardToDraw {
  readonly name: string;
  readonly title: string;
  readonly language: ContentLanguage;
  readonly card: object;
}

/** What drawing needs is not there; says what to install. */
export class NoPicture extends Error {
  override readonly name = 'NoPicture';
}

/** About what a channel gives a card on a laptop, in CSS pixels. */
const cardWidth = 560;

/**
 * Draws cards with Microsoft's own renderer in a browser without a window. Nothing is fetched: the page stands by
 * itself. Throws `NoPicture`.
 */
export async function drawCards(
  cards: readonly CardToDraw[],
  browserPath: string,
): Promise<readonly { readonly name: string; readonly png: Uint8Array }[]> {
  const { chromium } = await import('playwright-core').catch(() => {
    throw new NoPicture('Pictures need what `npm install` brings for developers (playwright-core).');
  });
  const script = rendererScript();
  const browser = await chromium
    .launch({ executablePath: browserPath, args: quiet })
    .catch((error: unknown) => {
      throw new NoPicture(`The browser at ${browserPath} does not start: ${firstLine(error)}`);
    });
  try {
    const drawn = [];
    for (const { name, ...card } of cards) {
      const page = await browser.newPage({
        viewport: { width: cardWidth + 48, height: 800 },
        deviceScaleFactor: 2,
        javaScriptEnabled: true,
        offline: true,
      });
      await page.setContent(pageOf(card, script));
      drawn.push({ name, png: await page.locator('#frame').screenshot() });
      await page.close();
    }
    return drawn;
  } finally {
    await browser.close();
  }
}

/** A container has no sandbox to give; the page is ours and fetches nothing. */
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

const firstLine = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';

function rendererScript(): string {
  try {
    // The package's main file imports a carousel that is not installed; its bundle brings all it needs.
    return readFileSync(
      createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js'),
      'utf8',
    );
  } catch {
    throw new NoPicture('Pictures need what `npm install` brings for developers (adaptivecards).');
  }
}

/** What is written in a script may not end it. */
const inScript = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');

function pageOf({ title, language, card }: Omit<CardToDraw, 'name'>, script: string): string {
  const texts = Object.fromEntries(stringsOf(card).map((text) => [text, markdownToHtml(text)]));
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title></title>
<style>${style}</style><div id="frame"><header>Lederpuls</header><div id="card"></div></div>
<script>${script.replaceAll('</script', '<\\/script')}</script>
<script>
document.title = ${inScript(title)};
const html = new Map(Object.entries(${inScript(texts)}));
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = html.get(text) ?? '';
  result.didProcess = html.has(text);
};
AdaptiveCards.Strings.defaults.overflowButtonText = () => '⋯';
const drawing = new AdaptiveCards.AdaptiveCard();
drawing.hostConfig = new AdaptiveCards.HostConfig(${inScript(hostConfig('default'))});
drawing.parse(${inScript(card)});
document.getElementById('card').append(drawing.render());
</script></html>`;
}

/** Every string of the card: the few that are Markdown are among them. */
function stringsOf(node: unknown): readonly string[] {
  if (typeof node === 'string') return [node];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(stringsOf) : [];
}

/** Teams' light theme around a card, as far as it shows in a picture. */
const style = `
body { margin: 0; background: #f5f5f5; font: 14px/20px 'Segoe UI', 'Noto Sans', 'Helvetica Neue', Arial, sans-serif; color: #242424 }
#frame { box-sizing: border-box; width: ${cardWidth + 48}px; padding: 16px 24px 24px }
header { margin-bottom: 8px; font-size: 12px; line-height: 16px; color: #616161 }
#card { border: 1px solid #e0e0e0; border-radius: 8px; background: #fff; overflow: hidden }
.ac-textBlock { overflow-wrap: anywhere }
.ac-textBlock p, .ac-textBlock ul, .ac-textBlock ol { margin: 0 }
.ac-textBlock a { color: #4f52b2 }
.ac-actionSet { flex-wrap: wrap !important; gap: 8px }
.ac-actionSet > [aria-hidden='true'], .ac-actionSet > div:empty { display: none !important }
.ac-pushButton { min-height: 32px; padding: 5px 12px; border: 1px solid #8a8a8a; border-radius: 4px; background: #fff; color: #242424; font: inherit; font-weight: 600 }
.ac-pushButton.style-positive { border-color: transparent; background: #5b5fc7; color: #fff }
.ac-input { box-sizing: border-box; width: 100%; min-height: 32px; padding: 5px 8px; border: 1px solid #8a8a8a; border-radius: 4px; background: #fff; font: inherit }
.ac-choiceSetInput-expanded, .ac-toggleInput { width: auto; border: 0; padding: 0; background: none }
.ac-choiceSetInput-expanded label, .ac-toggleInput label { margin-left: 8px }
.ac-input input[type='radio'], .ac-input input[type='checkbox'] { width: 18px; height: 18px; accent-color: #5b5fc7 }
`;
