import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sceneOf } from '../tools/learn/scenes.ts';
import { Session } from '../tools/learn/session.ts';
import { fragmentOf } from '../tools/share/link.ts';
import { browserPath, openSite, type Site } from './site.ts';

describe('a training', () => {
  test.each(['tutorialB', 'momentum', 'batches', 'spirals'])(
    '%s: what was undone is as if it had never been',
    async (key) => {
      const { setup } = sceneOf(key)!;
      const [plain, undone] = [new Session(setup), new Session(setup)];
      await undone.compile();
      undone.run(5, 0);
      undone.run(4, 0);
      undone.back(0);
      undone.run(1, 0);
      undone.back(0);
      const after = undone.run(3, 0).snapshot;
      expect(after.round).toBe(8);
      expect(after.loss).toBeCloseTo(plain.run(8, 0).snapshot.loss, 12);
    },
  );

  test('the update through new weights is that of the tutorial’s second error', () => {
    const second = (key: string) => new Session(sceneOf(key)!.setup).run(1, 0).snapshot.loss;
    expect(second('oldAndNew')).toBeCloseTo(0.291027924, 9);
    expect(second('tutorialB')).toBeCloseTo(0.291027774, 9);
  });

  test('what the texts of the scenes say holds', () => {
    const after = (key: string, rounds: number, change = {}) =>
      new Session({ ...sceneOf(key)!.setup, ...change }).run(rounds, 0).snapshot.loss;
    expect(after('momentum', 1_000)).toBeLessThan(0.0000351085);
    expect(after('biases', 200)).toBeLessThan(after('tutorialB', 200));
    expect(after('stuck', 100)).toBe(0.5);
    expect(after('stuck', 4_000, { scale: 2 })).toBeLessThan(0.01);
    expect(after('xor', 0)).toBeCloseTo(0.5, 1);
  });
});

