import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, openSite, type Site } from './site.ts';

describe.skipIf(!browserPath)('a site on a host that says nothing of threads', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite(undefined, {});
  });
  afterAll(() => site?.close());

  const isInCharge = (page: Page) =>
    page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      return navigator.serviceWorker.controller !== null;
    });

  test('may share memory from the second page on, and works without a network after the first', async () => {
    const { page, errors } = await site.open('/check', { serviceWorkers: 'allow' });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.waitForSelector('[data-verdict]');
    await expect.poll(() => isInCharge(page)).toBe(true);
    await page.context().setOffline(true);
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.waitForSelector('[data-verdict="wrong"]');
    await page.waitForSelector('.derivation math');
    await page.goto(`${site.address}/docs/start`);
    expect(await page.textContent('h1')).toContain('Getting started');
    expect(errors).toEqual([]);
  });
});
