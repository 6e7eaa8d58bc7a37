import { GraphFault } from '../../bot/platform/graph/graph.ts';
import { languages } from '../../bot/platform/texts.ts';
import { setUpCard, setUpFormCard } from '../../bot/programme/cards/channel-set-up.ts';
import { greetingStore } from '../../bot/programme/store/greetings.ts';
import { Refusal } from '../../bot/refusal.ts';
import { cardFaults } from '../support/card-lint.ts';
import { eachDatabase } from '../support/databases.ts';
import { tenant } from '../support/office.ts';
import { words } from '../support/story.ts';
import { arrival, channel, colleague, fault, filled, owner } from './arrival.ts';

eachDatabase((_name, open) => {
  it('greets once, however often Teams tells that the app was added', async () => {
    const at = await arrival(await open());
    await at.add('2026-09-25T10:00:00Z');
    await at.add('2026-09-25T10:00:00Z');
    await at.run();
    await at.add('2026-09-25T10:00:00Z');
    await at.run();
    expect(at.sent.map((one) => one.at.conversation)).toEqual([channel]);
    expect(words(at.sent[0]?.card)).toContain('Hei! Skal vi setje opp Lederpuls her?');
  });

  it('greets nobody twice when two services run, or when one dies while it sends', async () => {
    const at = await arrival(await open());
    await at.add();
    const store = greetingStore(at.us.database);
    const key = { tenant, channel };
    expect(await Promise.all([store.claim(key), store.claim(key)])).toEqual(
      expect.arrayContaining([true, false]),
    );
    // The service that claimed it is gone; whether the message arrived, nobody knows.
    await at.run();
    at.wait(3_600_000);
    await at.run();
    expect([at.sent.length, await at.state()]).toEqual([0, 'lost']);
  });

  it.each(['unknown', 'refused', 'gone'] as const)('sends no second card after “%s”', async (kind) => {
    const at = await arrival(await open());
    let tries = 0;
    at.fail(() => {
      tries += 1;
      return fault(kind);
    });
    await at.add();
    for (let round = 0; round < 12; round++) {
      await at.run();
      at.wait(120_000);
    }
    expect([tries, await at.state()]).toEqual(
      { unknown: [1, 'lost'], refused: [1, 'given-up'], gone: [6, 'given-up'] }[kind],
    );
    expect((await at.here()).state).toBe(kind === 'unknown' ? 'active' : 'parked');
  });

  it('tries again when Teams was busy, and keeps a card that somebody presses after all', async () => {
    const at = await arrival(await open());
    let left = 2;
    at.fail(() => (left-- > 0 ? fault('busy') : undefined));
    await at.add();
    for (let round = 0; round < 4; round++, at.wait(10_000)) await at.run();
    expect([at.sent.length, await at.state()]).toEqual([1, 'posted']);

    const lost = await arrival(await open());
    lost.fail(() => fault('unknown'));
    await lost.add();
    await lost.run();
    lost.fail(() => undefined);
    expect(await lost.press(colleague, 'setup-refresh', {}, '77')).toContain('Skal vi setje opp');
    await lost.press(owner, 'setup-save', filled, '77');
    await lost.run();
    expect(lost.sent.map((one) => [one.edit, one.at.conversation])).toEqual([
      [true, `${channel};messageid=77`],
    ]);
  });

  it('comes back as it was, paused if it was paused; a late word of its first coming changes nothing', async () => {
    const at = await arrival(await open());
    await at.add('2026-09-25T10:00:00Z');
    await at.run();
    await at.us.programme.keepChannel(tenant, channel, {
      ...{ unit: 'etat', programme: 'uka', language: 'nb', state: 'paused' },
    });
    await at.remove('2026-09-25T10:05:00Z');
    await at.add('2026-09-25T10:00:00Z');
    expect((await at.here()).state).toBe('removed');
    await at.add('2026-09-25T10:06:00Z');
    await at.remove('2026-09-25T10:05:00Z');
    expect(await at.here()).toMatchObject({ state: 'paused', unit: 'etat', programme: 'uka' });
    await at.run();
    expect(words(at.sent.at(-1)?.card)).toMatch(/^Lederpuls er tilbake[\s\S]*satt på pause/);
  });

  it('is not there when its going was told before its coming', async () => {
    const at = await arrival(await open());
    await at.remove('2026-09-25T10:05:00Z');
    await at.add('2026-09-25T10:00:00Z');
    expect(await at.us.programme.channel(tenant, channel)).toBeUndefined();
  });

  it('is set up by an owner, who joins the programme with those times', async () => {
    const at = await arrival(await open());
    await at.add();
    await at.run();
    const said = await at.press(owner, 'setup-save', filled);
    expect(said).toContain('Lederpuls er sett opp her');
    expect(await at.here()).toMatchObject({
      unit: 'etat',
      programme: 'uka',
      language: 'nn',
      state: 'active',
    });
    await at.run();
    const shown = JSON.stringify(at.sent.at(-1)?.card);
    for (const fact of ['Etaten', 'nynorsk', 'Kvar måndag kl. 08.30', 'måndag 28. september kl. 08.30'])
      expect(shown).toContain(fact);
    // Once more, and again from a card that lay open: nothing is doubled.
    await at.press(owner, 'setup-save', filled);
    expect((await at.us.programme.setup(tenant, 'nb')).programmes).toHaveLength(1);
  });

  it('makes a programme for other times, in the frame that the agency has', async () => {
    const at = await arrival(await open());
    await at.add();
    const other = { ...filled, postOn: '3', postAt: '12:15', startWeek: '2026-W41' };
    await at.press(owner, 'setup-save', other);
    const { programmes } = await at.us.programme.setup(tenant, 'nb');
    expect(
      programmes.find(({ id }) => id === (programmes.length > 1 ? 'digital-ledelse-2026-w41-3-1215' : '')),
    ).toMatchObject({
      ...{ pack: 'digital-ledelse', postOn: 3, postAt: '12:15', closeOn: 5, zone: 'Europe/Oslo', quiet: [] },
    });
    await at.press(owner, 'setup-save', other);
    expect((await at.us.programme.setup(tenant, 'nb')).programmes).toHaveLength(2);
  });

  it('says what is missing until it is there, for a unit that is not in the list', async () => {
    const at = await arrival(await open());
    await at.add();
    await at.run();
    expect(await at.press(owner, 'setup-save', { ...filled, unit: ' ' })).toContain('Kanalen manglar eining');
    await at.run();
    await at.us.programme.keepChannel(tenant, channel, {
      ...{ unit: 'etat', programme: 'uka', language: 'nb', state: 'active' },
    });
    await at.run();
    expect(words(at.sent.at(-1)?.card)).toContain('Lederpuls er satt opp her');
    const edits = at.sent.length;
    at.wait(60_000);
    await at.run();
    expect(at.sent).toHaveLength(edits);
  });

  it.each([
    [{ unit: 'ukjent' }, /Eininga finst ikkje|Enheten finnes ikke/],
    [{ unit: 'plan' }, /(Enheten|Eininga) har (en|ein) kanal/],
    [{ pack: 'finnes-ikke' }, /pakk[ea]/],
    [{ language: 'da' }, /språk/],
    [{ language: 'xx' }, /feil form|feil form|mangl/],
    [{ postAt: '25:00' }, /mangl/],
    [{ postOn: '8' }, /mangl/],
    [{ startWeek: '2026-W54' }, /mangl/],
    [{ startWeek: '2031-W01' }, /mangl/],
    [{ unit: { $ne: '' } }, /mangl/],
  ])('refuses %j kindly, and leaves the form as it is', async (change, says) => {
    const at = await arrival(await open());
    await at.add();
    const said = await at.press(owner, 'setup-save', { ...filled, ...change });
    expect(said).toMatch(says);
    expect(said).toMatch(/Set opp Lederpuls i ny|Sett opp Lederpuls i ny/);
    expect(await at.here()).toMatchObject({ unit: undefined, programme: undefined });
  });

  it('keeps the form to owners, asks who they are at most once a minute, and lets them go after that', async () => {
    const at = await arrival(await open());
    await at.add();
    for (const verb of ['setup-open', 'setup-save'])
      expect(await at.press(colleague, verb, filled)).toMatch(/^Berre eigarar av teamet/);
    expect(await at.press(colleague, 'setup-refresh')).not.toContain('Eining (må');
    expect(await at.press(owner, 'setup-refresh')).toContain('Eining (må fyllast ut)');
    expect(at.asked()).toBe(1);
    at.owned(() => Promise.resolve(['leder1']));
    at.wait(59_000);
    expect(await at.press(owner, 'setup-open')).toContain('Eining (må fyllast ut)');
    at.wait(2000);
    expect(await at.press(owner, 'setup-open')).toMatch(/^Berre eigarar av teamet/);
    expect(await at.press(colleague, 'setup-open')).toContain('Eining (må fyllast ut)');
    expect((await at.here()).programme).toBeUndefined();
  });

  it('lets in nobody where Teams does not say who the owners are, save an administrator', async () => {
    const at = await arrival(await open());
    await at.add();
    at.owned(() => Promise.reject(new GraphFault('not-allowed', { status: 403 })));
    expect(await at.press(owner, 'setup-save', filled)).toMatch(/^Teams seier ikkje kven som eig teamet/);
    const token = { tokenExpires: new Date(Date.now() + 7_200_000), tenant, id: colleague.id };
    at.rights.shown({ ...token, roles: ['Puls.HR'] });
    expect(await at.press(colleague, 'setup-save', filled)).toMatch(/^Teams seier ikkje/);
    at.rights.shown({ ...token, roles: ['Puls.Admin'] });
    expect(await at.press(colleague, 'setup-save', filled)).toContain('Lederpuls er sett opp her');
    at.wait(7_300_000);
    expect(await at.press(colleague, 'setup-open', filled)).toMatch(/^Teams seier ikkje/);
  });

  it('answers nobody who is not in the channel, nor where the bot is no longer', async () => {
    const at = await arrival(await open());
    await at.add();
    await expect(at.press({ ...owner, id: 'fremmed' }, 'setup-open')).rejects.toEqual(
      new Refusal('not-in-channel'),
    );
    await expect(at.press({ ...owner, tenant: 'other' }, 'setup-open')).rejects.toThrow(Refusal);
    await at.remove();
    await expect(at.press(owner, 'setup-save', filled)).rejects.toEqual(new Refusal('not-found'));
  });

  it('draws cards without fault in each language, and a form that holds two thousand units', async () => {
    const at = await arrival(await open());
    await at.add();
    const many = Array.from({ length: 2000 }, (_one, number) => ({
      ...{ id: `seksjon-${number}`, name: `Seksjon ${number} `.padEnd(120, 'ø') },
      ...{ kind: 'section' as const, parent: 'etat' },
    }));
    const kept = [
      { id: 'etat', name: 'Etaten', kind: 'agency' as const, parent: null },
      { id: 'plan', name: 'Plan', kind: 'section' as const, parent: 'etat' },
      ...many,
    ];
    await at.us.programme.keepUnits(tenant, { units: kept, homes: [] });
    const here = await at.here();
    const set = async () => {
      const [found] = await at.setUp.setUps(tenant, channel);
      if (found === undefined) throw new Error('no set-up');
      return found;
    };
    const untouched = await set();
    await at.press(owner, 'setup-save', filled);
    const done = await set();
    for (const language of languages) {
      const view = { language, isGreeting: true, notice: 'Noe [manglet](https://x).' };
      const form = await at.setUp.form(here, language);
      expect(form.units.length).toBeGreaterThan(20);
      for (const isBack of [true, false])
        for (const stage of [untouched, done, { ...done, stage: 'programme.reason.discussion-missing' }])
          expect(cardFaults(setUpCard(stage, { ...view, isBack }))).toEqual([]);
      expect(cardFaults(setUpFormCard(form, view))).toEqual([]);
    }
  });
});
