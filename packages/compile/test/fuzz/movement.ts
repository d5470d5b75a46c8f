import { concat, constant, type DType, diagEmbed, stack, type Value, where } from '@chainrule/core';
import { alongAny, alongFilled, alongNumbers, type Operations, places, placesFrom } from './kinds.ts';
import { beside, fitted, type Pick } from './pick.ts';

/** Another operand of the same dtype, or as it is. */
const joining = (x: Value, pick: Pick, shape: readonly number[] = x.shape) => {
  const y = fitted(pick.any(1), shape);
  return pick.choice(3, 2) === 0 ? y.asType(x.dtype) : y;
};

/** What moves entries of any dtype, bytes included, and what says which. */
export const MOVEMENT: Operations = {
  asType: (pick) =>
    pick.any(0).asType((['float64', 'float32', 'int32', 'bool'] satisfies DType[])[pick.choice(0, 4)]),
  where: (pick) => {
    const x = pick.any(0);
    return where(beside(x, pick.bool(2)), x, beside(x, pick.any(1)));
  },
  whereConstant: (pick) => {
    const x = pick.any(0);
    const mask = Array.from({ length: x.size }, (_, i) => i % 3 === 0);
    return where(constant(mask, { shape: x.shape, dtype: 'bool' }), x, beside(x, pick.any(1)));
  },
  flatten: (pick) => pick.any(0).flatten(),
  reshape: (pick) => {
    const x = pick.any(0);
    const halves = x.size % 2 === 0 ? [2, x.size / 2] : [x.size];
    const shapes = [[x.size], [1, x.size], [x.size, 1], halves, [...x.shape].reverse()];
    return x.reshape(shapes[pick.choice(0, 5)]);
  },
  transpose: (pick) => {
    const x = pick.any(0);
    return x.transpose(pick.order(x));
  },
  expandDims: (pick) => {
    const x = pick.any(0);
    return x.rank > 3 ? x : x.expandDims(pick.choice(0, x.rank + 1));
  },
  squeeze: (pick) => pick.any(0).squeeze(),
  broadcastTo: (pick) => {
    const x = pick.any(0);
    const shape = x.shape.map((n) => (n === 1 ? pick.choice(1, 5) : n));
    return x.rank > 3 ? x : x.broadcastTo([1 + pick.choice(0, 3), ...shape]);
  },
  slice: (pick) => {
    const x = pick.any(0);
    const range = (k: number): [number, null, number] => [pick.choice(k, 2), null, 1 + pick.choice(k + 1, 2)];
    return x.slice(x.shape.map((_, k) => range(k)));
  },
  reversed: (pick) => {
    const x = pick.any(0);
    const step = (k: number) => (pick.choice(k, 2) === 0 ? 1 : -1 - pick.choice(2, 2));
    return x.slice(x.shape.map((_, k) => [null, null, step(k)] as const));
  },
  select: alongFilled((x, axis, pick) => x.select(pick.choice(1, x.shape[axis]), { axis })),
  flip: (pick) => {
    const x = pick.any(0);
    return x.flip({ axis: pick.axes(x) });
  },
  roll: alongAny((x, axis, pick) => x.roll(pick.choice(1, 4), { axis })),
  pad: (pick) => {
    const x = pick.any(0);
    const widths = x.shape.map((_, k) => [pick.choice(k, 3), pick.choice(k + 1, 2)] as const);
    return x.pad(widths, { value: pick.choice(0, 3) % (x.dtype === 'bool' ? 2 : 3) });
  },
  padWithCopies: (pick) => {
    const x = pick.filled(0);
    const mode = (['reflect', 'replicate', 'circular'] as const)[pick.choice(0, 3)];
    return x.pad(
      x.shape.map((_, k) => [pick.choice(k, 3), pick.choice(k + 1, 2)] as const),
      { mode },
    );
  },
  diag: (pick) =>
    pick
      .any(0)
      .flatten()
      .slice([[0, 7]])
      .diag({ offset: pick.choice(1, 5) - 2 }),
  diagEmbed: (pick) => {
    const x = pick.line(0);
    return x.rank > 2 || x.size > 300 ? x : diagEmbed(x, { offset: pick.choice(1, 5) - 2 });
  },
  diagonal: (pick) => {
    const x = pick.any(0);
    return x.rank < 2 ? x : x.diagonal({ offset: pick.choice(1, 5) - 2 });
  },
  tile: (pick) => {
    const x = pick.any(0);
    return x.rank === 0 ? x : x.tile(x.shape.map((_, k) => (k === 0 ? 2 : 1)));
  },
  repeat: alongAny((x, axis, pick) => x.repeat(pick.choice(1, 3), { axis })),
  concat: alongAny((x, axis, pick) => concat([x, joining(x, pick), x], { axis })),
  stack: (pick) => {
    const x = pick.any(0);
    return x.rank > 3 ? x : stack([x, joining(x, pick)], { axis: pick.choice(0, x.rank + 1) });
  },
  tril: (pick) => {
    const x = pick.any(0);
    return x.rank < 2 ? x : [x.tril(), x.triu()][pick.choice(0, 2)];
  },
  unfold: alongFilled((x, axis, pick) => {
    const size = 1 + pick.choice(1, Math.min(x.shape[axis], 3));
    return x.rank > 3 ? x : x.unfold({ axis, size, step: 1 + pick.choice(2, 2) });
  }),
  sort: alongFilled((x, axis, pick) => x.sort({ axis, descending: pick.choice(1, 2) === 1 })),
  take: alongFilled((x, axis, pick) => x.take(places(x.shape[axis], pick), { axis })),
  takeOne: alongFilled((x, axis, pick) => x.take(pick.choice(1, x.shape[axis]), { axis })),
  takeNone: alongAny((x, axis) => x.take(constant(new Int32Array(0)), { axis })),
  takeByValue: alongFilled((x, axis, pick) =>
    x.take(placesFrom(fitted(pick.number(1), [4]), x.shape[axis]), { axis }),
  ),
  takeAlongAxis: alongFilled((x, axis, pick) =>
    x.takeAlongAxis(placesFrom(fitted(pick.number(1), x.shape), x.shape[axis]), axis),
  ),
  indexAdd: alongNumbers((x, axis, pick) => {
    const at = places(x.shape[axis], pick);
    const shape = x.shape.map((n, k) => (k === axis ? at.size : n));
    return x.indexAdd(at, fitted(pick.number(1), shape).asType(x.dtype), axis);
  }),
};
