import fc from 'fast-check';
import { eventParser } from '../../tab/platform/events.ts';

const written = (name: string, data: unknown) => `id: 1\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

describe('the live stream', () => {
  it('tells every event once, however the network cuts it into pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: fc.string() }), { maxLength: 10 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
        (sent, sizes) => {
          const heard: unknown[] = [];
          const parse = eventParser((_name, data) => heard.push(data));
          let rest = sent.map((data) => `${written('change', data)}: heartbeat\n\n`).join('');
          for (let turn = 0; rest !== ''; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            parse(rest.slice(0, size));
            rest = rest.slice(size);
          }
          expect(heard).toEqual(sent);
        },
      ),
    );
  });
});
