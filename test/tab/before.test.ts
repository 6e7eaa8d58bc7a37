import { randomUUID } from 'node:crypto';
import { type Browser, type Frame } from 'playwright-core';
import { type ProposalView } from '../../bot/minutes/api/before.ts';
import { type ItemView, type MeetingView, type PublicationView } from '../../bot/minutes/api.ts';
import { newItem } from '../../bot/minutes/model/meeting.ts';
import { noticeOf, saidIn } from '../../bot/minutes/model/notice.ts';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { kåre, åse } from '../support/tab/meeting.ts';
import { openTab } from '../support/tab/open.ts';
import { tabStand, type TabStand } from '../support/tab/stand.ts';

let browser: Browser;
let stand: TabStand;

async function open(width: number, as = åse, theme = 'default'): Promise<Frame> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, locale: 'nb-NO', bypassCSP: true });
  const frame = width < 900 ? 'sidePanel' : 'content';
  const tab = await openTab(page, stand.address('minutes', { as: as.id, meeting: 'a', frame, theme }));
  await tab.waitForSelector('h1');
  return tab;
}

/** No accessibility fault and no sideways scroll. */
async function good(tab: Frame): Promise<void> {
  expect([await accessibilityFaults(tab), await overflow(tab)]).toEqual([[], 0]);
}

const set = (view: Partial<MeetingView>) => {
  stand.meeting.view = { ...stand.meeting.view, ...view };
};
const posted = (what: string) => stand.asked.some((path) => path.endsWith(`/${what}`));

const notice: PublicationView = {
  ...{ id: randomUUID(), kind: 'notice', title: 'Innkalling i møtechatten', state: 'done', link: null },
  ...{ reason: null, nextTryAt: null, mayHaveArrived: false, deleted: false },
};
const proposal: ProposalView = {
  ...{ id: randomUUID(), kind: 'B', title: 'Nye lokaler', why: 'Leieavtalen går ut.', minutes: 20 },
  ...{ by: kåre, at: '2027-01-17T08:00:00.000Z', state: 'waiting', word: '' },
};

