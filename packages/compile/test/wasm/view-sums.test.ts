import { grad, Random, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../../scripts/test-support/close.ts';
import { compile } from '../../src/index.ts';

const random = new Random(1);

describe.each(['float32', 'float64'] as const)(
  'the gradient of an array that is read slice by slice, in %s',
  (dtype) => {
    const x = random.normal([7, 5], { dtype });

    test.each<[string, (x: Value) => Value, sums: number]>([
      [
        'one after the other',
        (x) =>
          [1, 2, 3, 4, 5, 6]
            .reduce((h, t) => h.tanh().add(x.select(t)), x.select(0))
            .square()
            .sum(),
        1,
      ],
      [
        'where slices overlap',
        (x) =>
          [0, 1, 2, 3]
            .map((t) =>
              x
                .slice([[t, t + 3]])
                .sin()
                .sum(),
            )
            .reduce((a, b) => a.add(b)),
        1,
      ],
      [
        'and as a whole besides',
        (x) => x.select(2).mul(x.select(4)).sum().add(x.cos().sum()).add(x.select(1).exp().sum()),
        1,
      ],
      ['once', (x) => x.select(3).exp().sum(), 0],
      ['twice the same', (x) => x.select(3).exp().mul(x.select(3)).sum(), 1],
      [
        'of two arrays',
        (x) => {
          const y = x.exp();
          return [0, 1, 2]
            .map((t) =>
              x
                .select(t)
                .mul(y.select(t + 1))
                .sum(),
            )
            .reduce((a, b) => a.mul(b));
        },
        2,
      ],
    ])('%s', (_, f, sums) => {
      for (const threads of [1, 2]) {
        const g = compile(grad(f), { target: 'webassembly', threads });
        expectClose(g(x), grad(f)(x), dtype === 'float32' ? 1e-6 : 1e-13);
        const listing = g.passes.at(-1)?.program ?? '';
        expect(listing.match(/sum of slices/g) ?? []).toHaveLength(sums);
      }
    });
  },
);
