// What the docs of the site list: names of other libraries with what is written here, which runs; and kinds of mistakes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as compile from '@chainrule/compile';
import * as core from '@chainrule/core';
import type { ReasonKind } from '@chainrule/formula';
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

const textOf = (page: string) => readFileSync(join(import.meta.dirname, '../site/docs', page), 'utf8');

/** The code in the last cell of every row whose first cell has code too. */
function rowsOf(page: string): [left: string, codes: string[]][] {
  return [...textOf(page).matchAll(/^\| (`.*`.*?) \| (.*) \|$/gm)].map(([, left, right]) => [
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

/** Every kind: the compiler asks for what is missing. */
const KINDS: Readonly<Record<ReasonKind, true>> = {
  sign: true,
  factor: true,
  'left-out': true,
  twice: true,
  'wrong-point': true,
  'wrong-value': true,
  'wrong-rule': true,
  'path-left-out': true,
  'path-alone': true,
  transposed: true,
  'not-summed': true,
  summed: true,
  averaged: true,
  'other-variable': true,
  'stopped-early': true,
  'new-weights': true,
  'added-term': true,
  'dropped-term': true,
  swapped: true,
  algebra: true,
  shape: true,
  'not-finite': true,
  value: true,
  invalid: true,
  unknown: true,
};

describe('the kinds of mistakes', () => {
  const text = textOf('diagnose.md');
  const code = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block).join('\n');

  test.each(Object.keys(KINDS))('%s is explained, and named in an example', (kind) => {
    expect(text).toContain(`- \`${kind}\`: `);
    expect(code).toMatch(new RegExp(`(['"]|// → )${kind}(['"]|\n)`));
  });
});
