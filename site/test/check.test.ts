import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fragmentOf } from '../tools/share/link.ts';
import { browserPath, openSite, type Site } from './site.ts';

describe.skipIf(!browserPath)('the page that checks a gradient', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  test('says why a gradient is wrong, and that the mended one is right', async () => {
    const { page, errors } = await site.open('/check');
    await page.waitForSelector('[data-verdict="wrong"]');
    expect(await page.textContent('.verdict')).toContain('taken at net in place of out');
    await page.fill('textarea[name="claim"]', '-(t - out) * out*(1 - out) * x');
    await page.waitForSelector('[data-verdict="right"]');
    await page.waitForSelector('.derivation math');
    expect(errors).toEqual([]);
  });

  test('takes numbers, and says where one is none', async () => {
    const { page, errors } = await site.open('/check');
    await page.waitForSelector('[data-verdict]');
    await page.fill('input[name="at-x"]', 'two');
    await page.waitForSelector('.mistake');
    expect(await page.textContent('.mistake')).toContain('x: expected a number');
    await page.fill('input[name="at-x"]', '2');
    await page.waitForSelector('[data-verdict="wrong"]');
    expect(errors).toEqual([]);
  });

  test('shows the place of a mistake in the formula, and goes on when it is mended', async () => {
    const { page, errors } = await site.open('/check');
    await page.fill('textarea[name="formula"]', 'E = sin(w*(x');
    await page.waitForSelector('.mistake pre');
    expect(await page.textContent('.mistake pre')).toContain('^');
    await page.fill('textarea[name="formula"]', 'E = sin(w*x)');
    await page.fill('textarea[name="claim"]', 'x*cos(w*x)');
    await page.waitForSelector('[data-verdict="right"]');
    expect(errors).toEqual([]);
  });

  test('a link brings back what it was made of', async () => {
    const state = { formula: 'y = \\frac{x^2}{2}', wrt: 'x', claim: 'x', at: '{"x":"3"}' };
    const { page, errors } = await site.open(`/check#${fragmentOf(state)}`);
    await page.waitForSelector('[data-verdict="right"]');
    expect(await page.inputValue('textarea[name="formula"]')).toBe(state.formula);
    expect(await page.inputValue('input[name="at-x"]')).toBe('3');
    expect(errors).toEqual([]);
  });

  test.each([
    'nonsense',
    '1',
    `1${'A'.repeat(5000)}`,
    '%E0%A4%A',
    '0abc',
    fragmentOf({ constructor: 'x', __proto__: 'y', claim: 'x' } as unknown as Record<string, string>),
    fragmentOf({ formula: `x${'+x'.repeat(60_000)}`, claim: '1', wrt: 'x', at: '[1]' }),
    fragmentOf({ formula: '<img src=x onerror=alert(1)>', claim: '<script>', wrt: '', at: 'null' }),
  ])('a hostile fragment does no harm: %.30s', async (fragment) => {
    const { page, errors } = await site.open(`/check#${fragment}`);
    await page.waitForSelector('.card');
    await page.fill('textarea[name="formula"]', 'E = w^2');
    await page.fill('textarea[name="claim"]', '2*w');
    await page.waitForSelector('[data-verdict="right"]');
    expect(errors).toEqual([]);
  });

  test('is wide enough for a phone', async () => {
    const { page, errors } = await site.open('/check', { viewport: { width: 390, height: 844 } });
    await page.waitForSelector('[data-verdict]');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    expect(errors).toEqual([]);
  });

  test('can be used by keys alone', async () => {
    const { page } = await site.open('/check');
    await page.waitForSelector('[data-verdict]');
    await page.focus('textarea[name="formula"]');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('E = w^3');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('3*w^2');
    await page.waitForSelector('[data-verdict="right"]');
  });
});
