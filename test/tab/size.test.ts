import { compressedBytes } from '../support/tab-sizes.ts';

const most = 200 * 1024;

describe('the side panel', () => {
  it('loads at most 200 KB of JavaScript, with its texts and without the pictures of the results', () => {
    const bytes = compressedBytes('index.html', 'minutes/page.tsx', 'texts/nb.json');
    process.stdout.write(`side panel: ${Math.round(bytes / 1024)} KB brotli\n`);
    expect(bytes).toBeLessThan(most);
  });
});
