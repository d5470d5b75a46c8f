import type { Value } from '../../../packages/core/src/index.ts';
import * as ops from '../../../packages/core/src/ops/functions.ts';
import type { Cases } from './case.ts';

const positive = (x: Value) => x.square().add(0.5);

/** Special functions that are not elementwise operations of one to three operands. */
export const special = {
  beta: [{ f: (a, b) => ops.beta(positive(a), positive(b)), shapes: [[3, 1], [2]], result: [3, 2] }],
  gammainc: [
    { f: (x) => ops.gammainc(2.5, positive(x)), shapes: [[2, 3]], result: [2, 3] },
    { f: (x) => ops.gammainc([[0.5], [1], [40]], positive(x).mul(20)), shapes: [[2]], result: [3, 2] },
  ],
  gammaincc: [
    { f: (x) => ops.gammaincc([0.1, 3], positive(x)), shapes: [[3, 1]], result: [3, 2] },
    { f: (x) => ops.gammaincc(30, positive(x).mul(25)), shapes: [[]], result: [] },
  ],
  multigammaln: [
    { f: (x) => ops.multigammaln(positive(x), 1), shapes: [[3]], result: [3] },
    { f: (x) => ops.multigammaln(positive(x).add(2), 4), shapes: [[2, 2]], result: [2, 2] },
  ],
  zeta: [
    { f: (q) => ops.zeta([1.5, 2, 7], positive(q)), shapes: [[2, 1]], result: [2, 3] },
    { f: (q) => ops.zeta(3, q.tanh().mul(0.3).sub(2.5)), shapes: [[4]], result: [4] },
  ],
} satisfies Cases;
