import {
  all,
  any,
  astype,
  broadcastTo,
  concat,
  expandDims,
  flatten,
  grad,
  matmul,
  max,
  min,
  type Primitive,
  prod,
  reshape,
  squeeze,
  stopGradient,
  sum,
  traceAbstract,
  transpose,
  type Value,
} from '@chainrule/core';

let found: ReadonlySet<Primitive> | undefined;

/** Whether a primitive is core's own: one of the user's may have the name of another operation. */
export function isGenuine(primitive: Primitive): boolean {
  found ??= new Set(traceAbstract([matrix], everyOperation).steps.map((step) => step.primitive));
  return found.has(primitive);
}

const matrix = { shape: [1, 1], dtype: 'float64', wantsGradient: true } as const;

function everyOperation([x]: Value[]): void {
  for (const f of [all, any, flatten, matrixProduct, max, min, prod, squeeze, stopGradient, sum, transpose])
    f(x);
  astype(x, 'float32');
  broadcastTo(x, [2, 2]);
  concat([x, x]);
  expandDims(x, 0);
  reshape(x, [1]);
  // The inner derivative takes x itself as a variable, which makes an alias of it.
  grad((y: Value) => y.square().sum())(x);
}

const matrixProduct = (x: Value) => matmul(x, x);
