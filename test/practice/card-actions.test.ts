import { findAction, refreshAction, withInputs } from '../../infra/practice/connector/card-actions.ts';

const card = {
  type: 'AdaptiveCard',
  body: [
    { type: 'Input.ChoiceSet', id: 'area', value: 'a' },
    { type: 'Input.Text', id: 'comment' },
    { type: 'Input.Toggle', id: 'sure' },
    {
      type: 'Container',
      items: [{ type: 'ActionSet', actions: [{ type: 'Action.Execute', title: 'Inni', verb: 'inner' }] }],
    },
  ],
  actions: [
    { type: 'Action.Execute', id: 'five', title: '5', verb: 'answer', data: { value: 5 } },
    {
      type: 'Action.ShowCard',
      title: 'Mer',
      card: { actions: [{ type: 'Action.Execute', title: 'Hvorfor', verb: 'why' }] },
    },
  ],
};

describe('pressing a card', () => {
  it.each([
    ['five', 'answer'],
    ['5', 'answer'],
    ['inner', 'inner'],
    ['Hvorfor', 'why'],
  ])('finds the action called %s wherever it stands', (name, verb) => {
    expect(findAction(card, name)).toMatchObject({ verb });
  });

  it('sends the inputs as they stand, with what the person has typed over them', () => {
    const action = findAction(card, '5') ?? {};
    expect(withInputs(card, action, { comment: 'Fint' })).toMatchObject({
      action: { verb: 'answer', data: { value: 5, area: 'a', sure: 'false', comment: 'Fint' } },
    });
  });

  it('sends no inputs with an action that wants none', () => {
    const action = { ...findAction(card, '5'), associatedInputs: 'none' };
    expect(withInputs(card, action, { comment: 'Fint' })).toMatchObject({ action: { data: { value: 5 } } });
  });

  it('stops at a required field that is empty', () => {
    const asked = { body: [{ type: 'Input.Text', id: 'why', isRequired: true }] };
    expect(withInputs(asked, { type: 'Action.Execute' }, {})).toEqual({ missing: ['why'] });
  });
});

describe('the refresh of a card', () => {
  const refreshing = (userIds?: readonly string[]) => ({
    refresh: { action: { type: 'Action.Execute', verb: 'refresh' }, ...(userIds ? { userIds } : {}) },
  });

  it('runs for everyone in a conversation of at most sixty', () => {
    expect(refreshAction(refreshing(), '29:1', 60)).toMatchObject({ verb: 'refresh' });
    expect(refreshAction(refreshing(), '29:1', 61)).toBeUndefined();
  });

  it('runs only for those it names', () => {
    expect(refreshAction(refreshing(['29:1']), '29:1', 200)).toMatchObject({ verb: 'refresh' });
    expect(refreshAction(refreshing(['29:1']), '29:2', 5)).toBeUndefined();
    expect(refreshAction(refreshing([]), '29:1', 5)).toBeUndefined();
  });
});
