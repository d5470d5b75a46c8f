import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, openSite, type Site } from './site.ts';

const dist = join(import.meta.dirname, '../.vitepress/dist');
/** Of the reference one page stands for all: they are large, and made of the same parts. */
const isLikeAnother = (name: string) => /api[/\\](?!compile)/.test(name);
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.html') && !isLikeAnother(name),
);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!browserPath)('every page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());

  // The docs are all made of the same parts: one of them is looked at in the dark, too.
  const isOneOfMany = (name: string) => /^(docs|api)[/\\](?!from-pytorch)/.test(name);
  const schemes = pages.flatMap((name) =>
    (isOneOfMany(name) ? (['light'] as const) : (['light', 'dark'] as const)).map(
      (scheme) => [name, scheme] as const,
    ),
  );
  test.each(schemes)('%s, %s, opens without an error and without a serious barrier', async (name, scheme) => {
    const { page, errors } = await site.open(`/${name}`, { colorScheme: scheme });
    await page.waitForLoadState('networkidle');
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(document);
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    });
    expect(found).toEqual([]);
    expect(errors).toEqual([]);
  });
});

interface Axe {
  run(document: unknown): Promise<{ violations: Violation[] }>;
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}
