import { createHash } from 'node:crypto';
import { type Request, type Response, type Server } from 'restify';
import { type Language, languages } from '../texts.ts';
import { wordsPolicy } from './headers.ts';
import { type PageBlock, type Pages, type PublicPage } from './http.ts';
import { acceptedLanguage } from './replies.ts';

/** Each language is named in its own words, so that who needs it can read it. */
const names: Readonly<Record<Language, string>> = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' };

const style = `
:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.6 'Segoe UI', system-ui, sans-serif; color: #242424; background: #ffffff; overflow-wrap: anywhere; }
main, footer { max-width: 70ch; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; }
h2 { font-size: 1.25rem; line-height: 1.3; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem; border-bottom: 1px solid #767676; }
li { margin-bottom: 0.5rem; }
a { color: #1f4e79; }
a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
footer ul { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; }
@media (prefers-color-scheme: dark) { body { color: #f5f5f5; background: #1f1f1f; } a { color: #9fcbf5; } }
`;
const policy = wordsPolicy(createHash('sha256').update(style).digest('base64'));

export function publicPages(server: Server): Pages {
  return {
    page(path, of) {
      const address = (language: Language) => `${path === '/' ? '' : path}/${language}`;
      const made = new Map(
        languages.map((language) => [language, Buffer.from(html(of(language), language, address))]),
      );
      const answer = (languageFor: (request: Request) => Language) => {
        const serve = async (request: Request, response: Response) => {
          await Promise.resolve();
          const language = languageFor(request);
          sendPage(response, language, made.get(language) ?? Buffer.alloc(0));
        };
        return serve;
      };
      const doors: readonly (readonly [string, (request: Request) => Language])[] = [
        [path, acceptedLanguage],
        ...languages.map((language) => [address(language), () => language] as const),
      ];
      for (const [at, languageFor] of doors) {
        server.get(at, answer(languageFor));
        server.head(at, answer(languageFor));
      }
    },
  };
}

function sendPage(response: Response, language: Language, page: Buffer): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    'content-length': page.length,
    'content-security-policy': policy,
    'cache-control': 'no-cache',
    vary: 'accept-language',
  });
  // Node leaves the body out where only the headers were asked for.
  response.end(page);
}

function html(page: PublicPage, language: Language, address: (language: Language) => string): string {
  const choices = languages.map(
    (one) => `<li><a href="${address(one)}" lang="${one}" hreflang="${one}">${names[one]}</a></li>`,
  );
  const parts = page.parts.map(
    ({ title, blocks }) => `<h2>${escape(title)}</h2>${blocks.map(block).join('')}`,
  );
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${escape(page.title)}</title><style>${style}</style></head><body>`,
    `<main><h1>${escape(page.title)}</h1>${page.lead.map(paragraph).join('')}${parts.join('')}</main>`,
    `<footer><ul>${choices.join('')}</ul></footer></body></html>\n`,
  ].join('\n');
}

function block(of: PageBlock): string {
  if ('text' in of) return paragraph(of.text);
  if ('list' in of) return listOf(of.list.map(escape));
  if ('links' in of)
    return listOf(of.links.map(({ text, to }) => `<a href="${escape(to)}">${escape(text)}</a>`));
  const head = of.head.map((cell) => `<th scope="col">${escape(cell)}</th>`).join('');
  const rows = of.rows.map(
    ([first = '', ...rest]) =>
      `<tr><th scope="row">${escape(first)}</th>${rest.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const paragraph = (text: string) => `<p>${escape(text)}</p>`;
const listOf = (items: readonly string[]) => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;

function escape(text: string): string {
  return text.replace(/[&"'<>]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
