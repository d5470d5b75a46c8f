import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { tagOf } from '../tools/embed/code.ts';
import { stateOf } from '../tools/share/link.ts';
import { FORMULA_STATE } from '../tools/share/state-names.ts';
import { barriersIn } from './axe.ts';
import { type Host, openHost } from './host.ts';
import { browserPath, openSite, type Site } from './site.ts';
import { weigh } from './weight.ts';

const CHECK = '<chainrule-check formula="y = x^2 * sin(x)" claim="2*x*cos(x)"></chainrule-check>';
const DERIVE = '<chainrule-derive formula="E = (t - out)^2; out = sigmoid(w*x)" wrt="w"></chainrule-derive>';
const NETWORK = '<chainrule-network scene="tutorial-b" autoplay></chainrule-network>';
/** What a page does to all that it has. */
const UGLY = `<style>
  html { font-size: 9px } body { font-family: cursive; color: red; line-height: 4; text-align: right; direction: ltr }
  * { letter-spacing: 5px !important; text-transform: uppercase !important; color: lime !important }
  div, p, button, textarea, svg, table { display: none !important; border: 9px solid red !important }
</style>`;

const docs = readFileSync(join(import.meta.dirname, '../embed.md'), 'utf8');

test('the tag of an element holds any text', () => {
  expect(tagOf('chainrule-check', { formula: 'y = "x" < 1 &\n z = 2', claim: '', brief: true })).toBe(
    '<chainrule-check formula="y = &quot;x&quot; &lt; 1 &amp;; z = 2" brief></chainrule-check>',
  );
});

