import { toNpy } from '@chainrule/core';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fragmentOf } from '../tools/share/link.ts';
import type { Typed } from '../tools/share/use-formula.ts';
import { browserPath, openSite, type Site } from './site.ts';

/** How long a test polls the page at most. */
const WAIT = { timeout: 30_000 };

const file = (name: string, text: string) => ({ name, mimeType: '', buffer: Buffer.from(text) });

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

  const state = (given: Partial<Record<keyof Typed, string>>) => fragmentOf(given as Record<string, string>);
  const NEURON = 'E = 1/2*(t - out)^2\nout = sigmoid(net)\nnet = w*x';
  const AT = '{"t":"0.01","w":"0.4","x":"0.59"}';
  const marks = (page: Page, name: string) =>
    page.$$eval(`:has(> textarea[name="${name}"]) mark`, (found) => found.map((each) => each.textContent));
  /** A maths field takes the keys a moment after it was clicked or made. */
  const takesKeys = (field: Locator) =>
    expect.poll(() => field.evaluate((each) => each.shadowRoot!.activeElement !== null), WAIT).toBe(true);
  async function write(field: Locator) {
    await field.click();
    await takesKeys(field);
  }
  const kinds = (page: Page) =>
    page.$$eval('[data-line]', (found) => found.map((each) => (each as HTMLElement).dataset.line));

  test('marks what is wrong in the claim and in the formula, for readers who do not see it too', async () => {
    const { page, errors } = await site.open('/check');
    await page.waitForSelector('[data-verdict="wrong"]');
    expect(await marks(page, 'claim')).toEqual(['net*(1 - net)']);
    const note = await page.getAttribute('textarea[name="claim"]', 'aria-describedby');
    expect(await page.textContent(`[id="${note}"]`)).toBe('Marked: “net*(1 - net)”');
    await page.fill('textarea[name="claim"]', '-(t - out) * out*(1 - out) * x');
    await page.waitForSelector('[data-verdict="right"]');
    expect(await marks(page, 'claim')).toEqual([]);
    await page.fill('textarea[name="formula"]', 'E = w^2\nz = 3*sigmoyd(w)');
    await page.waitForSelector('.mistake');
    expect(await marks(page, 'formula')).toEqual(['sigmoyd']);
    expect(await page.getAttribute('textarea[name="formula"]', 'aria-invalid')).toBe('true');
    expect(errors).toEqual([]);
  });

  test('judges a derivation line by line', async () => {
    const lines = '∂E/∂out = -(t - out)\n∂out/∂net = net*(1 - net)\n∂net/∂w = x';
    const { page, errors } = await site.open(
      `/check#${state({ formula: NEURON, mode: 'lines', lines, at: AT })}`,
    );
    await page.waitForSelector('[data-line]');
    expect(await kinds(page)).toEqual(['right', 'wrong', 'right']);
    expect(await page.textContent('[data-line="wrong"]')).toContain('taken at net in place of out');
    expect(await marks(page, 'lines')).toEqual(['∂out/∂net = net*(1 - net)']);
    await page.fill('textarea[name="lines"]', lines.replaceAll('net*(1 - net)', 'out*(1 - out)'));
    await page.waitForSelector('[data-verdict="right"]');
    expect(errors).toEqual([]);
  });

  test('judges each gradient of a backward pass, as formulas or as numbers', async () => {
    const pass = 'dout = out - t\ndnet = dout * net*(1 - net)\ndw = dnet * x';
    const { page, errors } = await site.open(
      `/check#${state({ formula: NEURON, mode: 'pass', pass, at: AT })}`,
    );
    await page.waitForSelector('[data-line]');
    expect(await kinds(page)).toEqual(['right', 'wrong', 'right']);
    await page.fill('textarea[name="pass"]', 'dout = 0.548728\ndw = 0.0998');
    await page.waitForFunction(() => document.querySelectorAll('[data-line]').length === 2);
    expect(await kinds(page)).toEqual(['right', 'wrong']);
    expect(await marks(page, 'pass')).toEqual(['dw = 0.0998']);
    expect(errors).toEqual([]);
  });

  test('takes the numbers of a program from files, and says what is wrong with one', async () => {
    const { page, errors } = await site.open(`/check#${state({ formula: NEURON, mode: 'values', at: AT })}`);
    const files = page.locator('.claim input[type="file"]');
    await files.setInputFiles([
      file('run.json', '{"net": 0.236, "grads": {"w": 0.0998}}'),
      file('out.csv', '0.558728'),
      { name: 'dout.npy', mimeType: '', buffer: Buffer.from(toNpy(0.548727678)) },
      file('notes.txt', 'hello'),
      file('bad.json', '{"out": "much"}'),
    ]);
    await page.waitForFunction(() => document.querySelectorAll('[data-line]').length === 4);
    expect(await page.inputValue('textarea[name="values"]')).toBe(
      'net = 0.236\ndw = 0.0998\nout = 0.558728\ndout = 0.548727678',
    );
    expect((await kinds(page)).filter((kind) => kind === 'right')).toHaveLength(3);
    expect(await page.locator('.claim [role="alert"]').allTextContents()).toEqual([
      expect.stringContaining('notes.txt: expected .json, .csv, .npy'),
      expect.stringContaining('bad.json: out: expected a number'),
    ]);
    expect(errors).toEqual([]);
  });

  test('takes shapes in place of numbers, and says in plain notation how a claim was read', async () => {
    const formula = 'L = sum((X @ w - y)^2)';
    const claim = '2 X^\\top (X w - y)';
    const { page, errors } = await site.open(`/check#${state({ formula, claim, wrt: 'w' })}`);
    await page.waitForSelector('input[name="at-X"]');
    for (const [name, shape] of [
      ['X', '3×2'],
      ['w', '2×1'],
      ['y', '3×1'],
    ])
      await page.fill(`input[name="at-${name}"]`, shape!);
    await page.waitForSelector('[data-verdict="right"]');
    expect(await page.textContent('.read code')).toBe("2 · X' @ (X @ w − y)");
    await page.fill('input[name="at-w"]', '9999×9999');
    await page.waitForSelector('.mistake');
    expect(await page.textContent('.mistake')).toContain('expected a shape of 1 to 10,000 numbers');
    expect(errors).toEqual([]);
  });

  test('takes numbers for the names of the formula from files that are dropped', async () => {
    const formula = 'L = sum((X @ w - y)^2)';
    const claim = "2 * X' @ (X @ w - y)";
    const { page, errors } = await site.open(`/check#${state({ formula, claim, wrt: 'w' })}`);
    await page.waitForSelector('.given input[name="at-X"]');
    await page.locator('.given input[type="file"]').setInputFiles(file('X.csv', '1,2\n3,4\n5,7'));
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name="at-X"]')!.value !== '');
    expect(await page.inputValue('input[name="at-X"]')).toBe('[[1,2],[3,4],[5,7]]');
    const transfer = await page.evaluateHandle(() => {
      const made = new DataTransfer();
      made.items.add(new File(['[0.5, -1]'], 'anything.json'));
      return made;
    });
    await page.dispatchEvent('input[name="at-w"]', 'drop', { dataTransfer: transfer });
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name="at-w"]')!.value !== '');
    await page.fill('input[name="at-y"]', '[1, 0, 2]');
    await page.waitForSelector('[data-verdict="right"]');
    await page.locator('.given input[type="file"]').setInputFiles(file('z.json', '3'));
    await page.waitForSelector('.given [role="alert"]');
    expect(await page.textContent('.given [role="alert"]')).toContain('the formula asks for X, w, y');
    expect(errors).toEqual([]);
  });

  test('a maths field shows what was typed, takes what is written, and loses nothing', async () => {
    const { page, errors } = await site.open('/check');
    await page.waitForSelector('[data-verdict="wrong"]');
    const typed = await page.inputValue('textarea[name="claim"]');
    await page.click('[data-maths="claim"]');
    await page.waitForSelector('[data-maths-field="claim"] math-field');
    const field = page.locator('[data-maths-field="claim"] math-field');
    expect(await field.evaluate((each) => (each as HTMLInputElement).value)).toContain('\\mathrm{net}');
    await page.click(':has(> [data-maths="claim"]) button:first-child');
    expect(await page.inputValue('textarea[name="claim"]')).toBe(typed);
    await page.fill('textarea[name="formula"]', 'E = w^2');
    await page.click('[data-maths="claim"]');
    await write(field);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('2w');
    await page.waitForSelector('[data-verdict="right"]');
    await page.click(':has(> [data-maths="claim"]) button:first-child');
    expect(await page.inputValue('textarea[name="claim"]')).toBe('2w');
    expect(errors).toEqual([]);
  });

  test('a maths field of a formula has a line for each definition', async () => {
    const { page, errors } = await site.open(
      `/check#${state({ formula: 'E = a^2\na = w*x', claim: '2*a*x', wrt: 'w' })}`,
    );
    await page.waitForSelector('[data-verdict="right"]');
    await page.click('[data-maths="formula"]');
    const lines = page.locator('[data-maths-field="formula"] math-field');
    await write(lines.nth(1));
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await takesKeys(lines.nth(2));
    await page.keyboard.press('Backspace');
    await page.waitForFunction(() => document.querySelectorAll('math-field').length === 2);
    await takesKeys(lines.nth(1));
    await page.keyboard.press('End');
    await page.keyboard.type('+w');
    await page.waitForSelector('[data-verdict="wrong"]');
    expect(errors).toEqual([]);
  });

  test('an exercise of the gallery takes the place of what was there', async () => {
    const { page, errors } = await site.open('/check');
    await page.waitForSelector('[data-verdict="wrong"]');
    await page.click('.gallery summary');
    await page.click('[data-exercise="Cross-entropy of a softmax"]');
    await page.waitForSelector('[data-verdict="right"]');
    expect(await page.textContent('.verdict')).toContain('add up to 1');
    expect(await page.isVisible('[data-exercise="tr(AXB)"]')).toBe(false);
    expect(errors).toEqual([]);
  });

  test.each([
    'x'.repeat(100_000),
    `E = ${'w+'.repeat(49_000)}w`,
    'E = __proto__ + constructor',
    'E = \\frac{1}{',
  ])('a formula of any kind is taken calmly: %.20s', async (formula) => {
    const { page, errors } = await site.open('/check');
    await page.waitForSelector('[data-verdict="wrong"]');
    await page.fill('textarea[name="formula"]', formula);
    await page.waitForSelector('.verdict[aria-busy="false"] .card');
    expect(await page.inputValue('textarea[name="formula"]')).toBe(formula);
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
    // Past the name to differentiate by, the form of the claim, and what it is written as.
    for (let k = 0; k < 5; k++) await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('3*w^2');
    await page.waitForSelector('[data-verdict="right"]');
  });
});
