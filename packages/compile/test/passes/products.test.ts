import { matmul } from '@chainrule/core';
import { expect, test } from 'vitest';
import { rewriteAfterProducts } from '../../src/passes/products.ts';
import { programOf } from '../support/programs.ts';

test('a rule is asked for instructions that are the only ones to read a product', () => {
  const seen: [string, string][] = [];
  const program = programOf(
    (a) => {
      const twice = matmul(a, a.sin());
      return [matmul(a, a).neg(), twice.cos(), twice.exp()];
    },
    [2, 2],
  );
  rewriteAfterProducts(program, (instruction, product) => {
    seen.push([instruction.primitive.name, product.primitive.name]);
    return undefined;
  });
  expect(seen).toEqual([['neg', 'matmul']]);
});
