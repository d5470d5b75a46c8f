import * as ops from '../../src/ops/index.ts';
import type { Cases } from './case.ts';

/** Linear algebra. */
export const linearAlgebra = {
  matmul: [
    {
      f: ops.matmul,
      shapes: [
        [2, 3],
        [3, 4],
      ],
      result: [2, 4],
    },
    { f: ops.matmul, shapes: [[3], [3]], result: [] },
    { f: ops.matmul, shapes: [[3], [3, 2]], result: [2] },
    { f: ops.matmul, shapes: [[2, 3], [3]], result: [2] },
    {
      f: ops.matmul,
      shapes: [
        [5, 1, 2, 3],
        [4, 3, 2],
      ],
      result: [5, 4, 2, 2],
    },
    { f: ops.matmul, shapes: [[2, 2, 3], [3]], result: [2, 2] },
  ],
} satisfies Cases;
