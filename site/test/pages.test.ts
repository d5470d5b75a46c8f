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

/** The docs are made of the same parts, and so is the reference: one of each is looked at in the dark, and stands for it. */
const isProse = (name: string) => /^(docs|api)[/\\]/.test(name);
const isExample = (name: string) => /^(docs[/\\]from-pytorch|api[/\\](index|compile))/.test(name);
const isLikeAnother = (name: string) => /^api[/\\]/.test(name) && !isExample(name);
/** Each token of the code is an element that axe looks at, and all code has the same few colours. */
const CODE = '.vp-code code';

/** Bytes of a page, at most: the largest page is a table of names. */
const MOST_BYTES = 300_000;

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
    const { page, errors } = await site.open(`/${name}`);
    if (!isProse(name)) await page.waitForLoadState('networkidle');
    const without = isProse(name) && !isExample(name) ? CODE : undefined;
    if (!isLikeAnother(name)) expect(await barriersIn(page, { without })).toEqual([]);
    if (!isProse(name) || isExample(name)) {
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForSelector('html.dark');
      // Nothing but colours differs.
      expect(await barriersIn(page, { rules: ['color-contrast'] })).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(errors).toEqual([]);
  });
});
