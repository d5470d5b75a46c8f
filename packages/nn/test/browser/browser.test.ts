import { expect, test, vi } from 'vitest';
import { findChromium, runInChromium } from '../../../../scripts/chromium.ts';
import { results } from './page.ts';

const chromium = findChromium();
if (!chromium) console.warn('No Chromium found: the test in a browser is skipped. CHROMIUM=… names one.');

test.skipIf(!chromium)(
  'a training gives in a browser, where eval is forbidden, what it gives in Node',
  async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const expected = await results();
    vi.restoreAllMocks();
    const text = await runInChromium(chromium!, `${import.meta.dirname}/page.ts`);
    const found = JSON.parse(text.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&'));
    // Engines may differ in the last bits of Math.exp.
    expect(found).toEqual(
      [expected[0], expected[1]]
        .map((numbers) => (numbers as number[]).map((x) => expect.closeTo(x, 12)))
        .concat(expected.slice(2) as never),
    );
  },
);
