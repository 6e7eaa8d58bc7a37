import { type Question } from '../../bot/content/model.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { firstPolicy } from '../../bot/programme/model/policy.ts';
import { COMMENT_MAX } from '../../bot/pulses/model/ballot.ts';
import { ballotStore } from '../../bot/pulses/store/ballots.ts';
import { eachDatabase } from '../support/databases.ts';
import { keysInMemory, leader, question, roundOf, same, tenant, type World, world } from './world.ts';

const round = roundOf(1);
const me = leader('plan', 0);
const other = leader('plan', 1);
const options = ['Møter', 'Referat', 'Oppgaver'].map(same);

const three: readonly Question[] = [
  question,
  { ...question, id: 'hva', scale: 'several', text: same('Hva gjør dere digitalt?'), options },
  { ...question, id: 'hvor-godt', scale: 'zero10', text: same('Hvor godt går det?') },
];

eachDatabase((_name, open) => {
  describe('a round of three questions with comments', () => {
    let database: Database;
    let at: World;

    beforeEach(async () => {
      database = await open();
      at = world(database, keysInMemory());
      at.decided.questions = three;
      at.decided.policy = { ...firstPolicy, comments: true };
      await at.open(round);
    });

    const send = (inputs: Record<string, unknown>, view = 0, person = me) =>
      at.press(person, 'plan', 'answer', { round: round.id, view, form: true, ...inputs });
    const rows = () =>
      ballotStore({ connection: database, engine: database.engine }).all({ tenant, id: round.id });

    it('tells every answer back, and that something was written, never what', async () => {
      const view = await send({
        'answer-0': '4',
        'answer-1': '2,0',
        'comment-0': 'Sjefen hører ikke etter.',
      });
      expect(view.notice).toBeUndefined();
      const seen = await at.seen(me, 'plan', round);
      expect(seen).toMatch(/4 av 5[\s\S]*Møter, Oppgaver[\s\S]*Hvor godt går det\?\nIkke besvart/);
      expect(seen).toContain('Kommentaren din er tatt imot');
      expect(JSON.stringify(view)).not.toContain('Sjefen');
      expect(await at.card(me, 'plan', round, { changing: true })).not.toContain('Sjefen');
    });

    it('takes a comment without an answer, and keeps it when the form comes back with an empty one', async () => {
      await send({ 'comment-1': 'Vi mangler skjermer.' });
      expect(await at.seen(me, 'plan', round)).toContain('Kommentaren din er tatt imot');
      await send({ 'answer-0': '2', 'comment-1': '' }, 1);
      expect(await at.seen(me, 'plan', round)).toMatch(/2 av 5[\s\S]*Kommentaren din/);
      await send({ 'answer-0': '2', 'comment-1-remove': 'true' }, 2);
      expect(await at.seen(me, 'plan', round)).not.toContain('Kommentaren din');
    });

    it('says that nothing is stored when nothing was chosen', async () => {
      expect((await send({})).notice).toMatch(/Ingenting er lagret/);
      expect((await send({ 'answer-0': 'skip', 'comment-0': ' \n ' })).notice).toMatch(/Ingenting er lagret/);
      expect(await rows()).toHaveLength(0);
    });

    it('stores nothing of a form with a fault, says where it is and keeps what was chosen', async () => {
      const view = await send({
        'answer-0': '4',
        'answer-2': '11',
        'comment-0': 'hemmelig'.padEnd(COMMENT_MAX + 1, 'x'),
      });
      expect(await rows()).toHaveLength(0);
      expect(view.notice).toMatch(/Ingenting ble lagret/);
      expect(view.refused?.faults).toEqual({ 'answer-2': 'answer-outside-scale', 'comment-0': 'too-large' });
      const drawn = await at.card(me, 'plan', round, view);
      expect(drawn).toMatch(/"id":"answer-0"[^}]*}*[\s\S]*?"value":"4"/);
      expect(drawn).toMatch(/Spørsmål 3: Svaret passer ikke/);
      expect(drawn).toMatch(/Kommentar 1: Det du sendte, er for stort/);
      expect(drawn).not.toContain('hemmelig');
    });

    it.each([[['4']], [{ a: 1 }], [5], [true], [null]])('refuses %p as a comment', async (written) => {
      const view = await send({ 'answer-0': '4', 'comment-0': written });
      expect(view.refused?.faults ?? {}).toEqual(written === null ? {} : { 'comment-0': 'bad-input' });
    });

    it('changes nothing when an old form is delivered late, also after a withdrawal', async () => {
      const first = { 'answer-0': '4', 'comment-0': 'Først.' };
      await send(first);
      await at.press(me, 'plan', 'withdraw', { round: round.id, view: 1 });
      expect((await send(first)).notice).toMatch(/Kortet har endret seg/);
      expect((await send({ 'comment-0': 'Etterpå.' })).notice).toMatch(/Kortet har endret seg/);
      expect(await at.seen(me, 'plan', round)).not.toContain('tatt imot');
    });

    it('takes a replay of a form for what it is', async () => {
      const form = { 'answer-0': '4', 'answer-1': '0,1', 'comment-2': 'undefined' };
      await send(form);
      const before = await rows();
      expect((await send(form)).notice).toBeUndefined();
      expect(await rows()).toEqual(before);
    });

    it('leaves rows of one length, with long comments and with none', async () => {
      const long = '😀'.repeat(COMMENT_MAX / 2);
      const quoted = '"\\'.repeat(COMMENT_MAX / 2);
      await send({ 'comment-0': long, 'comment-1': quoted, 'comment-2': 'ﷺ'.repeat(COMMENT_MAX) });
      await send({ 'answer-0': '4' }, 0, other);
      await at.press(other, 'plan', 'withdraw', { round: round.id, view: 1 });
      const all = await rows();
      expect(all).toHaveLength(2);
      expect(new Set(all.map(({ body }) => body.length)).size).toBe(1);
    });
  });

  describe('a round without comments', () => {
    it('keeps none, whatever is sent', async () => {
      const database = await open();
      const at = world(database, keysInMemory());
      at.decided.questions = three;
      await at.open(round);
      await at.press(me, 'plan', 'answer', { round: round.id, view: 0, 'answer-0': '4', 'comment-0': 'Hei' });
      expect(await at.seen(me, 'plan', round)).toContain('4 av 5');
      expect(await at.seen(me, 'plan', round)).not.toContain('Kommentaren');
      expect(await at.card(me, 'plan', round, { changing: true })).not.toContain('comment-0');
    });
  });

  describe('rules raised while a round is open', () => {
    it('hold from the next round on', async () => {
      const database = await open();
      const at = world(database, keysInMemory());
      await at.open(round);
      const { minimums } = firstPolicy;
      at.decided.policy = { ...firstPolicy, minimums: { ...minimums, scores: 8 }, comments: true };
      at.surroundings.memory.drop();
      expect(await at.seen(me, 'plan', round)).toContain('Vises hvis minst 6 svarer');
      expect(await at.card(me, 'plan', round)).not.toContain('comment-0');
      await at.close(round);
      const next = roundOf(2);
      at.clock.set(next.opensAt);
      await at.open(next);
      expect(await at.seen(me, 'plan', next)).toContain('minst 8 svarer');
      expect(await at.card(me, 'plan', next)).toContain('comment-0');
    });
  });
});
