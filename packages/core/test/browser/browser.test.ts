import { expect, test } from 'vitest';
import { findChromium, runInChromium } from '../../../../scripts/chromium.ts';
import { results } from './page.ts';

const chromium = findChromium();
if (!chromium) console.warn('No Chromium found: the test in a browser is skipped. CHROMIUM=… names one.');

test.skipIf(!chromium)(
  'core gives in a browser, where eval is forbidden, what it gives in Node',
  async () => {
    const text = await runInChromium(chromium!, `${import.meta.dirname}/page.ts`);
    expect(JSON.parse(text.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&'))).toEqual(
      [true, ...results()],
    );
  },
);
