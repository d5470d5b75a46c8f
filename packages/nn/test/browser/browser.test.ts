import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

test.skipIf(!chromium)('the training of the README, which has under 20 lines, runs in a page', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const code = readme.match(/## Training\n\n```ts\n([\s\S]*?)```/)![1].trim();
  expect(code.split('\n').length).toBeLessThan(20);
  const [imports, body] = [true, false].map((wanted) =>
    code.split('\n').filter((line) => line.startsWith('import') === wanted),
  );
  const show = "document.getElementById('result').textContent = ";
  const entry = join(mkdtempSync(join(import.meta.dirname, 'out-')), 'readme.ts');
  try {
    const training = `${body.join('\n')}\nreturn String(history.last['validation.accuracy']);`;
    const run = `(async () => {\n${training}\n})().then((text) => { ${show}text; }, (error) => { ${show}String(error); });`;
    writeFileSync(entry, `${imports.join('\n')}\n${run}\n`);
    expect(Number(await runInChromium(chromium!, entry))).toBeGreaterThan(0.95);
  } finally {
    rmSync(dirname(entry), { recursive: true });
  }
});
