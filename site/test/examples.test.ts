import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleOf } from '../build/examples.ts';
import { NEED_DATA } from '../build/programs.ts';
import { stateOf } from '../tools/share/link.ts';
import { browserPath, openSite, type Site } from './site.ts';

const folder = join(import.meta.dirname, '../../examples');
const names = readdirSync(folder).filter((name) => /^\d\d-/.test(name));

describe('an example', () => {
  test('says in a comment what it asks and what it answers', () => {
    const text =
      '/**\n * Is it so,\n * or not?\n *\n * Yes: it is.\n *   npx tsx examples/x/main.ts\n */\nimport { a } from "a";\n\nexport const B = 2;\n';
    const { question, answer, excerpt } = exampleOf('x', text);
    expect({ question, answer, excerpt }).toEqual({
      question: 'Is it so, or not?',
      answer: 'Yes: it is.',
      excerpt: 'export const B = 2;\n',
    });
    expect(exampleOf('y', '// One thing.\n//   npx tsx y\nimport "a";').question).toBe('One thing.');
    expect(exampleOf('z', 'import "a";').question).toBe('z');
  });
});

describe.skipIf(!browserPath)('the gallery', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  test('has every example in order, with its pictures and its code, and runs it in Try', async () => {
    const { page, errors } = await site.open('/examples');
    const cards = page.locator('.example');
    expect(await cards.evaluateAll((all) => all.map(({ id }) => id))).toEqual(names);
    const runs = await page
      .locator('.example .run')
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    expect(runs.map((run) => stateOf(new URL(run).hash, ['example'])?.example)).toEqual(
      names.filter((name) => !NEED_DATA.includes(name)),
    );
    for (const name of NEED_DATA)
      expect(await page.textContent(`[id="${name}"] .node`)).toContain(`npx tsx examples/${name}/main.ts`);
    expect(new URL(runs[0]!).pathname).toBe('/try.html');

    const pictures = await page
      .locator('.example img')
      .evaluateAll((all) => all.map((img) => (img as HTMLImageElement).src));
    expect(pictures.length).toBeGreaterThan(20);
    await page.evaluate(async () => {
      for (const img of document.querySelectorAll<HTMLImageElement>('.example img')) {
        img.loading = 'eager';
        await img.decode();
      }
    });

    await page.click('[id="07-xor"] summary');
    await page.waitForSelector('[id="07-xor"] figure');
    expect(await page.locator('[id="07-xor"] figcaption').first().textContent()).toBe(
      'examples/07-xor/main.ts',
    );
    expect(await page.textContent('[id="07-xor"] pre')).toContain('export function xor');
    expect(errors).toEqual([]);
  });

  test('is wide enough for a phone', async () => {
    const { page } = await site.open('/examples', { viewport: { width: 390, height: 844 } });
    await page.click('[id="07-xor"] summary');
    await page.waitForSelector('[id="07-xor"] figure');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
