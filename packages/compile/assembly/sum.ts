/*
 * Two numbers added up; of booleans, which are bytes, whether any of the two is true.
 */

// @ts-ignore: decorator
@inline
export function sum<T>(a: T, b: T): T {
  return sizeof<T>() == 1 ? ((a | b) as T) : ((a + b) as T);
}

// @ts-ignore: decorator
@inline
export function vectorSum<T>(a: v128, b: v128): v128 {
  return sizeof<T>() == 1 ? v128.or(a, b) : v128.add<T>(a, b);
}
