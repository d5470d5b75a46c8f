import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../../../scripts/test-support/close.ts';
import { type Convolution, convolve, correlate, spread } from '../../src/array/convolve.ts';
import { stridesOf } from '../../src/array/shape.ts';
import { Random, type Value } from '../../src/index.ts';

/** One spatial axis: how long x is, and how the kernel moves over it. */
const axis = fc
  .record({
    kernel: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 3 }),
    out: fc.integer({ min: 1, max: 12 }),
    rest: fc.nat({ max: 2 }),
  })
  .map((a) => {
    const reach = (a.out - 1) * a.stride + (a.kernel - 1) * a.dilation + 1;
    return { ...a, size: reach + Math.min(a.rest, a.stride - 1) };
  });

const geometry = fc.record({
  axes: fc.array(axis, { minLength: 1, maxLength: 2 }),
  batch: fc.nat({ max: 2 }),
  groups: fc.integer({ min: 1, max: 2 }),
  channels: fc.integer({ min: 1, max: 3 }),
  outputs: fc.integer({ min: 1, max: 5 }),
});

/** The places of an array, in row-major order. */
function* placesOf(shape: readonly number[], before: readonly number[] = []): Generator<number[]> {
  if (before.length === shape.length) yield [...before];
  else for (let i = 0; i < shape[before.length]; i++) yield* placesOf(shape, [...before, i]);
}

const at = (x: Value, place: readonly number[]) => {
  const inside = place.every((i, k) => i >= 0 && i < x.shape[k]);
  const offset = stridesOf(x.shape).reduce((sum, stride, k) => sum + stride * place[k], 0);
  return inside ? (x.data as Float64Array)[offset] : 0;
};

/** The sum that defines it, entry by entry. */
function byDefinition(x: Value, w: Value, how: Convolution, shape: readonly number[]): number[] {
  const perGroup = w.shape[0] / how.groups;
  return [...placesOf(shape)].map(([b, o, ...place]) => {
    let sum = 0;
    for (const [c, ...tap] of placesOf(w.shape.slice(1))) {
      const channel = Math.floor(o / perGroup) * w.shape[1] + c;
      const from = place.map((p, k) => p * how.stride[k] + tap[k] * how.dilation[k]);
      sum += at(x, [b, channel, ...from]) * at(w, [o, c, ...tap]);
    }
    return sum;
  });
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, n, i) => sum + n * b[i], 0);

test('a convolution is the sum that defines it, and the other two products are its transposes', () => {
  fc.assert(
    fc.property(geometry, fc.nat(), ({ axes, batch, groups, channels, outputs }, seed) => {
      const all = (key: keyof (typeof axes)[0]) => axes.map((a) => a[key]);
      const how = {
        size: all('size'),
        kernel: all('kernel'),
        out: all('out'),
        stride: all('stride'),
        dilation: all('dilation'),
        groups,
      };
      const random = new Random(seed);
      const x = random.normal([batch, groups * channels, ...how.size]);
      const w = random.normal([groups * outputs, channels, ...how.kernel]);
      const y = random.normal([batch, groups * outputs, ...how.out]);
      const got = convolve(x, w, y.shape, 'float64', how);
      expectClose(got, byDefinition(x, w, how, y.shape), 1e-12);
      const sum = dot(got, y.data as Float64Array);
      const back = spread(y, w, x.shape, 'float64', how);
      expect(dot(back, x.data as Float64Array)).toBeCloseTo(sum, 9);
      const kernel = correlate(x, y, w.shape, 'float64', how);
      expect(dot(kernel, w.data as Float64Array)).toBeCloseTo(sum, 9);
    }),
    { numRuns: 200 },
  );
});
