import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, openSite, type Site } from './site.ts';

describe.skipIf(!browserPath)('the home page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  test('checks a gradient, and then has a network learn while it is in view', async () => {
    const { page, errors } = await site.open('/', { viewport: { width: 1440, height: 900 } });
    await page.waitForSelector('[data-verdict="wrong"]');
    const isPlaying = (now: boolean) => page.waitForSelector(`.network-tool[data-playing="${now}"]`);
    await isPlaying(true);
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLElement>('.network-tool')?.dataset.round) > 5,
    );
    await page.evaluate(() => {
      document.body.style.paddingBottom = '3000px';
      scrollTo(0, 3000);
    });
    await isPlaying(false);
    await page.evaluate(() => scrollTo(0, 0));
    await isPlaying(true);
    await page.click('[data-do="play"]');
    await isPlaying(false);
    await page.fill('textarea[name="claim"]', '-(t - out) * out*(1 - out) * x');
    await page.waitForSelector('[data-verdict="right"]');
    expect(errors).toEqual([]);
  });

  test('moves nothing for whoever prefers that', async () => {
    const { page } = await site.open('/', {
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    await page.waitForSelector('.network-tool[data-busy="false"][data-round="0"]');
    await page.click('[data-do="play"]');
    await page.waitForSelector('.network-tool[data-playing="true"]');
    await page.waitForSelector('.network-tool:not([data-round="0"])');
  });

  test('leads to every tool, and to Learn with its network', async () => {
    const { page, errors } = await site.open('/');
    await page.waitForSelector('.network-tool[data-round]');
    const links = await page
      .locator('.home a')
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    expect(links.length).toBeGreaterThan(6);
    for (const link of links) expect((await page.request.get(link)).status(), link).toBe(200);
    const abouts = await page.locator('.pages a span').allTextContents();
    expect(abouts.length).toBe(await page.locator('.pages a').count());
    expect(abouts).not.toContain('');
    await page.click('.install button');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('npm install chainrule');
    await page.click('.network-tool a');
    await page.waitForSelector('.learn[data-round] [data-scene="tutorialB"][aria-pressed="true"]');
    expect(errors).toEqual([]);
  });

  test('is wide enough for a phone', async () => {
    const { page, errors } = await site.open('/', { viewport: { width: 390, height: 844 } });
    await page.waitForSelector('.network-tool[data-round]');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(errors).toEqual([]);
  });
});
