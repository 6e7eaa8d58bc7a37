import fc from 'fast-check';
import { nextFriday, nextMonday, weekNumber } from '../../infra/practice/page/dates.ts';
import { actionsOf, nameOf } from '../../infra/practice/page/card/actions.ts';
import { barsOf, linesOf } from '../../infra/practice/page/card/chart-data.ts';
import { markdownToHtml } from '../../bot/packs/model/markdown.ts';
import { readRoute, writeRoute } from '../../infra/practice/page/route.ts';
import { likelyAnswer } from '../../infra/practice/page/steps/answers.ts';
import { mondayCard } from './page-world.ts';

describe('the clock of the page', () => {
  it.each([
    ['a Saturday in winter', '2027-01-16T12:00:00Z', '2027-01-18T07:30:00.000Z', '2027-01-22T14:00:00.000Z'],
    ['Monday at 08:30 sharp', '2027-01-18T07:30:00Z', '2027-01-25T07:30:00.000Z', '2027-01-22T14:00:00.000Z'],
    [
      'the Friday before summer time',
      '2027-03-26T15:00:00Z',
      '2027-03-29T06:30:00.000Z',
      '2027-04-02T13:00:00.000Z',
    ],
    [
      'late on a Sunday in Norway',
      '2027-01-17T22:59:00Z',
      '2027-01-18T07:30:00.000Z',
      '2027-01-22T14:00:00.000Z',
    ],
  ])('moves on from %s by Norwegian time', (_when, now, monday, friday) => {
    expect(nextMonday(new Date(now)).toISOString()).toBe(monday);
    expect(nextFriday(new Date(now)).toISOString()).toBe(friday);
  });

  it('knows the week, also around New Year', () => {
    const weeks = ['2026-12-31T12:00:00Z', '2027-01-03T12:00:00Z', '2027-01-04T12:00:00Z'];
    expect(weeks.map((at) => weekNumber(new Date(at)))).toEqual([53, 53, 1]);
  });
});

describe('Markdown in a card', () => {
  it('makes bold, links and lists', () => {
    expect(markdownToHtml('**Nå** [KS](https://ks.no/a_b_c)\n- én\n- to')).toBe(
      '<p><strong>Nå</strong> <a href="https://ks.no/a%5Fb%5Fc" target="_blank" rel="noopener noreferrer">KS</a></p>' +
        '<ul><li>én</li><li>to</li></ul>',
    );
  });

  it('shows a mark behind a backslash as it is', () => {
    expect(markdownToHtml('\\[her\\](https://evil.example) \\*\\*nå\\*\\* \\<b\\>\n\\- én')).toBe(
      '<p>[her](https://evil.example) **nå** &lt;b&gt;</p><p>- én</p>',
    );
  });

  it('lets no HTML of an author through, whatever is written', () => {
    const nasty = fc.array(
      fc.constantFrom(
        '<script>',
        '<img src=x onerror=a()>',
        '**',
        '_',
        '*',
        '[a](',
        'javascript:a()',
        'https://a"onclick=',
        ')',
        '\n- ',
        '1. ',
        ' ',
        '"',
        "'",
        '&lt;',
        'å',
      ),
    );
    const ours =
      /<\/?(p|strong|em|ul|ol|li)>|<a href="(https?:|mailto:)[^"<>\s]*" target="_blank" rel="noopener noreferrer">|<\/a>/g;
    fc.assert(
      fc.property(nasty, (parts) => {
        expect(markdownToHtml(parts.join('')).replace(ours, '')).not.toMatch(/[<>"]/);
      }),
    );
  });
});

describe('a press in the page', () => {
  it('names the action so that no other of the card is meant', () => {
    const twins = {
      actions: [
        { type: 'Action.Execute', title: 'Ja', id: 'a' },
        { type: 'Action.Execute', title: 'Ja', id: 'b' },
      ],
    };
    expect(actionsOf(twins).map((action) => nameOf(action, twins))).toEqual(['a', 'b']);
    expect(nameOf({ title: '4', verb: 'answer', id: undefined }, mondayCard)).toBe('4');
  });
});

describe('a colleague who answers', () => {
  it('presses a step of the scale, never what lies in the overflow menu', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999999, noNaN: true }), (draw) => {
        expect(likelyAnswer(mondayCard, () => draw)?.action.verb).toBe('answer');
      }),
    );
  });

  it('leaves a card alone that asks nothing', () => {
    const answered = {
      actions: [
        { type: 'Action.Execute', verb: 'change', title: 'Endre' },
        { type: 'Action.Execute', verb: 'withdraw', title: 'Trekk svaret' },
      ],
    };
    expect(likelyAnswer(answered, () => 0)).toBeUndefined();
  });

  it('fills in what is to be chosen before sending', () => {
    const form = {
      body: [
        {
          type: 'Input.ChoiceSet',
          id: 'q1',
          choices: [
            { title: 'Null', value: '0' },
            { title: 'Ti', value: '10' },
          ],
        },
      ],
      actions: [{ type: 'Action.Execute', verb: 'answer', title: 'Send svar' }],
    };
    expect(likelyAnswer(form, () => 0.9)).toMatchObject({
      action: { title: 'Send svar' },
      inputs: { q1: '10' },
    });
  });
});

describe('the rest of the page', () => {
  it('keeps view, room and person in the address', () => {
    const route = { view: 'team', id: '19:å/b@thread.tacv2', as: 'a-1' } as const;
    expect(readRoute(writeRoute(route))).toEqual(route);
    expect(readRoute('#/nowhere')).toMatchObject({ view: 'team', id: undefined });
  });

  it('draws only figures in a chart', () => {
    expect(barsOf([{ x: 'a', y: 3 }, { x: 'b', y: 'mye' }, null, { x: 'c' }])).toEqual([
      { label: 'a', value: 3 },
    ]);
    expect(linesOf('nei')).toEqual([]);
  });
});
