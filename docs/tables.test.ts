// The tables of names in the docs: whatever stands on the right runs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as compile from '@chainrule/compile';
import * as core from '@chainrule/core';
import * as nn from '@chainrule/nn';
import { describe, expect, test } from 'vitest';

const { constant, value } = core;
/** What the pages say that their letters stand for, and all that the packages export. */
function scope(): Readonly<Record<string, unknown>> {
  const model = new nn.Linear(2, 2);
  const letters = {
    x: value([
      [1, 2],
      [3, 4],
    ]),
    y: value([
      [2, 1],
      [1, 3],
    ]),
    v: value([1, 2]),
    i: constant([0, 1], { dtype: 'int32' }),
    f: (x: core.Value) => x.square().sum(),
    model,
    optimizer: new nn.Optimizer(model, nn.sgd({ learningRate: 0.1 })),
  };
  return { ...core, ...nn, ...compile, ...letters };
}

/** The code in the last cell of every row whose first cell has code too. */
function rowsOf(page: string): [left: string, codes: string[]][] {
  const text = readFileSync(join(import.meta.dirname, '../site/docs', page), 'utf8');
  return [...text.matchAll(/^\| (`.*`.*?) \| (.*) \|$/gm)].map(([, left, right]) => [
    left,
    [...right.matchAll(/`([^`]+)`/g)].map(([, code]) => code),
  ]);
}

describe.each(['from-pytorch.md', 'from-jax.md', 'from-tensorflow-js.md'])('the names in %s', (page) => {
  test.each(rowsOf(page))('%s: %s', (_, codes) => {
    const names = scope();
    for (const code of codes) {
      const run = new Function(...Object.keys(names), `"use strict"; return (${code});`);
      const result = run(...Object.values(names));
      // A call may give nothing; a name stands for something.
      if (!code.endsWith(')')) expect(result, code).toBeDefined();
    }
  });

  test('are many', () => expect(rowsOf(page).length).toBeGreaterThan(30));
});