/** Waits for what the service is to have. */
async function until(holds: () => boolean): Promise<boolean> {
  for (let tries = 0; !holds() && tries < 200; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return holds();
}

describeInBrowser('before a meeting', () => {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    stand = await tabStand();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await stand.close();
  });

  it.each([280, 1280])(
    'the chair sees how full the agenda is and sends the notice, at %i px',
    async (width) => {
      const tab = await open(width);
      await tab.getByText('Saker til sammen: 55 av 60 min').waitFor();
      await tab.getByText('Unntatte saker står uten tekst').waitFor();
      await good(tab);
      await tab.getByRole('button', { name: 'Sakslista er klar' }).press('Enter');
      await tab.getByText('Innkallingen sendes til møtechatten').waitFor({ state: 'attached' });
      expect(posted('call')).toBe(true);
    },
  );

  it.each([280, 1280])(
    'a notice that is out of date is sent again with one press, at %i px',
    async (width) => {
      const { kinds } = stand.meeting.view;
      const called = { ...stand.meeting.view, state: 'called' as const };
      set({ ...called, publications: [{ ...notice, said: saidIn(noticeOf(called, kinds)) }] });
      const tab = await open(width);
      await tab.getByText('Innkallingen er sendt til møtechatten.').waitFor();
      await tab.getByLabel('Tid (min)').first().fill('25');
      await tab.getByText('Sakslista er endret etter at innkallingen ble sendt.').waitFor();
      await tab.getByText('Det er 15 min mer enn møtet på 60 min').waitFor();
      await good(tab);
      await tab.getByRole('button', { name: 'Oppdater innkallingen' }).press('Enter');
      expect(await until(() => posted('notice'))).toBe(true);
    },
  );

  it('a notice that did not get through says why, and what one can do', async () => {
    const reason = 'Lederpuls får ikke skrive i møtechatten. Legg Lederpuls til i møtet, og prøv igjen.';
    const nextTryAt = '2027-01-18T10:05:00.000Z';
    set({ state: 'called', publications: [{ ...notice, state: 'waiting', reason, nextTryAt }] });
    const tab = await open(280);
    await tab.getByText(reason).waitFor();
    await good(tab);
    await tab.getByRole('button', { name: 'Prøv igjen nå' }).press('Enter');
    expect(await until(() => posted('notice'))).toBe(true);
  });

  it.each([280, 1280])('the chair answers proposals and empties the queue, at %i px', async (width) => {
    const waiting = { item: randomUUID(), number: null, title: 'Gammel sak', why: 'proposed' } as const;
    set({ proposals: [proposal], queue: [waiting] });
    const tab = await open(width);
    await tab.getByText('Forslag til sakslista (1)').waitFor();
    const answers = tab.getByRole('group', { name: 'Svar på forslaget: Nye lokaler' });
    await answers.getByRole('button', { name: 'Si nei' }).press('Enter');
    await answers.getByLabel('Hvorfor tas saken ikke opp?').fill('Tas i linja.');
    await good(tab);
    await answers.getByRole('button', { name: 'Send svaret' }).press('Enter');
    expect(await until(() => posted('proposal'))).toBe(true);
    if (width < 900) await tab.getByText('Saker i kø (1)').click();
    await tab.getByRole('button', { name: 'Ta ut av køen: Gammel sak' }).press('Enter');
    await tab.getByLabel('Hvorfor tas saken ikke opp?').fill('Løst.');
    await good(tab);
    await tab.getByRole('button', { name: 'Ja, ta ut' }).press('Enter');
    expect(await until(() => posted('drop'))).toBe(true);
  });

  it.each([280, 1280])(
    'a member proposes an item and sees what became of earlier ones, at %i px',
    async (width) => {
      const declined: ProposalView = { ...proposal, state: 'declined', word: 'Tas i linja.' };
      set({ may: { write: false, lead: false }, proposals: [declined] });
      const tab = await open(width, kåre);
      await tab.getByText('Foreslå en sak').press('Enter');
      await tab.getByLabel('Tittel').fill('Nye lokaler');
      await tab.getByLabel('Sakstype').selectOption('B – Beslutningssak');
      await tab.getByLabel('Hvorfor saken bør tas opp').fill('Leieavtalen går ut.');
      await tab.getByLabel('Ønsket tid (min)').fill('20');
      await tab.getByText('Tas ikke opp: Tas i linja.').waitFor();
      await good(tab);
      await tab.getByRole('button', { name: 'Send forslaget' }).press('Enter');
      expect(await until(() => posted('propose'))).toBe(true);
      await tab.getByText('Forslaget venter på møtelederen.').waitFor({ state: 'attached' });
      expect(await tab.getByLabel('Tittel').inputValue()).toBe('');
    },
  );

  it.each([280, 1280])('a presenter prepares the own item and nothing else, at %i px', async (width) => {
    const items = stand.meeting.view.items.map((item) =>
      item.kind === 'B' ? { ...item, presenter: kåre } : item,
    );
    set({ may: { write: false, lead: false }, items });
    const own = () => stand.meeting.view.items.find(({ kind }) => kind === 'B');
    const tab = await open(width, kåre);
    await tab.getByRole('heading', { name: 'Saker du legger fram (1)' }).waitFor();
    await tab.getByLabel('Forslag til vedtak').fill('Vi innfører systemet.');
    await tab.getByRole('button', { name: 'Nytt alternativ' }).press('Enter');
    await tab.getByLabel('Alternativ 1', { exact: true }).fill('La det være.');
    expect(await until(() => own()?.alternatives[0]?.text.text === 'La det være.')).toBe(true);
    await tab.getByRole('button', { name: 'Legg ved lenke' }).press('Enter');
    await tab.getByLabel('Lenke').fill('javascript:alert(1)');
    await tab.getByRole('button', { name: 'Legg ved', exact: true }).press('Enter');
    await tab.getByText('Den begynner med https://').waitFor();
    await good(tab);
    await tab.getByLabel('Lenke').fill('https://etat.sharepoint.com/sites/x/Saksnotat.docx');
    await tab.getByRole('button', { name: 'Legg ved', exact: true }).press('Enter');
    const paper = tab.getByRole('link', { name: 'Saksnotat.docx' }).first();
    await paper.waitFor();
    expect(await paper.getAttribute('href')).toBe('https://etat.sharepoint.com/sites/x/Saksnotat.docx');
    expect(await tab.getByLabel('Utfall').count()).toBe(0);
    expect(
      await until(() => own()?.proposal.text === 'Vi innfører systemet.' && own()?.papers.length === 1),
    ).toBe(true);
    await good(tab);
  });

  it.each(['dark', 'contrast'])('all of it holds in the %s theme', async (theme) => {
    const items = stand.meeting.view.items.map((item) => ({
      ...{ ...item, kind: 'B' as const, presenter: kåre },
      papers: [{ id: randomUUID(), title: 'Notat', url: 'https://etat.sharepoint.com/n.docx' }],
      alternatives: [{ id: randomUUID(), text: { text: 'La det være.', revision: 1 } }],
    }));
    set({ items, proposals: [proposal], state: 'called', publications: [{ ...notice, said: 'noe annet' }] });
    const chair = await open(280, åse, theme);
    await chair.getByRole('button', { name: 'Oppdater innkallingen' }).waitFor();
    await chair.getByText('Forslag til sakslista (1)').waitFor();
    await good(chair);
    set({ may: { write: false, lead: false } });
    const presenter = await open(280, kåre, theme);
    await presenter.getByText('Foreslå en sak').press('Enter');
    await presenter.getByRole('heading', { name: /Saker du legger fram/ }).waitFor();
    await good(presenter);
    expect(posted('changes')).toBe(false);
  });

  it('a decision begins with what was proposed', async () => {
    const item: ItemView = {
      ...newItem({ id: randomUUID(), kind: 'B', title: 'Ny stilling' }),
      proposal: { text: 'Vi lyser ut.', revision: 0 },
    };
    set({ items: [item] });
    stand.meeting.start();
    const tab = await open(280);
    await tab.getByRole('button', { name: 'Start med forslaget til vedtak' }).press('Enter');
    expect(await until(() => stand.meeting.view.items[0]?.decision.text === 'Vi lyser ut.')).toBe(true);
    await tab.getByRole('button', { name: 'Start med forslaget til vedtak' }).waitFor({ state: 'detached' });
    await good(tab);
  });
});