describe.skipIf(!browserPath)('elements in a page of another origin', () => {
  let site: Site;
  let host: Host;
  beforeAll(async () => {
    [site, host] = await Promise.all([openSite(), openHost()]);
  });
  afterAll(async () => {
    host?.close();
    await site?.close();
  });

  const script = (query = '') => `<script type="module" src="${site.address}/embed.js${query}"></script>`;

  async function open(address: string, options?: BrowserContextOptions) {
    const context = await site.browser.newContext({ serviceWorkers: 'block', ...options });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', ({ message }) => errors.push(message));
    const weight = weigh(page);
    await page.goto(address);
    return { page, errors, weight };
  }

  const verdict = (page: Page, kind: string) => page.waitForSelector(`[data-verdict="${kind}"]`);

  test('work under the policy that the page on them asks for', async () => {
    const policy = /^Content-Security-Policy: (.*)$/m
      .exec(docs)![1]!
      .replaceAll('https://example.org', site.address);
    const strict = { 'Content-Security-Policy': `default-src 'none'; img-src data:; ${policy}` };
    const { page, errors } = await open(host.page(CHECK + DERIVE + NETWORK + script(), strict));
    await verdict(page, 'wrong');
    await page.waitForSelector('chainrule-check .derivation math');
    await page.locator('chainrule-derive').scrollIntoViewIfNeeded();
    await page.waitForSelector('chainrule-derive .graph svg');
    await page.locator('chainrule-network').scrollIntoViewIfNeeded();
    await page.waitForSelector('chainrule-network [data-playing="true"]');
    expect(errors).toEqual([]);
  });

  test('leave the page as it is, and take nothing from it', async () => {
    const seen = (page: Page) =>
      page.evaluate(() => ({
        globals: Object.getOwnPropertyNames(window).sort(),
        head: document.head.innerHTML,
        body: document.querySelector('main > p')!.outerHTML,
        heading: getComputedStyle(document.querySelector('h1')!).cssText,
        address: location.href,
      }));
    const text = `${UGLY}<p>Some words</p>`;
    const plain = await open(`${host.page(text)}#1abc`);
    const { page, errors } = await open(`${host.page(text + CHECK + script())}#1abc`);
    await verdict(page, 'wrong');
    await page.waitForSelector('chainrule-check .derivation math');
    await page.getByRole('button', { name: 'Copy a link' }).click();
    await page.mouse.move(0, 0);
    const [before, after] = [await seen(plain.page), await seen(page)];
    expect({ ...after, address: '' }).toEqual({ ...before, address: '' });
    expect(new URL(after.address).hash).toBe('#1abc');
    expect(await page.textContent('chainrule-check h3')).toContain('Wrong');

    const style = (of: Page) =>
      of
        .locator('.tool-button')
        .first()
        .evaluate((button) => {
          const { fontSize, letterSpacing, textTransform, color, lineHeight, display, padding } =
            getComputedStyle(button);
          return { fontSize, letterSpacing, textTransform, color, lineHeight, display, padding };
        });
    const { page: own } = await site.open('/check');
    await verdict(own, 'wrong');
    expect(await style(page)).toEqual(await style(own));
    expect(errors).toEqual([]);
  });

  test('are independent of each other, follow their attributes, and say what they judged', async () => {
    const right = '<chainrule-check id="right" formula="y = x^3" claim="3*x^2" brief></chainrule-check>';
    const { page, errors } = await open(host.page(CHECK + right + script()));
    await page.waitForSelector('chainrule-check:not([id]) [data-verdict="wrong"]');
    await page.waitForSelector('#right [data-verdict="right"]');
    expect(await page.locator('#right input').count()).toBe(0);
    const judged = await page.evaluate(() => {
      const element = document.querySelector('#right')!;
      const told = new Promise((resolve) =>
        element.addEventListener('verdict', (event) => resolve((event as CustomEvent).detail), {
          once: true,
        }),
      );
      element.setAttribute('claim', '3*x');
      return told;
    });
    expect(judged).toMatchObject({ verdict: { kind: 'wrong', about: '∂y/∂x' } });
    await page.evaluate(() =>
      document.querySelector('#right')!.setAttribute('claim', '<img src=x onerror=alert(1)>'),
    );
    await page.waitForSelector('#right .mistake');
    await page.evaluate(() => {
      for (const name of ['formula', 'wrt', 'at', 'level', 'theme'])
        document.querySelector('#right')!.setAttribute(name, `"><script>${'['.repeat(3000)}`);
    });
    await page.waitForFunction(
      () =>
        document.querySelector('#right')!.shadowRoot!.querySelector('.mistake h3')?.textContent ===
        'In the formula',
    );
    expect(await page.textContent('chainrule-check:not([id]) h3')).toContain('Wrong');
    expect(errors).toEqual([]);
  });

  test('lead to the site with what they show', async () => {
    const { page } = await open(host.page(CHECK + script()));
    await verdict(page, 'wrong');
    const link = page.getByRole('link', { name: 'Open in Derive' });
    const address = new URL((await link.getAttribute('href'))!);
    expect(address.origin + address.pathname).toBe(`${site.address}/derive.html`);
    expect(stateOf(address.hash, FORMULA_STATE)).toMatchObject({
      formula: 'y = x^2 * sin(x)',
      claim: '2*x*cos(x)',
    });
    expect(await link.getAttribute('target')).toBe('_blank');
  });

  test('load nothing until they are near, and end their work when they are taken away', async () => {
    const far = `<a href="#">A link</a><div style="height: 9000px"></div>${CHECK}`;
    const { page, errors, weight } = await open(host.page(far + script()));
    await page.waitForFunction(() => customElements.get('chainrule-check') !== undefined);
    await page.waitForLoadState('networkidle');
    expect(await weight()).toBeLessThan(4_000);
    expect(page.workers()).toHaveLength(0);
    await page.locator('chainrule-check').scrollIntoViewIfNeeded();
    await verdict(page, 'wrong');
    await page.evaluate(() => {
      const element = document.querySelector('chainrule-check')!;
      element.remove();
      document.querySelector('h1')!.after(element);
      scrollTo(0, 0);
    });
    await verdict(page, 'wrong');
    await page.evaluate(() => document.querySelector('chainrule-check')!.remove());
    await expect.poll(() => page.workers().length).toBe(0);
    expect(errors).toEqual([]);
  });

  test('bear a script that is there twice, and a name that is taken', async () => {
    const taken = '<script>customElements.define("chainrule-network", class extends HTMLElement {})</script>';
    const { page, errors } = await open(host.page(taken + CHECK + NETWORK + script() + script('?again')));
    await verdict(page, 'wrong');
    expect(await page.locator('chainrule-network').evaluate(({ shadowRoot }) => shadowRoot)).toBe(null);
    expect(errors).toEqual([]);
  });

  test.each([
    ['chainrule-check', CHECK, '/check', '.derivation math'],
    ['chainrule-derive', DERIVE, '/derive', '.graph svg'],
    ['chainrule-network', NETWORK.replace(' autoplay', ''), '/learn', '[data-round="0"]'],
  ])('%s is no heavier than its page, and as heavy as is said', async (name, tag, path, sign) => {
    const [element, own] = [await open(host.page(tag + script())), await open(site.address + path)];
    await Promise.all([element.page.waitForSelector(`${name} ${sign}`), own.page.waitForSelector(sign)]);
    const [bytes, most] = [await element.weight(), await own.weight()];
    expect(bytes).toBeLessThanOrEqual(most);
    const said = Number(new RegExp(`^\\| \`${name}\`.*\\| (\\d+) \\|$`, 'm').exec(docs)?.[1]);
    expect(Math.abs(bytes / 1000 / said - 1), `${bytes} bytes, and ${said} kB are said`).toBeLessThan(0.15);
  });

  test.each(['light', 'dark'] as const)('fit a phone and bar nobody, %s', async (scheme) => {
    const { page, errors } = await open(host.page(CHECK + NETWORK + DERIVE + script()), {
      viewport: { width: 390, height: 844 },
      colorScheme: scheme,
    });
    for (const [name, sign] of [
      ['check', '.derivation math'],
      ['network', '[data-round]'],
      ['derive', '.graph svg'],
    ]) {
      await page.locator(`chainrule-${name}`).scrollIntoViewIfNeeded();
      await page.waitForSelector(`chainrule-${name} ${sign}`);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await barriersIn(page)).toEqual([]);
    const ground = () =>
      page.locator('chainrule-check .embed').evaluate((body) => getComputedStyle(body).backgroundColor);
    const first = await ground();
    await page.evaluate(() => document.querySelector('chainrule-check')!.setAttribute('theme', 'dark'));
    if (scheme === 'dark') expect(await ground()).toBe(first);
    else await expect.poll(ground).not.toBe(first);
    expect(errors).toEqual([]);
  });

  test('the page on them makes the code of an element, and shows it', async () => {
    const { page, errors } = await site.open('/embed');
    await verdict(page, 'wrong');
    await page.fill('.maker textarea[name="formula"]', 'y = x^4');
    await page.fill('.maker textarea[name="claim"]', '4*x^3');
    await verdict(page, 'right');
    expect(await page.textContent('.maker .code')).toBe(
      `<script type="module" src="${site.address}/embed.js"></script>\n<chainrule-check formula="y = x^4" claim="4*x^3"></chainrule-check>`,
    );
    await page.selectOption('.maker select[name="tool"]', 'chainrule-network');
    await page.selectOption('.maker select[name="scene"]', 'xor');
    await page.check('.maker input[name="autoplay"]');
    await page.waitForSelector('chainrule-network .outputplot canvas');
    expect(await page.textContent('.maker .code')).toContain('<chainrule-network scene="xor" autoplay>');
    await page.click('.maker button:has-text("Copy a link")');
    const { page: other } = await site.open(`/embed${new URL(page.url()).hash}`);
    await other.waitForSelector('chainrule-network .outputplot canvas');
    expect(errors).toEqual([]);
  });
});
