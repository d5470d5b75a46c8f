import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, openSite, type Site } from './site.ts';

describe.skipIf(!browserPath)('a site in a folder of its host', () => {
  const root = mkdtempSync(join(tmpdir(), 'site-'));
  let site: Site;
  beforeAll(async () => {
    cpSync(join(import.meta.dirname, '../.vitepress/dist'), join(root, 'some/where'), { recursive: true });
    site = await openSite(root);
  });
  afterAll(async () => {
    await site?.close();
    rmSync(root, { recursive: true });
  });

  test('opens, computes, and leads from page to page', async () => {
    const { page, errors } = await site.open('/some/where/docs/start');
    await page.click('.VPNavBarMenu >> text=Check');
    await page.waitForSelector('[data-verdict="wrong"]');
    expect(new URL(page.url()).pathname).toBe('/some/where/check.html');
    await page.click('.VPNavBarTitle a');
    await page.waitForSelector('.home [data-verdict="wrong"]');
    expect(new URL(page.url()).pathname).toBe('/some/where/');
    expect(errors).toEqual([]);
  });
});
