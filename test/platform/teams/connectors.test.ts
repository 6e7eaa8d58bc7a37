import { connectors } from '../../../bot/platform/teams/connectors.ts';

const known = () => connectors({ signRequest: (request) => Promise.resolve(request) }, 1000);

describe('clients of the connector', () => {
  it('are made once for a service URL, not for each message', () => {
    const clients = known();
    const norway = clients.of('https://smba.example/no/');
    expect(clients.of('https://smba.example/no/')).toBe(norway);
    expect(clients.of('https://smba.example/emea/')).not.toBe(norway);
    expect(clients.of('https://smba.example/no/').conversations).toBe(norway.conversations);
  });

  it('are forgotten when somebody makes up service URLs', () => {
    const clients = known();
    const first = clients.of('https://smba.example/no/');
    for (let number = 0; number < 100; number++) clients.of(`https://smba.example/${String(number)}/`);
    expect(clients.of('https://smba.example/no/')).not.toBe(first);
  });
});
