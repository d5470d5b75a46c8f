import { describe, expect, test } from 'vitest';
import { constant, cumProd, einsum, kron, prod, type Value } from '../../src/index.ts';

const int32 = (data: number[], shape = [data.length]) => constant(data, { shape, dtype: 'int32' });
const scalar = (x: number) => constant(x, { dtype: 'int32' });
const M = 2147483647;

describe('a product of int32 numbers that is no double wraps around as it must', () => {
  test.each<[string, Value, number[]]>([
    ['mul', int32([M, M, -M - 1, 123456789]).mul(int32([M, -M, -M - 1, 987654321])), [1, -1, 0, -67153019]],
    ['mul, broadcast', int32([M, 2]).mul(int32([M])), [1, -2]],
    ['square', int32([M, 65537]).square(), [1, 131073]],
    ['matmul', int32([M, M, M, 1], [2, 2]).matmul(int32([M, 1, M, 3], [2, 2])), [2, -4, -M - 1, 1 - M]],
    ['einsum', einsum('i,i', int32([M, M, M]), int32([M, M, M])), [3]],
    ['kron', kron(int32([M]), int32([M, 3])), [1, M - 2]],
    ['prod', prod(int32([M, M, M])), [M]],
    ['cumProd', cumProd(int32([M, M, M])), [M, 1, M]],
    ['add', int32([M]).add(1), [-M - 1]],
  ])('%s', (_, y, expected) => {
    expect(y.dtype).toBe('int32');
    expect([y.toArray()].flat(9)).toEqual(expected);
  });

  test('of scalars too', () => {
    expect(scalar(M).mul(scalar(M)).item()).toBe(1);
    expect(scalar(M).mul(M).item()).toBe(1);
    expect(scalar(M).square()).toMatchObject({ data: 1, dtype: 'int32', shape: [] });
  });
});
