import { type Browser, type Page } from 'playwright-core';

/** What a page shows, the values of its fields included, and what no page of ours would hold. */
export interface Shown {
  readonly text: string;
  readonly foreign: readonly string[];
}

export interface Looker {
  readonly page: Page;
  /** One for each time that something in a page was carried out. */
  readonly carriedOut: readonly string[];
  /** Addresses outside this machine that a page asked for. */
  readonly asked: readonly string[];
  /** The page itself, and the tab in it. */
  shown(): Promise<{ readonly around: Shown; readonly tab: Shown }>;
}

/** A browser that lets everything run: without the policy of our pages, what is text must still be text. */
export async function looker(browser: Browser): Promise<Looker> {
  const carriedOut: string[] = [];
  const asked: string[] = [];
  const context = await browser.newContext({
    ...{ bypassCSP: true, locale: 'nb-NO', viewport: { width: 1280, height: 900 } },
  });
  await context.exposeBinding('canary', ({ frame }) => void carriedOut.push(frame.url()));
  const page = await context.newPage();
  page.on('request', (request) => {
    if (/^(https?|wss?):\/\/(?!127\.0\.0\.1)/.test(request.url())) asked.push(request.url());
  });
  page.on('dialog', (dialog) => {
    carriedOut.push(dialog.message());
    void dialog.dismiss();
  });
  return {
    ...{ page, carriedOut, asked },
    async shown() {
      const [around = nothing, tab = nothing] = await Promise.all(
        page.frames().map((frame) => frame.evaluate(readPage)),
      );
      return { around, tab };
    },
  };
}

const nothing: Shown = { text: '', foreign: [] };

/** Runs in the page. */
function readPage(): Shown {
  const all = [...document.querySelectorAll('*')];
  const values = all.flatMap((element) =>
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? [element.value] : [],
  );
  const tags =
    /^(object|embed|base|math|marquee|video|audio|at|emoji|attachment|keygen|frame|applet|mglyph)$/i;
  const leading = ['href', 'src', 'action', 'formaction', 'xlink:href', 'srcdoc', 'poster', 'data', 'ping'];
  const bad = /^\s*(javascript|vbscript|data:text|blob|file|msteams|search-ms|ms-word|mailto)|evil\.example/i;
  // A form answers with its own fields where one asks it for its `attributes`.
  const attributesOf = (element: Element) =>
    Element.prototype.getAttributeNames
      .call(element)
      .map((name) => [name, Element.prototype.getAttribute.call(element, name) ?? ''] as const);
  const isForeign = (element: Element): boolean =>
    tags.test(element.localName) ||
    attributesOf(element).some(
      ([name, value]) =>
        name.startsWith('on') ||
        name === 'srcdoc' ||
        (leading.includes(name) && bad.test(value)) ||
        (name === 'style' && /url\(|expression|-moz-binding/i.test(value)),
    ) ||
    (element.localName === 'style' && element.textContent.includes('evil.example')) ||
    (element.localName === 'script' && !element.hasAttribute('src'));
  return {
    text: [document.body.textContent, ...values].join('\n'),
    foreign: all.filter(isForeign).map((element) => element.outerHTML.slice(0, 200)),
  };
}
