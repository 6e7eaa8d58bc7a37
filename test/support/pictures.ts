/**
 * `npm run pictures`: the README's two pictures, made by living through a Monday and a meeting in practice.
 * Each at most 300 KB; run it again when a card or the tab has changed its looks.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type MeetingView } from '../../bot/minutes/api.ts';
import { openBrowser } from './browser.ts';
import { membersOf, nextInOslo, startStory, until, type Story } from './story.ts';

const FOLDER = join(import.meta.dirname, '../../infra/practice/pictures');
const MOST_BYTES = 300 * 1024;

async function playMonday(story: Story): Promise<{ channel: string; viewer: string }> {
  const world = await story.state();
  const channel = world.channels.find(({ installed }) => installed);
  const [first = ''] = channel === undefined ? [] : membersOf(world, channel);
  await story.clock(nextInOslo(world.now, 1, '08:30'));
  await until('the weekly card', async () => (await story.cardsIn(channel?.id ?? ''))[0]);
  return { channel: channel?.id ?? '', viewer: first };
}

async function playMeeting(story: Story): Promise<{ meeting: string; chair: string }> {
  const [meeting] = (await story.state()).meetings;
  if (meeting === undefined) throw new Error('The practice world has no meeting.');
  const chair = meeting.organizer;
  const open = { meeting: meeting.id, chat: meeting.chat };
  const { body } = await story.tab<MeetingView>(chair, 'POST', '/api/minutes/open', open);
  await story.tab(chair, 'POST', `/api/minutes/meetings/${body.id}/start`, {});
  const item = randomUUID();
  const last = body.items.at(-2)?.id ?? null;
  const text = (field: string, insert: string) => ({
    id: randomUUID(),
    type: 'edit',
    target: { of: 'item', item, field },
    revision: 0,
    edit: { at: 0, remove: 0, insert },
  });
  await story.tab(chair, 'POST', `/api/minutes/meetings/${body.id}/changes`, {
    changes: [
      {
        id: randomUUID(),
        type: 'add-item',
        item,
        kind: 'B',
        title: 'Digitale nøkler i hjemmetjenesten',
        after: last,
      },
      text('notes', 'To seksjoner har prøvd nøklene i seks uker. Ingen vil tilbake.'),
      text('decision', 'Vi innfører digitale nøkler fra 1. mars og leverer de gamle tilbake.'),
    ],
  });
  return { meeting: meeting.id, chair };
}

const story = await startStory();
const browser = await openBrowser();
try {
  mkdirSync(FOLDER, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'nb-NO' });
  const go = async (hash: string) => {
    await page.goto('about:blank');
    await page.goto(`${story.practice.url}/${hash}`);
  };
  const shoot = async (name: string) => {
    await page.waitForTimeout(1000);
    const path = join(FOLDER, `${name}.png`);
    await page.screenshot({ path });
    const { size } = statSync(path);
    if (size > MOST_BYTES)
      throw new Error(`${path} is ${String(size)} bytes; at most ${String(MOST_BYTES)}.`);
    console.log(path, size);
  };
  const { channel, viewer } = await playMonday(story);
  await go(`#/team/${encodeURIComponent(channel)}?as=${viewer}`);
  await page.getByText('Prøv denne uka').first().waitFor();
  await shoot('channel');

  const { meeting, chair } = await playMeeting(story);
  await go(`#/calendar/${encodeURIComponent(meeting)}?as=${chair}`);
  const panel = page.locator('iframe').first().contentFrame();
  await panel.getByText('Digitale nøkler').first().click();
  await panel
    .getByRole('textbox', { name: /Beslutning/ })
    .first()
    .waitFor();
  await panel.getByText('Digitale nøkler').first().scrollIntoViewIfNeeded();
  await shoot('meeting');
} finally {
  await browser.close();
  await story.stop();
}
