import { describe, expect, test } from 'vitest';
import { allocate, type DType } from '../../src/array/dtype.ts';
import { addBlocks, addStrided, allocateSums, roundedSums } from '../../src/array/spread.ts';

describe.each(['float64', 'float32', 'int32', 'bool'] satisfies DType[])('adding %s', (dtype) => {
  const x = { data: allocate(dtype, 300).fill(1), shape: [300], dtype };
  const sum = dtype === 'bool' ? 1 : 300;

  test('what meets at one place is added up, and booleans stay booleans', () => {
    const strided = allocateSums(dtype, [2]);
    addStrided(strided, x, [300], [0], 1);
    expect(Array.from(roundedSums(strided, dtype))).toEqual([0, sum]);
    const listed = allocateSums(dtype, [2]);
    const places = { data: new Int32Array(300).fill(1), shape: [300], dtype: 'int32' as const };
    addBlocks(listed, x, places, 1);
    const sums = roundedSums(listed, dtype);
    expect(Array.from(sums)).toEqual([0, sum]);
    expect(sums.constructor).toBe(x.data.constructor);
  });
});
