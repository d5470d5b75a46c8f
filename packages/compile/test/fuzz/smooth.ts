import { avgPool2d } from '@chainrule/core';
import { alongFloats, average, binary, image, type Operations, unary } from './kinds.ts';
import { fitted } from './pick.ts';

/** What gives fractions, which are compared up to rounding. */
export const SMOOTH: Operations = {
  tanh: unary((x) => x.tanh()),
  sin: unary((x) => x.sin()),
  cos: unary((x) => x.cos()),
  exp: unary((x) => x.minimum(2).exp()),
  expm1: unary((x) => x.minimum(1).expm1()),
  log: unary((x) => x.square().add(0.5).log()),
  log1p: unary((x) => x.square().log1p()),
  sqrt: unary((x) => x.square().add(0.5).sqrt()),
  rsqrt: unary((x) => x.square().add(0.5).rsqrt()),
  sigmoid: unary((x) => x.sigmoid()),
  softplus: unary((x) => x.softplus()),
  gelu: unary((x) => x.gelu()),
  erf: unary((x) => x.erf()),
  atan: unary((x) => x.atan()),
  reciprocal: unary((x) => x.square().add(1).reciprocal()),
  div: binary((x, y) => x.div(y.square().add(0.7))),
  divNumber: unary((x) => x.div(3)),
  atan2: binary((x, y) => x.atan2(y.square().add(0.3))),
  logAddExp: binary((x, y) => x.logAddExp(y)),
  pow: binary((x, y) => x.square().add(0.5).pow(y.tanh())),
  leakyRelu: unary((x) => x.leakyRelu({ negativeSlope: 0.1 })),
  mean: average((x, options) => x.mean(options)),
  variance: average((x, options) => x.variance({ ...options, correction: 0 })),
  logSumExp: average((x, options) => x.logSumExp(options)),
  prod: average((x, options) => x.tanh().prod(options)),
  norm: average((x, { axis, keepDims }) => x.square().sum({ axis, keepDims }).add(1).sqrt()),
  softmax: alongFloats((x, axis) => x.softmax({ axis })),
  logSoftmax: alongFloats((x, axis) => x.logSoftmax({ axis })),
  layerNorm: alongFloats((x, axis) => {
    const centred = x.sub(x.mean({ axis, keepDims: true }));
    return centred.div(centred.square().mean({ axis, keepDims: true }).add(0.1).sqrt());
  }),
  linear: alongFloats((x, _, pick) => {
    const w = fitted(pick.float(1), [4, x.shape[x.rank - 1]]).asType(x.dtype);
    const bias = fitted(pick.float(2), [4]);
    return x.matmul(w.transpose()).add(bias).tanh();
  }),
  avgPool2d: (pick) => avgPool2d(image(pick.float(0), pick, 1, 4), 2, { stride: 1 + pick.choice(0, 2) }),
  normal: (pick) => pick.random.normal(pick.float(0).shape),
};
