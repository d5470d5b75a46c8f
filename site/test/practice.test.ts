import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setFrom, setToText } from '../tools/practice/set.ts';
import { fragmentOf, stateOf } from '../tools/share/link.ts';
import { browserPath, openSite, type Site } from './site.ts';

/** E = ½ (t − out)², out = σ(net), net = w·x + b, by w. */
const NEURON = { exercise: 'chain-neuron.7' };
const POWER = { exercise: 'chain-inside.1' };

describe.skipIf(!browserPath)('the page of exercises', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  const open = async (state?: Record<string, string>, options = {}) => {
    const visit = await site.open(`/practice${state ? `#${fragmentOf(state)}` : ''}`, options);
    await visit.page.waitForSelector('.given math, .card.mistake');
    return visit;
  };
  const answerWith = async (page: Page, text: string, verdict: string) => {
    await page.fill('[name="answer"]', text);
    await page.press('[name="answer"]', 'Enter');
    await page.waitForSelector(`[data-verdict="${verdict}"]`);
  };

  test('helps step by step, and shows nothing of the answer before it is asked for', async () => {
    const { page, errors } = await open(NEURON);
    const text = () => page.$eval('.exercise', (card) => card.textContent!.replaceAll(/\s/g, ''));
    await answerWith(page, '(out - t)*x', 'wrong');
    expect(await page.locator('.hints').count()).toBe(0);
    await page.click('.hint');
    await page.waitForSelector('[data-hint="where"]');
    expect(await page.textContent('[data-hint="where"]')).toContain('∂out/∂net');
    expect(await page.locator('[data-hint="why"]').count()).toBe(0);
    await page.click('.hint');
    await page.waitForSelector('[data-hint="why"]');
    expect(await page.textContent('[data-hint="why"]')).toContain('You left out ∂out/∂net');
    expect(await text()).not.toContain('(1−out)');
    await page.click('.hint');
    await page.waitForSelector('[data-hint="line"] math');
    expect(await text()).toContain('(1−out)');
    expect(await page.locator('.derivation').count()).toBe(0);
    expect(await page.locator('text=Open in Derive').count()).toBe(0);
    await page.click('.hint');
    await page.waitForSelector('.derivation math');
    await page.waitForSelector('text=Open in Derive');
    expect(await page.textContent('[data-here]')).toContain('Nothing solved');
    expect(errors).toEqual([]);
  });

  test('keeps what was solved, with how much help, and forgets it when asked twice', async () => {
    const { page, errors } = await open(NEURON);
    await answerWith(page, '(out - t)*x', 'wrong');
    await page.click('.hint');
    await page.waitForSelector('[data-hint="where"]');
    await answerWith(page, '-(t - out)*out*(1 - out)*w', 'wrong');
    await answerWith(page, '(out - t) * (out - out^2) * x', 'right');
    await page.waitForSelector('[data-cell="chain-2"].some');
    await page.reload();
    await page.waitForSelector('[data-cell="chain-2"].some');
    expect(await page.textContent('[data-here]')).toContain('1 told where');
    await page.click('[data-clear]');
    expect(await page.locator('[data-cell="chain-2"].some').count()).toBe(1);
    await page.click('[data-yes]');
    await page.waitForSelector('[data-cell="chain-2"]:not(.some)');
    expect(errors).toEqual([]);
  });

  test('any right next line counts, and none that says nothing', async () => {
    const { page, errors } = await open({ exercise: 'chain-line-back.2' });
    await answerWith(page, '∂E/∂net = ∂E/∂net * 1', 'repeats');
    await answerWith(page, '∂E/∂out = out - t', 'repeats');
    await answerWith(page, '∂net/∂b = 1', 'aside');
    await answerWith(page, '∂E/∂net = 2*∂E/∂out*∂out/∂net', 'wrong');
    await answerWith(page, '∂E/∂w = x*∂E/∂out*∂out/∂net', 'right');
    expect(errors).toEqual([]);
  });

  test('neither its value nor other derivatives are a gradient, and LaTeX is read', async () => {
    const { page, errors } = await open(NEURON);
    await answerWith(page, '∂E/∂out * ∂out/∂w', 'open');
    await answerWith(page, '0.1', 'wrong');
    await answerWith(page, '\\frac{\\partial E}{\\partial w} = (out - t) out (1 - out) x', 'right');
    expect(errors).toEqual([]);
  });

  test('says what cannot be read, and keeps what was typed', async () => {
    const { page, errors } = await open(POWER);
    await page.fill('[name="answer"]', '4*(x');
    await page.click('button[type="submit"]');
    await page.waitForSelector('.mistake pre');
    expect(await page.inputValue('[name="answer"]')).toBe('4*(x');
    expect(errors).toEqual([]);
  });

  test('a set is made, shared as a link, worked through, and summed up', async () => {
    const { page, errors } = await open();
    await page.click('[data-make]');
    await page.fill('[name="title"]', 'Homework');
    await page.selectOption('[name="help"]', '2');
    await page.click('[data-add]');
    await page.click('.own summary');
    await page.fill('.own [name="formula"]', 'E = (w*x');
    await page.waitForSelector('.own .mistake');
    await page.fill('.own [name="formula"]', 'E = (w*x - t)^2');
    await page.waitForSelector('.own math');
    await page.click('[data-add-own]');
    await page.click('text=Copy the link for students');
    const address = await page.evaluate(() => navigator.clipboard.readText());
    await page.click('[data-try]');
    await page.waitForSelector('.places');
    expect(page.url()).toBe(address);
    await page.reload();
    await page.waitForSelector('.places');
    await page.click('.places button:nth-child(2)');
    await page.waitForFunction(() => document.querySelector('.kicker')?.textContent?.includes('teacher'));
    await page.reload();
    await page.waitForFunction(() => document.querySelector('.kicker')?.textContent?.includes('teacher'));
    await answerWith(page, '2*(w*x - t)', 'wrong');
    await page.click('.hint');
    await page.waitForSelector('[data-hint="where"]');
    expect(await page.locator('.hint').count()).toBe(0);
    await answerWith(page, '2*(w*x - t)*x', 'right');
    await page.click('.next');
    await page.waitForSelector('[data-summary]');
    await page.click('text=Copy a summary');
    const summary = await page.evaluate(() => navigator.clipboard.readText());
    expect(summary).toContain('Homework\n1 of 2 solved, 0 without a hint');
    expect(summary).toContain('1. A power of a sum: not done');
    await page.reload();
    await page.waitForSelector('.places .helped');
    expect(errors).toEqual([]);
  });

  const set = (...written: unknown[]) => fragmentOf({ set: JSON.stringify(written) });
  test.each([
    'nonsense',
    fragmentOf({ exercise: 'no-such.1' }),
    fragmentOf({ exercise: 'chain-power.99999999999' }),
    set('x', 9, ['chain-power.1']),
    set('x', 5, []),
    set(
      'x',
      5,
      Array.from({ length: 500 }, () => 'chain-power.1'),
    ),
    set('x', 5, [['x'.repeat(5000), 'x', {}]]),
    set({ title: 1 }, 5, [null]),
  ])('a hostile fragment does no harm: %.40s', async (fragment) => {
    const { page, errors } = await site.open(`/practice#${fragment}`);
    await page.waitForSelector('[role="alert"]');
    await page.waitForSelector('.given math');
    expect(errors).toEqual([]);
  });

  test('an exercise of a set that cannot be read says so, and is passed over', async () => {
    const written = ['', 5, [['<img src=x onerror=alert(1)>', '', {}], 'chain-power.1']];
    const { page, errors } = await open({ set: JSON.stringify(written) });
    await page.waitForSelector('.mistake');
    await page.click('.places button:nth-child(2)');
    await page.waitForSelector('.given math');
    expect(errors).toEqual([]);
  });

  test.each([
    '{',
    'null',
    '{"version":1,"solved":{"chain-1":[1e99],"__proto__":[1]},"sets":5}',
    '{"version":7}',
  ])('what is kept may be anything: %s', async (kept) => {
    const { page, errors } = await open();
    await page.evaluate((text) => localStorage.setItem('chainrule-practice', text), kept);
    await page.reload();
    await page.waitForSelector('.given math');
    expect(await page.locator('.topics .some').count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test('works where nothing may be kept', async () => {
    // The page of all tests would stay as it is made here.
    const { page, errors } = await open(NEURON, { serviceWorkers: 'block' });
    await page.addInitScript(() => {
      for (const name of ['getItem', 'setItem'] as const) {
        const allowed = Storage.prototype[name] as (...given: unknown[]) => null;
        Storage.prototype[name] = function (this: Storage, key: string, ...rest: string[]) {
          if (key.startsWith('chainrule')) throw new DOMException('forbidden', 'SecurityError');
          return allowed.call(this, key, ...rest);
        };
      }
    });
    await page.reload();
    await page.waitForSelector('.given math');
    await answerWith(page, '(out - t) * (out - out^2) * x', 'right');
    await page.waitForSelector('[data-cell="chain-2"].some');
    expect(errors).toEqual([]);
  });

  test('is used by keys alone, on a phone', async () => {
    const { page, errors } = await open(NEURON, { viewport: { width: 390, height: 844 } });
    await page.focus('[name="answer"]');
    await page.keyboard.type('(out - t)*out*(1 - out)*x');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.next:focus');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => !document.querySelector('.exercise h2')?.textContent?.includes('neuron'),
    );
    expect(errors).toEqual([]);
  });
});

test('a set goes through a link unchanged', () => {
  const made = {
    title: 'Übung',
    help: 3,
    exercises: [
      { template: 'chain-power', seed: 4294967295 },
      { formula: 'f = a @ x', wrt: 'x', at: { a: '[1, 2]', x: '[3, 4]' } },
    ],
  };
  expect(setFrom(stateOf(fragmentOf({ set: setToText(made) }), ['set'])!.set)).toEqual(made);
});
