import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkOf } from '../tools/bench/link.ts';
import { fragmentOf } from '../tools/share/link.ts';
import { browserPath, openSite, type Site } from './site.ts';

const linked = {
  results: { product256: { javascript: 8, one: 1 }, cnn: { one: 5, all: 2.5 } },
  machine: { browser: 'Firefox 140 on Linux', cores: 8 },
};

describe.skipIf(!browserPath)('the page that measures this machine', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  const cell = (work: string, mode: string) => `[data-work="${work}"] [data-mode="${mode}"] b`;

  test('measures, shows what it has, stops, and begins again', async () => {
    const { page, errors } = await site.open('/bench');
    await page.click('[data-do="measure"]');
    await page.waitForSelector(cell('product256', 'javascript'));
    expect(await page.getAttribute('progress', 'max')).toMatch(/^1[05]$/);
    await page.click('[data-do="stop"]');
    await page.waitForSelector('[data-done="true"]');
    expect(Number(await page.textContent(cell('product256', 'javascript')))).toBeGreaterThan(0.1);
    await page.click('[data-do="measure"]');
    await page.waitForSelector('[data-do="stop"]');
    expect(await page.locator('td b').count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test('a link brings back results, with the machine that they are of', async () => {
    const { page, errors } = await site.open(`/bench#${linkOf(linked)}`);
    await page.waitForSelector('[data-done="true"]');
    expect(await page.textContent('caption')).toBe('Firefox 140 on Linux, 8 cores');
    expect(await page.textContent(cell('product256', 'one'))).toBe('33.6');
    expect(await page.textContent(cell('cnn', 'all'))).toBe('400');
    expect(await page.locator('td b').count()).toBe(4);
    expect(errors).toEqual([]);
  });

  test('measures other libraries when somebody asks, with files of this site alone', async () => {
    const { page, errors } = await site.open('/bench');
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    const isPeer = (url: string) => /peers-worker|\.wasm$/.test(url);
    await page.waitForLoadState('networkidle');
    expect(loaded.filter(isPeer)).toEqual([]);
    await page.click('[data-do="peers"]');
    for (const peer of ['tensorflow', 'jax']) await page.waitForSelector(cell('product256', peer));
    await page.click('[data-do="stop"]');
    await page.waitForSelector('[data-done="true"]');
    expect(Number(await page.textContent(cell('product256', 'jax')))).toBeGreaterThan(0.1);
    expect(loaded.some(isPeer)).toBe(true);
    expect(loaded.filter((url) => !url.startsWith(site.address) && !url.startsWith('blob:'))).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('says calmly that other libraries could not be loaded, and can be asked again', async () => {
    // A context of its own has nothing cached.
    const { page } = await site.open('/bench', { serviceWorkers: 'block' });
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    await page.click('[data-do="peers"]');
    await page.waitForSelector('text=could not be loaded');
    expect(await page.isEnabled('[data-do="peers"]')).toBe(true);
    await page.context().close();
  });

  test('results are copied as Markdown', async () => {
    const { page } = await site.open(`/bench#${linkOf(linked)}`);
    await page.click('[data-do="copy"]');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('| CNN 1-8-16, one step | steps per second |  | 200 | 400 |');
    expect(copied).toContain('Firefox 140 on Linux, 8 cores');
  });

  test.each([
    'nonsense',
    fragmentOf({ results: '{', browser: 'x', cores: '2' }),
    fragmentOf({ results: '[]', browser: '<img src=x onerror=alert(1)>', cores: '1e9' }),
    fragmentOf({ results: '{"cnn":{"one":-1,"__proto__":3},"mlp":null}', browser: 'x', cores: '2' }),
  ])('a hostile fragment does no harm: %.30s', async (fragment) => {
    const { page, errors } = await site.open(`/bench#${fragment}`);
    await page.waitForSelector('[role="alert"]');
    expect(await page.isEnabled('[data-do="measure"]')).toBe(true);
    expect(errors).toEqual([]);
  });
});
