import { checkpoint, jvp, stopGradient, type Value, vmap } from '@chainrule/core';
import type { Operation, Operations } from './kinds.ts';
import { asFloat, fitted, type Pick } from './pick.ts';

type Two = (x: Value, y: Value) => Value;

/** Two operations one after the other, as a function of two Values. */
function composed(pick: Pick, inner: readonly Operation[]): Two {
  const which = Math.floor(pick.step.operation / 1000);
  const [first, second] = [which, Math.floor(which / inner.length)].map((k) => inner[k % inner.length]);
  return (x, y) => second(pick.among([x, y, first(pick.among([x, y]))]));
}

/** Two stacks of as many slices. */
function stacks(pick: Pick): [Value, Value] {
  const [x, y] = [pick.filled(0), pick.filled(1)];
  const [n] = x.shape;
  return [x, y.shape[0] === n ? y : fitted(y, [n, ...y.shape.slice(1)])];
}

/** Functions of other operations: of those that draw no random numbers. */
export const transforms = (inner: readonly Operation[]): Operations => ({
  vmap: (pick) => vmap((x, y) => composed(pick, inner)(x, y))(...stacks(pick)),
  vmapAlongLast: (pick) => {
    const x = pick.filled(0);
    return vmap((each: Value) => composed(pick, inner)(each, each), { axis: -1, outAxis: -1 })(x);
  },
  repeated: (pick) => {
    const step = composed(pick, inner);
    const y = pick.any(1);
    let x = fitted(pick.any(0), [3]);
    for (let round = 0; round < 2 + pick.choice(0, 30); round++) x = fitted(step(x, y), [3]).clamp(-9, 9);
    return x;
  },
  checkpoint: (pick) =>
    checkpoint(([x, y]: Value[]) => composed(pick, inner)(x, y))([pick.any(0), pick.any(1)]),
  stopGradient: (pick) => stopGradient(pick.any(0)),
});

/** Derivatives along the way, which give fractions. */
export const derivativesWithin = (inner: readonly Operation[]): Operations => ({
  jvp: (pick) => {
    const [x, t] = [pick.float(0), fitted(pick.float(1), pick.any(0).shape)];
    return jvp((y: Value) => asFloat(composed(pick, inner)(y, y)), x, t.asType(x.dtype)).tangent;
  },
});
