import type { Value } from '../../../packages/core/src/index.ts';
import * as ops from '../../../packages/core/src/ops/index.ts';
import type { Cases } from './case.ts';

const positive = (x: Value) => x.square().add(0.5);

/** Compositions of elementwise operations. */
export const arithmetic = {
  addcdiv: [
    {
      f: (x, a, b) => ops.addcdiv(x, a, positive(b), { value: 3 }),
      shapes: [[2, 1], [3], [3]],
      result: [2, 3],
    },
  ],
  addcmul: [
    { f: (x, a, b) => ops.addcmul(x, a, b, { value: 3 }), shapes: [[2, 1], [3], []], result: [2, 3] },
  ],
  clamp: [
    { f: (x) => ops.clamp(x, -0.5, 1), shapes: [[9]], result: [9] },
    { f: (x, min) => ops.clamp(x, min), shapes: [[2, 4], [4]], result: [2, 4] },
    { f: (x, min, max) => ops.clamp(x, min, max), shapes: [[20], [20], [20]], result: [20] },
  ],
  degrees: [{ f: ops.degrees, shapes: [[3]], result: [3] }],
  elu: [{ f: (x) => ops.elu(x, { alpha: 0.7 }), shapes: [[2, 3]], result: [2, 3] }],
  leakyRelu: [{ f: (x) => ops.leakyRelu(x, { negativeSlope: 0.2 }), shapes: [[2, 3]], result: [2, 3] }],
  lerp: [{ f: ops.lerp, shapes: [[2, 1], [3], []], result: [2, 3] }],
  logit: [{ f: (x) => ops.logit(ops.sigmoid(x)), shapes: [[4]], result: [4] }],
  nanToNum: [{ f: (x) => ops.nanToNum(x), shapes: [[4]], result: [4] }],
  polygamma: [
    { f: (x) => ops.polygamma(positive(x), 0), shapes: [[4]], result: [4] },
    { f: (x) => ops.polygamma(positive(x), 2), shapes: [[4]], result: [4] },
  ],
  radians: [{ f: ops.radians, shapes: [[3]], result: [3] }],
  silu: [{ f: ops.silu, shapes: [[2, 3]], result: [2, 3] }],
} satisfies Cases;
