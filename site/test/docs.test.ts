import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docs } from '../.vitepress/docs.ts';
import { barriersIn } from './axe.ts';
import { browserPath, openSite, type Site } from './site.ts';

/** Each token of the code is an element that axe looks at, and all code has the same few colours. */
const CODE = '.vp-code code';

describe.skipIf(!browserPath)('the docs', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  test.each([
    ['safetensors', 'Saving and loading'],
    ['stop_gradient', 'Coming from JAX'],
    ['wrong-point', 'What diagnose can name'],
    ['tensorDot', 'Matrix products'],
    ['crossEntropy', 'Losses'],
    ['require-corp', 'Performance, threads, CSP and COOP/COEP'],
  ])('are found by searching %s, with no other host asked', async (words, title) => {
    const { page, errors } = await site.open('/docs/start');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.click('.DocSearch-Button');
    await page.fill('.VPLocalSearchBox input', words);
    const found = page.locator('.VPLocalSearchBox .result', { hasText: title }).first();
    await found.click();
    await page.waitForFunction((text) => document.querySelector('h1')?.textContent?.includes(text), title);
    expect(new Set(asked).size).toBe(1);
    expect(errors).toEqual([]);
  });

  test('are one after the other, as the sidebar has them, and none has a serious barrier', async () => {
    const { page, errors } = await site.open('/docs/start');
    // What is around the text is the same on all pages.
    const barriers = () => barriersIn(page, { within: '.vp-doc', without: CODE });
    expect(await barriers()).toEqual([]);
    const pages = docs.flatMap(({ items }) => items).filter(({ link }) => link.startsWith('/docs/'));
    for (const { link } of pages.slice(1)) {
      await page.click(`.VPDocFooter a.next[href$="${link}.html"]`);
      await page.waitForURL(`**${link}.html`);
      expect(await barriers(), link).toEqual([]);
      // VitePress moves the mark of its outline a moment after a page has come, and fails if it is left by then.
      await page.waitForTimeout(200);
    }
    expect(errors).toEqual([]);
  });
});
