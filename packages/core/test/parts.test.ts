import { describe, expect, test, vi } from 'vitest';
import { expectClose } from '../../../scripts/test-support/close.ts';
import { add, backward, checkpoint, concat, constant, jacobian, type Value, value } from '../src/index.ts';

/** How many numbers the kernels have allocated. */
const allocated = vi.hoisted(() => ({ numbers: 0 }));

vi.mock('../src/array/dtype.ts', async (original) => {
  const dtypes = await original<typeof import('../src/array/dtype.ts')>();
  const allocate: typeof dtypes.allocate = (dtype, size, operation) => {
    allocated.numbers += size;
    return dtypes.allocate(dtype, size, operation);
  };
  return { ...dtypes, allocate };
});

const numbers = (shape: readonly number[], dtype: 'float64' | 'float32' = 'float64') =>
  value(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(1 + 3 * i)),
    { shape, dtype },
  );

/** A loop over time: each step reads its own part of x. */
const loops: Record<string, (x: Value) => Value> = {
  select: (x) => overTime(x, (t) => x.select(t)),
  slice: (x) => overTime(x, (t) => x.slice([t])),
  narrow: (x) => overTime(x, (t) => x.narrow({ start: t, length: 1 }).squeeze({ axis: 0 })),
  unstack: (x) => {
    const steps = x.unstack();
    return overTime(x, (t) => steps[t]);
  },
  split: (x) => {
    const steps = x.split(1);
    return overTime(x, (t) => steps[t].squeeze({ axis: 0 }));
  },
  take: (x) => overTime(x, (t) => x.take(t, { axis: 0 })),
  indexSelect: (x) => overTime(x, (t) => x.indexSelect([t, t], 0).sum({ axis: 0 })),
};

function overTime(x: Value, at: (t: number) => Value): Value {
  let h = at(0);
  for (let t = 1; t < x.shape[0]; t++) h = h.mul(0.5).add(at(t));
  return h.sum();
}

describe('the gradient of an array that is read part by part', () => {
  test.each(Object.entries(loops))('%s: the work grows as the length', (_, loop) => {
    const work = (length: number) => {
      const y = loop(numbers([length, 8]));
      allocated.numbers = 0;
      y.backward();
      return allocated.numbers;
    };
    const [short, long] = [work(20), work(200)];
    expect(short).toBeGreaterThan(20 * 8);
    expect(long).toBeLessThan(11 * short);
  });

  const functions: Record<string, (x: Value) => Value> = {
    ...loops,
    'whole before parts': (x) => x.square().add(x.select(0)).sum().add(x.select(1).exp().sum()),
    'whole between parts': (x) =>
      x
        .select(0)
        .mul(x)
        .mul(x.slice([[1, 3]]).sum())
        .sum()
        .add(x.select(1).sum()),
    'parts of an intermediate': (x) =>
      overTime(x, (t) => x.tanh().select(t)).mul(overTime(x.exp(), (t) => x.select(t))),
    'parts that overlap': (x) => x.unfold({ axis: 0, size: 3 }).square().sum().add(x.select(1).sum()),
    'places that repeat': (x) =>
      x
        .take([1, 1, 0], { axis: 0 })
        .mul(x.take([0, 2, 1], { axis: 0 }))
        .sum(),
    'numbers one by one': (x) =>
      x
        .slice([0, 0])
        .mul(x.slice([1, 1]))
        .add(x.slice([0, 0])),
    'sorted, pooled and shared': (x) => x.sort().select(0).add(x.flip().select(1)).mul(x.diagonal()).sum(),
    'a checkpoint': (x) =>
      checkpoint((v: Value) => overTime(v, (t) => v.select(t).sin()))(x).add(x.select(2).sum()),
  };

  test.each(Object.entries(functions))('%s: is that of a recorded walk', (_, f) => {
    for (const [dtype, tolerance] of [
      ['float64', 1e-15],
      ['float32', 3e-7],
    ] as const) {
      const x = numbers([4, 4], dtype);
      const gradient = f(x).backward().of(x);
      expect([gradient.dtype, gradient.shape]).toEqual([dtype, [4, 4]]);
      expectClose(gradient, backward(f(x), { createGraph: true }).of(x), tolerance);
    }
  });

  test('leaves alone what a rule handed on to others too, and the seed', () => {
    const [x, w] = [numbers([3, 2]), numbers([3, 2])];
    const seed = constant([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const both = add(x, w);
    const parts = concat([x.select(0), x.select(0)]).sum();
    const y = both.add(parts.mul(0.5));
    const gradients = backward(y, { seed });
    expect(gradients.of(w).toArray()).toEqual(seed.toArray());
    expect(gradients.of(both).toArray()).toEqual(seed.toArray());
    expect(seed.toArray()).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(gradients.of(x).toArray()).toEqual([
      [22, 23],
      [3, 4],
      [5, 6],
    ]);
    expect(backward(y, { seed }).of(x).toArray()).toEqual([
      [22, 23],
      [3, 4],
      [5, 6],
    ]);
    expect(gradients.of(x)).toBe(gradients.of(x));
  });

  test('serves jacobian and second derivatives', () => {
    const x = numbers([3, 2]);
    const f = (v: Value) => v.select(0).mul(v.select(1)).mul(v.select(2));
    const rows = jacobian(f)(x);
    expect(rows.shape).toEqual([2, 3, 2]);
    const first = backward(f(x).sum(), { createGraph: true }).of(x);
    const second = first.square().sum().backward().of(x);
    const again = backward(first.square().sum(), { createGraph: true }).of(x);
    expectClose(second, again, 1e-15);
  });
});
