import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fragmentOf } from '../tools/share/link.ts';
import { browserPath, openSite, type Site } from './site.ts';

describe.skipIf(!browserPath)('the page that derives a gradient', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  const neuron = {
    formula: 'E = 1/2*(t - out_1)^2\nout_1 = sigmoid(net)\nnet = w*x + b',
    wrt: 'w',
    at: '{"t":"0.01","w":"0.4","x":"0.59","b":"0.6"}',
  };
  const open = (state: Record<string, string> = neuron, options = {}) =>
    site.open(`/derive#${fragmentOf(state)}`, options);

  test('derives a gradient at the numbers that are given, in three levels of detail', async () => {
    const { page, errors } = await open();
    await page.waitForSelector('.derivation math');
    expect(await page.textContent('.derivation')).toContain('0.085579967');
    const steps = () => page.locator('.derivation article').count();
    const normal = await steps();
    await page.selectOption('select[name="level"]', 'brief');
    await page.waitForFunction((n) => document.querySelectorAll('.derivation article').length < n, normal);
    await page.selectOption('select[name="level"]', 'full');
    await page.waitForFunction((n) => document.querySelectorAll('.derivation article').length > n, normal);
    expect(errors).toEqual([]);
  });

  test('a symbol lights up wherever it stands, in the graph too, and no other does', async () => {
    const { page, errors } = await open();
    await page.waitForSelector('.graph svg .node');
    const lit = (where: string) =>
      page.$$eval(`${where} .lit`, (found) => [
        ...new Set(found.map((each) => (each as HTMLElement).dataset.symbol)),
      ]);
    await page.hover('.derivation mfrac [data-symbol="out_1"]');
    expect(await lit('.derivation')).toEqual(['out_1']);
    expect(await lit('.graph')).toEqual(['out_1']);
    await page.mouse.move(0, 0);
    await page.focus('.symbols [data-symbol="net"]');
    expect(await lit('.derivation')).toEqual(['net']);
    expect(await lit('.graph')).toEqual(['net']);
    const here = await page.locator('.derivation [data-symbol="net"]').count();
    expect(await page.locator('.derivation .lit').count()).toBe(here);
    expect(errors).toEqual([]);
  });

  test('what is clicked stays lit until Escape', async () => {
    const { page } = await open();
    await page.waitForSelector('.derivation math');
    await page.click('.symbols [data-symbol="w"]');
    await page.focus('textarea[name="formula"]');
    await page.mouse.move(0, 0);
    expect(await page.locator('.derivation .lit').count()).toBeGreaterThan(3);
    await page.keyboard.press('Escape');
    expect(await page.locator('.derivation .lit').count()).toBe(0);
  });

  test('the graph is zoomed and moved by keys, mouse, wheel and buttons', async () => {
    const { page, errors } = await open();
    await page.waitForSelector('.graph svg .node');
    const place = () => page.$eval('.graph .sheet', ({ style }: HTMLElement) => style.transform);
    const changes = async (act: () => Promise<unknown>) => {
      const before = await place();
      await act();
      await page.waitForFunction(
        (was) => document.querySelector<HTMLElement>('.graph .sheet')!.style.transform !== was,
        before,
      );
    };
    await page.focus('.graph .frame');
    await changes(() => page.keyboard.press('+'));
    await changes(() => page.keyboard.press('ArrowRight'));
    await changes(() => page.keyboard.press('0'));
    expect(await place()).toBe('translate(0px, 0px) scale(1)');
    await changes(() => page.click('.graph button'));
    const { x, y, width, height } = (await page.locator('.graph .frame').boundingBox())!;
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    await changes(async () => {
      await page.mouse.move(middleX, middleY);
      await page.mouse.down();
      await page.mouse.move(middleX + 20, middleY + 10);
      await page.mouse.up();
    });
    await page.focus('.graph .frame');
    await changes(() => page.mouse.wheel(0, -200));
    expect(errors).toEqual([]);
  });

  test('a box of several steps and the frame of a layer open and close, by mouse and by key', async () => {
    const { page, errors } = await open();
    await page.waitForSelector('.graph [data-fold="net"][aria-expanded="false"]');
    const boxes = () => page.locator('.graph svg .node').count();
    const before = await boxes();
    await page.click('.graph [data-fold="net"]');
    await page.waitForSelector('.graph [data-fold="net"][aria-expanded="true"]');
    expect(await boxes()).toBeGreaterThan(before);
    await page.focus('.graph [data-fold="net"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.graph [data-fold="net"][aria-expanded="false"]:focus');
    expect(await boxes()).toBe(before);
    expect(errors).toEqual([]);
  });

  test('a layer becomes one box and layers again', async () => {
    const layers = {
      formula: 'E = sum(o^2)\no = h @ W2\nh = tanh(x @ W1)',
      at: '{"x":"[[1, 2]]","W1":"[[1, 2], [3, 4]]","W2":"[[1], [2]]"}',
    };
    const { page, errors } = await open(layers);
    const title = await page.getAttribute('.graph .cluster[data-fold]', 'data-fold');
    await page.locator('.graph .cluster[data-fold] text').first().click();
    await page.waitForSelector(`.graph .node[data-fold="${title}"][aria-expanded="false"]`);
    await page.click(`.graph .node[data-fold="${title}"]`);
    await page.waitForSelector(`.graph .cluster[data-fold="${title}"]`);
    expect(errors).toEqual([]);
  });

  test('copies the derivation in each form, and the formula with its gradient for each language', async () => {
    const { page, errors } = await open();
    await page.waitForSelector('.derivation math');
    const copied = async (format: string) => {
      await page.click(`[data-format="${format}"]`);
      await page.waitForSelector(`[data-format="${format}"]:has-text("Copied")`);
      return page.evaluate(() => navigator.clipboard.readText());
    };
    for (const [format, beginning] of [
      ['tex', '\\documentclass'],
      ['markdown', '# The gradient of $E$'],
      ['text', 'The gradient of E with respect to w'],
    ]) {
      const text = await copied(format);
      expect(text.slice(0, beginning.length)).toBe(beginning);
      expect(text).toContain('0.085579967');
    }
    for (const [language, beginning, inside] of [
      ['numpy', 'import numpy as np', 'dE_dw'],
      ['pytorch', 'import torch', 'torch.sigmoid'],
      ['jax', 'import jax', 'jax.grad'],
      ['typescript', "from '@chainrule/core'", 'grad('],
    ]) {
      const text = await copied(language);
      expect(text).toContain(beginning);
      expect(text).toContain(inside);
    }
    expect(errors).toEqual([]);
  });

  test('says what a language cannot say', async () => {
    const { page, errors } = await open({ formula: 'y = celu(x)' });
    await page.waitForSelector('.derivation math');
    await page.click('[data-format="numpy"]');
    await page.waitForSelector('.mistake:has-text("celu")');
    expect(errors).toEqual([]);
  });

  test('prints the derivation alone', async () => {
    const { page } = await open();
    await page.waitForSelector('.graph svg .node');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const others = await page.$$eval('body *:not(.derivation *)', (found) =>
      found
        .filter(({ children, textContent }) => children.length === 0 && textContent.trim() !== '')
        .filter((each) => each.checkVisibility({ visibilityProperty: true }))
        .map(({ textContent }) => textContent),
    );
    expect(others).toEqual([]);
    expect(await page.textContent('.derivation h1')).toMatch(/^The gradient of/);
    expect(await page.isVisible('.derivation')).toBe(true);
  });

  test('goes to Check and back with all that was typed', async () => {
    const { page, errors } = await open({ ...neuron, claim: '-(t - out_1)*x', level: 'full' });
    await page.waitForSelector('.derivation math');
    await page.click('text=Open in Check');
    await page.waitForSelector('[data-verdict="wrong"]');
    expect(await page.inputValue('textarea[name="claim"]')).toBe('-(t - out_1)*x');
    expect(await page.inputValue('input[name="at-x"]')).toBe('0.59');
    await page.click('text=Open in Derive');
    await page.waitForSelector('.derive .derivation math');
    expect(await page.inputValue('textarea[name="formula"]')).toBe(neuron.formula);
    expect(await page.inputValue('select[name="level"]')).toBe('full');
    expect(errors).toEqual([]);
  });

  test('every example is derived and drawn', async () => {
    const { page, errors } = await site.open('/derive');
    const options = await page.locator('select[name="example"] option').count();
    for (let k = 0; k < options; k++) {
      await page.selectOption('select[name="example"]', String(k));
      await page.waitForSelector('[aria-busy="false"] ~ .graph svg .node');
      expect(await page.locator('.mistake').count()).toBe(0);
      expect(await page.textContent('.derivation')).not.toContain('undefined');
    }
    expect(errors).toEqual([]);
  });

  test.each<Record<string, string>>([
    { formula: 'E = sin(w*(x' },
    { formula: 'E = <img src=x onerror=alert(1)>', level: 'all' },
    { formula: 'E = w^2', at: '{"w":"much"}' },
    { formula: '' },
    { formula: 'E = 3' },
    { formula: 'y = [1, 2]*w' },
  ])('says what is wrong, and goes on when it is mended: %o', async (state) => {
    const { page, errors } = await open(state);
    await page.waitForSelector('.mistake');
    await page.fill('textarea[name="formula"]', 'E = v^2');
    await page.waitForSelector('.derivation math');
    expect(errors).toEqual([]);
  });

  test('is wide enough for a phone', async () => {
    const { page, errors } = await open(neuron, { viewport: { width: 390, height: 844 } });
    await page.waitForSelector('.graph svg .node');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    expect(errors).toEqual([]);
  });
});
