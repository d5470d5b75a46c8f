import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pictureFrom } from '../tools/digits/ink.ts';
import { browserPath, openSite, type Site } from './site.ts';

test('what is drawn comes to the middle of a picture, at most 20 pixels wide and high', () => {
  const ink = Array.from({ length: 112 * 112 }, (_, k) => (k % 112 < 8 && k < 112 * 60 ? 1 : 0));
  const picture = [...pictureFrom(ink, 112, 28)];
  const rows = picture.flatMap((shade, k) => (shade > 0.5 ? [Math.floor(k / 28)] : []));
  expect(Math.max(...rows) - Math.min(...rows) + 1).toBe(20);
  const columns = picture.flatMap((shade, k) => (shade > 0.5 ? [k % 28] : []));
  expect((Math.max(...columns) + Math.min(...columns) + 1) / 2).toBeCloseTo(14, 0);
  expect(pictureFrom(new Array(112 * 112).fill(0), 112, 28).every((shade) => shade === 0)).toBe(true);
});

describe.skipIf(!browserPath)('the network that reads digits', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  test('learns in the page, and reads what is drawn', async () => {
    const { page, errors } = await site.open('/digits');
    await page.click('[data-do="teach"]');
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLElement>('.digits')?.dataset.step) >= 40,
    );
    await page.click('[data-do="teach"]');
    const right = Number(/· (\d+) %/.exec((await page.textContent('.digits .teaching span')) ?? '')?.[1]);
    expect(right).toBeGreaterThan(60);
    await page.click('[data-do="show-digit"]');
    await page.waitForSelector('.chances .most');
    await page.click('[data-do="clear-ink"]');
    await page.waitForFunction(() => document.querySelector('.chances .most') === null);
    const box = (await page.locator('.digits canvas').first().boundingBox())!;
    const middle = box.x + box.width / 2;
    await page.mouse.move(middle, box.y + 0.15 * box.height);
    await page.mouse.down();
    await page.mouse.move(middle, box.y + 0.85 * box.height, { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector('.chances .most b')?.textContent === '1');
    expect(errors).toEqual([]);
  });
});
