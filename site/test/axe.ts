import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(place: object, options: object): Promise<{ violations: Violation[] }>;
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

interface Where {
  /** These rules of axe alone. Default: all. */
  readonly only?: readonly string[];
  /** All rules but these. */
  readonly not?: readonly string[];
  /** What is looked at. Default: the page. */
  readonly within?: string;
  /** What is not. */
  readonly without?: string;
}

/** What in a page is a serious barrier to somebody. */
export async function barriersIn(
  page: Page,
  { only, not = [], within, without }: Where = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const list = (selector: string | undefined) => (selector === undefined ? [] : [selector]);
  const place = { ...(within && { include: [within] }), exclude: list(without) };
  const options = {
    resultTypes: ['violations'],
    // No rule here is about styles or sounds that axe has to load.
    preload: false,
    rules: Object.fromEntries(not.map((rule) => [rule, { enabled: false }])),
    ...(only && { runOnly: only }),
  };
  return page.evaluate(
    async ([place, options]) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const { violations } = await axe.run(place, options);
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    },
    [place, options] as const,
  );
}
