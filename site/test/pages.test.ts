import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtPackages, PACKAGES } from '../build/packages.ts';
import { barriersIn } from './axe.ts';
import { browserPath, openSite, type Site } from './site.ts';

const dist = join(import.meta.dirname, '../.vitepress/dist');
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.html'),
);

/**
 * The docs are made of the same parts, and so is the reference: one of each is looked at whole, and stands for the others.
 * What is written in the docs is looked at where they are read one after the other.
 */
const isProse = (name: string) => /^(docs|api)[/\\]/.test(name);
const isExample = (name: string) => /^(docs[/\\]from-pytorch|api[/\\](index|compile))/.test(name);
const COLOURS = 'color-contrast';

const PHONE = { width: 390, height: 844 };

/** What a page shows when its tool has done what it does by itself. */
const DONE: Readonly<Record<string, string>> = {
  'index.html': '.network-tool[data-playing="true"]',
  'learn.html': '.learn[data-round="0"][data-busy="false"]',
  'digits.html': '.digits[data-step="0"]',
  'check.html': '.derivation math',
  'derive.html': '.graph svg .node',
  'practice.html': '.given math',
  'try.html': '.try[data-state="ended"]',
  'examples.html': '.example img',
  'embed.html': '.derivation math',
  'bench.html': '[data-do="measure"]',
  '404.html': '.NotFound',
};

/** Bytes of a page before it is compressed, at most: the largest page is that of Value with all its methods. */
const MOST_BYTES = 350_000;

test.each(pages)('%s is no larger than a phone can bear', (name) => {
  expect(statSync(join(dist, name)).size).toBeLessThan(MOST_BYTES);
});

test.each(PACKAGES)('every export of %s has its place in the reference', async (name) => {
  const exported: Readonly<Record<string, unknown>> = await import(builtPackages[`@chainrule/${name}`]);
  const text = pages
    .filter((page) => /^api[/\\]/.test(page) && !page.endsWith('index.html'))
    .map((page) => readFileSync(join(dist, page), 'utf8'))
    .join();
  const isNamespace = (value: unknown) => Object.prototype.toString.call(value) === '[object Object]';
  const missing = Object.keys(exported).filter(
    (each) => !isNamespace(exported[each]) && !text.includes(`<h2 id="${each.toLowerCase()}"`),
  );
  expect(missing).toEqual([]);
});

describe.skipIf(!browserPath)('every page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  test.each(pages)('%s opens without an error, has no serious barrier and fits a phone', async (name) => {
    const isWhole = !isProse(name) || isExample(name);
    const { page, errors } = await site.open(`/${name}`, isWhole ? {} : { viewport: PHONE });
    if (!isProse(name)) await page.waitForSelector(DONE[name]!);
    if (isWhole) {
      expect(await barriersIn(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForSelector('html.dark');
      // Nothing but colours differs.
      expect(await barriersIn(page, { only: [COLOURS] })).toEqual([]);
      await page.setViewportSize(PHONE);
      // Everything but colours differs.
      expect(await barriersIn(page, { not: [COLOURS] })).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    expect(errors).toEqual([]);
  });
});
