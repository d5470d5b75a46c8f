import { describe, expect, test } from 'vitest';
import {
  backward,
  blockDiagonal,
  cartesianProduct,
  concat,
  constant,
  dstack,
  hstack,
  meshgrid,
  scatter,
  stack,
  value,
  vstack,
  zeros,
} from '../../../src/index.ts';

describe('joining', () => {
  test('concat puts entries where NumPy does, along any axis', () => {
    const a = value([[1, 2]]);
    expect(concat([a, [[3, 4]], [[5, 6]]]).toArray()).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(concat([a, [[3]], a], { axis: 1 }).toArray()).toEqual([[1, 2, 3, 1, 2]]);
  });

  test('each operand gets its own part of the gradient, one that comes twice both', () => {
    const [a, b] = [value([1, 2]), value([3])];
    const gradients = backward(concat([a, b, a]), { seed: [1, 2, 3, 4, 5] });
    expect(gradients.of(a).toArray()).toEqual([5, 7]);
    expect(gradients.of(b).toArray()).toEqual([3]);
  });

  test('stack makes a new axis where it is told', () => {
    expect(
      stack([
        [1, 2],
        [3, 4],
      ]).toArray(),
    ).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(
      stack(
        [
          [1, 2],
          [3, 4],
        ],
        { axis: -1 },
      ).toArray(),
    ).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  test('hstack, vstack and dstack lift vectors as NumPy does', () => {
    expect(hstack([[1, 2], 3]).toArray()).toEqual([1, 2, 3]);
    expect(vstack([1, [2]]).toArray()).toEqual([[1], [2]]);
    expect(
      dstack([
        [1, 2],
        [3, 4],
      ]).toArray(),
    ).toEqual([
      [
        [1, 3],
        [2, 4],
      ],
    ]);
  });

  test('the dtypes of what is joined are promoted', () => {
    const [a, b] = [constant([true]), constant([2], { dtype: 'int32' })];
    expect(concat([a, b]).dtype).toBe('int32');
    expect(concat([a, b]).toArray()).toEqual([1, 2]);
    expect(concat([b, value([1.5], { dtype: 'float32' })]).dtype).toBe('float32');
  });

  test('empty parts are kept in the count', () => {
    expect(concat([zeros([0, 2]), zeros([3, 2])]).shape).toEqual([3, 2]);
    expect(concat([zeros([2, 0]), zeros([2, 0])], { axis: 1 }).shape).toEqual([2, 0]);
    expect(blockDiagonal([zeros([0, 2]), [[1]]]).toArray()).toEqual([[0, 0, 1]]);
  });

  test('grids and products are laid out as in PyTorch', () => {
    const [x, y] = meshgrid([
      [1, 2],
      [3, 4, 5],
    ]);
    expect(x.toArray()).toEqual([
      [1, 1, 1],
      [2, 2, 2],
    ]);
    expect(y.toArray()).toEqual([
      [3, 4, 5],
      [3, 4, 5],
    ]);
    expect(
      meshgrid(
        [
          [1, 2],
          [3, 4, 5],
        ],
        { indexing: 'xy' },
      )[0].toArray(),
    ).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(
      cartesianProduct([
        [1, 2],
        [3, 4],
      ]).toArray(),
    ).toEqual([
      [1, 3],
      [1, 4],
      [2, 3],
      [2, 4],
    ]);
  });
});

describe('moving entries', () => {
  test('of two that are put at one place the last stays, and gets the gradient alone', () => {
    const [x, s] = [value([9, 9]), value([1, 2])];
    const y = scatter(x, [0, 0], s, 0);
    expect(y.toArray()).toEqual([2, 9]);
    const gradients = backward(y, { seed: [3, 5] });
    expect(gradients.of(s).toArray()).toEqual([0, 3]);
    expect(gradients.of(x).toArray()).toEqual([0, 5]);
  });

  test('every kind of number can be moved', () => {
    const mask = constant([[true, false, true]]);
    expect(
      mask
        .flip()
        .slice([0, [0, 2]])
        .toArray(),
    ).toEqual([true, false]);
    expect(mask.pad([0, 1]).toArray()).toEqual([[false, true, false, true, false]]);
    const count = constant([3, 1, 2], { dtype: 'int32' });
    expect(count.sort().dtype).toBe('int32');
    expect(count.take([2, 2]).toArray()).toEqual([2, 2]);
  });

  test('padding with a number leaves infinities and NaN inside as they are', () => {
    expect(constant([Infinity, NaN]).pad(1, { value: -Infinity }).toArray()).toEqual([
      -Infinity,
      Infinity,
      NaN,
      -Infinity,
    ]);
  });

  test('empty arrays go through', () => {
    const empty = zeros([2, 0]);
    expect(empty.flip().shape).toEqual([2, 0]);
    expect(empty.sort().shape).toEqual([2, 0]);
    expect(empty.tile([2, 3]).shape).toEqual([4, 0]);
    expect(empty.roll(1, { axis: 1 }).shape).toEqual([2, 0]);
    expect(empty.pad(1).shape).toEqual([4, 2]);
    expect(empty.take([1, 0, 1], { axis: 0 }).shape).toEqual([3, 0]);
    expect(empty.split(2, { axis: 1 }).map((part) => part.shape)).toEqual([[2, 0]]);
  });

  test('a graph says what was called, forward and backward', () => {
    const x = value([3, 1, 2]);
    expect(x.sort().primitive?.name).toBe('sort');
    const g = backward(x.slice([[1]]).sum(), { createGraph: true }).of(x);
    expect(g.toArray()).toEqual([0, 1, 1]);
    expect(x.flip().primitive?.name).toBe('flip');
    const seed = value([1, 2]);
    expect(backward(x.slice([[1]]), { seed, createGraph: true }).of(x).primitive?.name).toBe('pad');
    expect(backward(x.take([0, 0]), { seed, createGraph: true }).of(x).primitive?.name).toBe('takeᵀ');
  });
});
