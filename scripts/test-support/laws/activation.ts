import type { Value } from '../../../packages/core/src/index.ts';
import * as ops from '../../../packages/core/src/ops/index.ts';
import type { Case, Cases } from './case.ts';

const entries = (f: Case['f']): Case => ({ f, shapes: [[2, 7]], result: [2, 7] });

/** Activations. Those made of straight lines are stretched, so that the samples reach every piece. */
const stretched = (f: (x: Value) => Value) => entries((x) => f(x.mul(2.7)));

export const activations = {
  celu: [entries((x) => ops.celu(x, { alpha: 0.7 }))],
  gelu: [entries((x) => ops.gelu(x)), entries((x) => ops.gelu(x, { approximate: 'tanh' }))],
  glu: [
    { f: (x) => ops.glu(x), shapes: [[3, 4]], result: [3, 2] },
    { f: (x) => ops.glu(x, { axis: 0 }), shapes: [[2, 3, 1]], result: [1, 3, 1] },
  ],
  hardShrink: [entries((x) => ops.hardShrink(x)), entries((x) => ops.hardShrink(x, { lambda: 1 }))],
  hardSigmoid: [stretched(ops.hardSigmoid)],
  hardSwish: [stretched(ops.hardSwish)],
  hardTanh: [entries((x) => ops.hardTanh(x)), entries((x) => ops.hardTanh(x, { min: -0.2, max: 0.4 }))],
  logSigmoid: [entries(ops.logSigmoid)],
  logSoftmax: [
    { f: (x) => ops.logSoftmax(x), shapes: [[2, 3]], result: [2, 3] },
    { f: (x) => ops.logSoftmax(x, { axis: 0 }), shapes: [[2, 3]], result: [2, 3] },
  ],
  mish: [entries(ops.mish)],
  prelu: [
    { f: ops.prelu, shapes: [[3, 2, 2], [2]], result: [3, 2, 2] },
    { f: ops.prelu, shapes: [[5], []], result: [5] },
  ],
  softmax: [
    { f: (x) => ops.softmax(x), shapes: [[4]], result: [4] },
    { f: (x) => ops.softmax(x, { axis: 1 }), shapes: [[2, 3, 2]], result: [2, 3, 2] },
  ],
  softmin: [{ f: (x) => ops.softmin(x), shapes: [[2, 3]], result: [2, 3] }],
  softShrink: [entries((x) => ops.softShrink(x)), entries((x) => ops.softShrink(x, { lambda: 1 }))],
  softSign: [entries(ops.softSign)],
  tanhShrink: [entries(ops.tanhShrink)],
  threshold: [entries((x) => ops.threshold(x, 0.3, -2))],
} satisfies Cases;
