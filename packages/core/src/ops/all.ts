/*
 * Every operation by its name: the table, the functions, and those on lists of Values. The package exports them one by one,
 * and all of them as `operations`, for a program that has only a name.
 */

export * from './functions.ts';
export * from './index.ts';
export { einsum } from './linalg/einsum.ts';
export { multiDot } from './linalg/matrix-functions.ts';
export {
  blockDiagonal,
  cartesianProduct,
  columnStack,
  concat,
  dstack,
  hstack,
  meshgrid,
  stack,
  vstack,
} from './shape/join.ts';