describe.skipIf(!browserPath)('the page on which a network learns', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  const press = (page: Page, what: string) => page.click(`[data-do="${what}"]`);
  const cell = (page: Page, name: string, column: string) =>
    page.textContent(`tr[data-name="${name}"] td[data-${column}]`);
  const typed = (page: Page, name: string) => page.inputValue(`tr[data-name="${name}"] input`);
  const isReady = (page: Page, round = 0) =>
    page.waitForSelector(`.learn[data-round="${round}"][data-busy="false"] tr[data-name="w1"]`);
  const errorOf = async (page: Page) => Number(await page.textContent('[data-error]'));

  test('gives the printed figures of tutorial B, step by step', async () => {
    const { page, errors } = await site.open('/learn');
    await isReady(page);
    expect(await cell(page, 'out_o1', 'value')).toBe('');
    await press(page, 'forward');
    expect(await cell(page, 'net_h1', 'value')).toBe('0.3775');
    expect(await cell(page, 'out_h1', 'value')).toBe('0.593269992');
    expect(await cell(page, 'out_o1', 'value')).toBe('0.75136507');
    expect(await cell(page, 'E_o1', 'value')).toBe('0.274811083');
    expect(await cell(page, 'E_total', 'value')).toBe('0.298371109');
    expect(await cell(page, 'w5', 'gradient')).toBe('');
    await press(page, 'backward');
    expect(await cell(page, 'w5', 'gradient')).toBe('0.082167041');
    expect(await cell(page, 'w1', 'gradient')).toBe('0.000438568');
    expect(await cell(page, 'out_h1', 'gradient')).toBe('0.036350306');
    expect(await cell(page, 'w5', 'next')).toBe('0.35891648');
    await press(page, 'update');
    await isReady(page, 1);
    expect(await typed(page, 'w1')).toBe('0.149780716');
    expect(await typed(page, 'w5')).toBe('0.35891648');
    expect(await typed(page, 'w8')).toBe('0.561370121');
    expect(await typed(page, 'b1')).toBe('0.35');
    await press(page, 'forward');
    expect(await cell(page, 'E_total', 'value')).toBe('0.291027774');
    await press(page, 'back');
    await isReady(page, 0);
    await press(page, 'many');
    await isReady(page, 10_000);
    expect(await page.textContent('[data-took]')).toMatch(/10,000 rounds took [\d.]+ ms .*0\.0000351085/s);
    expect(errors).toEqual([]);
  });

  test('a weight that is clicked has its gradient derived, and its paths lit', async () => {
    const { page, errors } = await site.open('/learn');
    await isReady(page);
    await page.locator('.touch [data-edge="w1"]').dispatchEvent('click');
    await page.waitForSelector('.derivation article math');
    expect(await page.textContent('.derivation')).toContain('0.000438568');
    expect(await page.locator('.paths li').allTextContents()).toEqual([
      expect.stringContaining('w1 → h1 → o1 → E'),
      expect.stringContaining('w1 → h1 → o2 → E'),
    ]);
    expect(await page.locator('.units .isLit .name').first().textContent()).toBe('h1');
    await page.hover('.paths li:last-child button');
    expect(await page.locator('.units .isLit').count()).toBe(2);
    expect(errors).toEqual([]);
  });

  test('a number that is written over changes what follows, in the table and in the picture', async () => {
    const { page, errors } = await site.open('/learn');
    await isReady(page);
    await press(page, 'forward');
    await page.fill('tr[data-name="i1"] input', '0.5');
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => document.querySelector('tr[data-name="net_h1"] [data-value]')?.textContent === '0.445',
    );
    for (const _ of [1, 2]) await page.locator('.touch [data-edge="w2"]').dispatchEvent('click');
    await page.fill('.inplace', '1.2');
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => document.querySelector('tr[data-name="net_h1"] [data-value]')?.textContent === '0.545',
    );
    await page.fill('tr[data-name="w1"] input', 'much');
    await page.keyboard.press('Enter');
    expect(await page.getAttribute('tr[data-name="w1"] input', 'aria-invalid')).toBe('true');
    expect(errors).toEqual([]);
  });

  test('plays, pauses, and goes on with other data', async () => {
    const { page, errors } = await site.open('/learn');
    await isReady(page);
    await press(page, 'round');
    await isReady(page, 1);
    const first = await errorOf(page);
    await press(page, 'play');
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLElement>('.learn')?.dataset.round) > 20,
    );
    await press(page, 'play');
    expect(await errorOf(page)).toBeLessThan(first);
    await page.click('[data-scene="moons"]');
    await page.waitForSelector('.outputplot canvas');
    await press(page, 'many');
    await page.waitForSelector('.learn[data-round="300"]');
    expect(await errorOf(page)).toBeLessThan(0.05);
    await page.selectOption('select[name="data"]', 'sine');
    await page.fill('input[name="hidden"]', '3, 3');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.outputplot path');
    await page.waitForFunction(() => document.querySelectorAll('.units > g').length === 8);
    expect(errors).toEqual([]);
  });

  test('goes on under other rules, and starts again with what it began with', async () => {
    const { page, errors } = await site.open('/learn');
    await isReady(page);
    await press(page, 'round');
    await isReady(page, 1);
    await page.fill('input[name="rate"]', '0.1');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.learn[data-busy="false"]');
    expect(await typed(page, 'w5')).toBe('0.35891648');
    await press(page, 'restart');
    await isReady(page, 0);
    expect(await typed(page, 'w5')).toBe('0.4');
    expect(await page.inputValue('input[name="rate"]')).toBe('0.1');
    await page.fill('input[name="rate"]', '1e9');
    await page.keyboard.press('Enter');
    expect(await page.getAttribute('input[name="rate"]', 'aria-invalid')).toBe('true');
    expect(errors).toEqual([]);
  });

  test('a step waits for the network that is being opened', async () => {
    const { page, errors } = await site.open('/learn');
    await isReady(page);
    const isHeld = await page.evaluate(async () => {
      document.querySelector<HTMLElement>('[data-scene="tutorialA"]')!.click();
      // The page is drawn anew before the worker can answer.
      await Promise.resolve();
      return document.querySelector<HTMLButtonElement>('[data-do="forward"]')!.disabled;
    });
    expect(isHeld).toBe(true);
    await press(page, 'forward');
    expect(await page.getAttribute('.learn', 'data-stage')).toBe('forward');
    expect(errors).toEqual([]);
  });

  test('another scene is opened in the middle of a long run', async () => {
    const { page, errors } = await site.open('/learn');
    await page.click('[data-scene="spirals"]');
    await page.waitForSelector('.outputplot canvas');
    await press(page, 'many');
    await page.click('[data-scene="tutorialB"]');
    await isReady(page);
    await press(page, 'round');
    await isReady(page, 1);
    expect(await typed(page, 'w5')).toBe('0.35891648');
    expect(errors).toEqual([]);
  });

  test('says what helps where the error is no longer a number', async () => {
    const { page } = await site.open('/learn');
    await isReady(page);
    await page.click('[data-scene="tutorialA"]');
    await isReady(page);
    await page.fill('input[name="rate"]', '90');
    await page.keyboard.press('Enter');
    await isReady(page);
    await press(page, 'many');
    await page.waitForFunction(() =>
      document.querySelector('.guide')?.textContent?.includes('smaller learning rate'),
    );
    await press(page, 'back');
    await page.waitForFunction(() => !document.querySelector('.guide')?.textContent?.includes('smaller'));
  });

  test('a link brings back the network as it was', async () => {
    const { page } = await site.open('/learn');
    await isReady(page);
    await press(page, 'round');
    await isReady(page, 1);
    await page.fill('tr[data-name="w3"] input', '2.5');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.learn[data-busy="false"]');
    await press(page, 'link');
    const { hash } = new URL(page.url());
    const { page: other, errors } = await site.open(`/learn${hash}`);
    await isReady(other, 1);
    expect(await typed(other, 'w3')).toBe('2.5');
    expect(await typed(other, 'w5')).toBe('0.35891648');
    expect(errors).toEqual([]);
  });

  const broken = (setup: unknown) => fragmentOf({ scene: 'xor', setup: JSON.stringify(setup), round: '-1' });
  test.each([
    'nonsense',
    `1${'A'.repeat(5000)}`,
    fragmentOf({ scene: 'constructor' }),
    fragmentOf({ scene: 'xor', setup: '{', round: 'x' }),
    broken(null),
    broken({ data: 'given', given: { inputs: [], targets: [[1]] } }),
    broken({ data: 'given', given: { inputs: [[1e300]], targets: [[null]] } }),
    broken({ hidden: [1e9, -4, 3], count: 1e9, batch: 0.3, rate: 'x', start: [1, 2, 3] }),
    broken({
      activation: '__proto__',
      loss: 'toString',
      optimizer: '<img src=x onerror=alert(1)>',
      hidden: {},
    }),
  ])('a hostile fragment does no harm: %.40s', async (fragment) => {
    const { page, errors } = await site.open(`/learn#${fragment}`);
    await page.waitForSelector('.learn[data-round="0"]');
    await page.click('[data-scene="tutorialB"]');
    await press(page, 'forward');
    expect(await cell(page, 'E_total', 'value')).toBe('0.298371109');
    expect(errors).toEqual([]);
  });

  test('is wide enough for a phone', async () => {
    const { page, errors } = await site.open('/learn', { viewport: { width: 390, height: 844 } });
    await isReady(page);
    for (const scene of ['tutorialB', 'spirals', 'depth']) {
      await page.click(`[data-scene="${scene}"]`);
      await page.waitForSelector('.learn[data-busy="false"]');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
    expect(errors).toEqual([]);
  });

  test('can be used by keys alone', async () => {
    const { page } = await site.open('/learn');
    await isReady(page);
    await page.focus('[data-do="forward"]');
    for (const key of ['Enter', 'Tab', 'Enter', 'Tab', 'Enter']) await page.keyboard.press(key);
    await isReady(page, 1);
    await page.focus('tr[data-name="w2"] button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.derivation article math');
  });
});
