import { type Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { readPdf } from '../support/pdf.ts';
import { membersOf, startStory, type Story, until } from '../support/story.ts';
import { wordPart, wordText, xmlFault, zipEntries } from '../support/word.ts';
import { bare, hostile, kinds, unread } from './hostile/corpus.ts';
import { type Looker, looker, type Shown } from './hostile/looking.ts';
import { type HostileWorld, liveHostile } from './hostile/scene.ts';

/** Everybody in the agency writes what would run, link or be worked out, wherever they may write. */
let story: Story;
let world: HostileWorld;

beforeAll(async () => {
  story = await startStory();
  world = await liveHostile(story);
}, 120_000);

afterAll(async () => {
  await story.stop();
});

const bytesOf = async (url: string, as?: string) => {
  const headers = as === undefined ? {} : { authorization: `Bearer ${await story.token(as)}` };
  const reply = await fetch(url, { headers });
  expect([url, reply.status]).toEqual([url, 200]);
  expect(reply.headers.get('x-content-type-options') ?? 'practice').toMatch(/nosniff|practice/);
  return new Uint8Array(await reply.arrayBuffer());
};
const address = () => world.state.services[0]?.address ?? '';
/** The texts of one of the meetings, in the order in which they were handed out. */
const ofMeeting = (at: number) => hostile.slice(at * 80, at * 80 + 80);

describe('the hostile texts', () => {
  it('are more than two hundred, of every kind, each once', () => {
    expect(new Set(hostile).size).toBe(hostile.length);
    expect(hostile.length).toBeGreaterThan(300);
    expect(kinds.map(({ kind }) => kind)).toEqual([
      ...['script', 'handlers', 'svg', 'mathml', 'addresses', 'card markdown', 'expressions'],
      ...['breaking out', 'encoding', 'css', 'clobbering', 'mentions'],
    ]);
  });
});

describeInBrowser('a hostile text', () => {
  let browser: Browser;
  let look: Looker;

  const go = async (hash: string) => {
    await look.page.goto('about:blank');
    await look.page.goto(`${story.practice.url}/${hash}`);
  };
  const harm = (...shown: readonly Shown[]) => [
    ...shown.flatMap(({ foreign }) => foreign),
    ...look.carriedOut,
  ];
  /** Looks until all that should be there can be read. */
  const reads = async (wanted: readonly string[], where: 'around' | 'tab') => {
    let missing = wanted;
    return until(
      'the texts',
      async () => {
        // A frame that is just being opened is read the next time.
        const shown = await look.shown().catch(() => undefined);
        if (shown === undefined) return undefined;
        missing = unread(wanted, shown[where].text);
        return missing.length === 0 ? shown : undefined;
      },
      15_000,
    ).catch((error: unknown) => {
      throw new Error(`Not to be read: ${JSON.stringify(missing)}`, { cause: error });
    });
  };
  const openTab = async (entity: string, as: string) => {
    const tab = world.state.tabs.find(({ id }) => id === entity);
    await go(`#/app/${encodeURIComponent(tab?.id ?? '')}?as=${as}`);
    await look.page.locator('iframe').first().contentFrame().getByRole('heading').first().waitFor();
  };

  beforeAll(async () => {
    browser = await openBrowser();
    look = await looker(browser);
  });

  afterAll(async () => {
    await browser.close();
  });

  it('bites where nothing stands in its way, and this browser sees it', async () => {
    const naive = await looker(browser);
    await naive.page.evaluate(
      (texts) => {
        for (const text of texts) document.body.appendChild(document.createElement('div')).innerHTML = text;
      },
      // These would leave the page before the others have had their turn.
      hostile.filter((text) => !/<meta|<base/.test(text)),
    );
    await until('thirty of them', () => Promise.resolve(naive.carriedOut.length > 30), 20_000);
    expect((await naive.shown()).around.foreign.length).toBeGreaterThan(100);
    await naive.page.context().close();
  });

  it.each([0, 1, 2, 3])('is text on the cards and in the tab of meeting %i', async (at) => {
    const meeting = world.meetings[at]?.world;
    await go(`#/calendar/${encodeURIComponent(meeting?.id ?? '')}?as=${meeting?.organizer ?? ''}`);
    const cards = await reads(ofMeeting(at), 'around');
    const tab = await reads(ofMeeting(at), 'tab');
    expect(harm(cards.around, cards.tab, tab.tab)).toEqual([]);
  });

  it('is text in the whole tab and on the stage', async () => {
    for (const place of ['Full fane', 'Scene']) {
      await look.page.getByRole('button', { name: place }).click();
      const { around, tab } = await reads(ofMeeting(3).slice(0, 1), 'tab');
      expect(harm(around, tab)).toEqual([]);
    }
  });

  it('is text in comments and names of the results', async () => {
    await openTab('results', world.hr);
    const { around, tab } = await reads(hostile, 'tab');
    expect(harm(around, tab)).toEqual([]);
  });

  it('is text in every part of the set-up', async () => {
    await openTab('setup', world.admin);
    const frame = look.page.locator('iframe').first().contentFrame();
    for (const link of await frame.getByRole('navigation').getByRole('link').all()) {
      await link.click();
      const { around, tab } = await look.shown();
      expect(harm(around, tab)).toEqual([]);
    }
    const { tab } = await look.shown();
    // The purpose and the basis of the pulses, as they stand in their fields.
    expect(unread(hostile.slice(0, 120), tab.text)).toEqual([]);
  });

  it('is text in one’s own follow-ups and in what is said about the pulses', async () => {
    await openTab('followups', world.meetings[0]?.world.organizer ?? '');
    const { tab: followUps } = await look.shown();
    await openTab('trust', world.representative);
    const { tab: basis } = await reads(hostile.slice(60, 120), 'tab');
    await look.page.locator('iframe').contentFrame().getByRole('button', { name: 'Slik virker det' }).click();
    const { tab: purpose } = await reads(hostile.slice(0, 60), 'tab');
    expect(harm(followUps, basis, purpose)).toEqual([]);
  });

  it('is text in channels and in chats with the bot', async () => {
    for (const channel of world.state.channels) {
      const [member = ''] = membersOf(world.state, channel);
      await go(`#/team/${encodeURIComponent(channel.id)}?as=${member}`);
      expect(harm((await reads([channel.name], 'around')).around)).toEqual([]);
    }
    await go(
      `#/chat/${encodeURIComponent(world.state.personalChats[world.leader] ?? '')}?as=${world.leader}`,
    );
    expect(harm((await reads(['oppfølging'], 'around')).around)).toEqual([]);
  });

  it('has fetched nothing from anywhere', () => {
    expect(look.asked.filter((url) => url.includes('evil.example'))).toEqual([]);
  });
});

describe('a hostile text in a file', () => {
  /** What a reader could follow out of the file. */
  const targets = (bytes: Uint8Array) =>
    [...zipEntries(bytes)]
      .filter(([name]) => name.endsWith('.rels'))
      .flatMap(([, part]) => [
        ...part.toString('utf8').matchAll(/Target="([^"]*)"[^>]*TargetMode="External"/g),
      ])
      .map(([, target]) => target);

  const faultsOf = (bytes: Uint8Array) =>
    [...zipEntries(bytes)]
      .filter(([name]) => /\.(xml|rels)$/.test(name))
      .flatMap(([, part]) => xmlFault(part.toString('utf8')) ?? []);

  it('is text in the minutes as Word has them', async () => {
    const { files } = await story.state();
    expect(files).toHaveLength(world.meetings.length);
    const minutes = await Promise.all(
      files.map(({ id }) => bytesOf(`${story.practice.url}/api/files/${encodeURIComponent(id)}`)),
    );
    expect(unread(hostile, minutes.map(wordText).join('\n'))).toEqual([]);
    for (const bytes of minutes) {
      expect(faultsOf(bytes)).toEqual([]);
      expect(targets(bytes)).toEqual([]);
      const fields = wordPart(bytes, 'word/document.xml').match(/<w:instrText|<w:fldSimple/g);
      expect(fields).toBeNull();
    }
  });

  it('is text in the note to the representatives', async () => {
    const note = await bytesOf(`${address()}/api/trust/note.docx?language=nb`, world.representative);
    expect(unread(hostile.slice(0, 60), wordText(note))).toEqual([]);
    expect(faultsOf(note)).toEqual([]);
    expect(targets(note)).toEqual([]);
  });

  it('is text in the results as Excel and PDF have them', async () => {
    const exported = (format: string) =>
      bytesOf(`${address()}/api/results/export?format=${format}`, world.hr);
    const sheets = await exported('xlsx');
    expect(faultsOf(sheets)).toEqual([]);
    expect(targets(sheets)).toEqual([]);
    const parts = [...zipEntries(sheets)].filter(([name]) => name.startsWith('xl/worksheets/'));
    expect(parts.map(([, part]) => part.toString('utf8')).join('')).not.toMatch(/<f[ >]|<hyperlink/);
    const pdf = readPdf(await exported('pdf'));
    const objects = [...pdf.objects.values()].join('\n');
    expect(objects).not.toMatch(/\/(JS|JavaScript|OpenAction|AA|Launch|URI|SubmitForm|EmbeddedFile)\b/);
    expect(bare(pdf.text).replaceAll(' ', '')).toContain('<script>canary()</script>');
  });
});
