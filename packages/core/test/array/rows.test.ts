import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachRow } from '../../src/array/rows.ts';
import { broadcastStrides, sizeOf, stridesOf } from '../../src/array/shape.ts';

/** Where entry `index` of the space lies in an array with these strides. */
const offsetOf = (index: readonly number[], strides: readonly number[]) =>
  index.reduce((offset, i, axis) => offset + i * strides[axis], 0);

function indices(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (all, n) => all.flatMap((index) => Array.from({ length: n }, (_, i) => [...index, i])),
    [[]],
  );
}

test('every entry of the index space is visited once, at its place in each array', () => {
  const axes = fc.array(fc.record({ size: fc.integer({ min: 0, max: 4 }), repeated: fc.boolean() }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(axes, (spec) => {
      const shape = spec.map(({ size }) => size);
      const narrow = spec.map(({ size, repeated }) => (repeated ? 1 : size));
      const strides = [stridesOf(shape), broadcastStrides(narrow, shape)];
      const visited: number[][] = [];
      forEachRow(shape, strides, (offsets, steps, length) => {
        for (let i = 0; i < length; i++) visited.push(offsets.map((offset, k) => offset + i * steps[k]));
      });
      expect(visited).toEqual(indices(shape).map((index) => strides.map((s) => offsetOf(index, s))));
      expect(visited.length).toBe(sizeOf(shape));
    }),
  );
});
