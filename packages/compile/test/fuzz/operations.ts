import {
  avgPool2d,
  concat,
  constant,
  conv2d,
  type DType,
  matmul,
  maxPool2d,
  type Random,
  stack,
  type Value,
  where,
} from '@chainrule/core';

/*
 * What a random program may do. Every operation takes whatever operands it is given and makes them fit, so that a program
 * with a step less, or with smaller choices, is a program too: that is what lets a failure shrink.
 */

/** What one step of a program has to choose from. */
export interface Step {
  readonly operation: number;
  readonly operands: readonly number[];
  readonly choices: readonly number[];
}

/** The operands and the choices of one step, as its operation asks for them. */
export class Pick {
  readonly #nodes: readonly Value[];
  readonly #step: Step;
  readonly random: Random;

  constructor(nodes: readonly Value[], step: Step, random: Random) {
    this.#nodes = nodes;
    this.#step = step;
    this.random = random;
  }

  /** A number below n. */
  choice(k: number, n: number): number {
    return this.#step.choices[k % this.#step.choices.length] % Math.max(n, 1);
  }

  /** Operand k as it is. */
  any(k: number): Value {
    return this.#nodes[this.#step.operands[k] % this.#nodes.length];
  }

  /** Operand k, as numbers that have derivatives. */
  float(k: number): Value {
    const x = this.any(k);
    return isFloat(x) ? x : x.astype('float64');
  }

  /** Operand k as numbers: booleans count. */
  number(k: number): Value {
    const x = this.any(k);
    return x.dtype === 'bool' ? x.astype('int32') : x;
  }

  /** Operand k as booleans. */
  bool(k: number): Value {
    const x = this.any(k);
    return x.dtype === 'bool' ? x : x.greater(0);
  }

  /** Operand k with one axis or more and an entry at least. */
  line(k: number): Value {
    const x = this.float(k);
    return x.rank > 0 && x.size > 0 ? x : x.sum().reshape([1]);
  }

  /** One axis of x. */
  axis(x: Value): number {
    return this.choice(0, x.rank);
  }

  /** Some axes of x. */
  axes(x: Value): number[] {
    const all = x.shape.map((_, axis) => axis);
    return [all, all.slice(-1), all.slice(0, 1), all.filter((axis) => axis % 2 === 0), []][this.choice(0, 5)];
  }

  /** The axes of x in another order. */
  order(x: Value): number[] {
    const order = x.shape.map((_, axis) => axis);
    for (let k = 1; k < order.length; k++) {
      const j = this.choice(k, k + 1);
      [order[k], order[j]] = [order[j], order[k]];
    }
    return order;
  }
}

export const isFloat = ({ dtype }: Value): boolean => dtype === 'float64' || dtype === 'float32';

const sizeOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

/** The numbers of x in this shape: as they are, one for all, or some of them over and over. */
export function fitted(x: Value, shape: readonly number[]): Value {
  const size = sizeOf(shape);
  if (x.shape.join() === shape.join()) return x;
  if (x.size === size) return x.reshape(shape);
  if (x.size === 0) return x.sum().astype(x.dtype).broadcastTo(shape);
  const places = Int32Array.from({ length: size }, (_, i) => (7 * i + 3) % x.size);
  return x.flatten().take(constant(places)).reshape(shape);
}

/** Operand k in a form that goes together with x. */
function beside(x: Value, other: Value): Value {
  const added = Math.max(x.rank - other.rank, 0);
  const goes = other.rank <= x.rank && other.shape.every((n, k) => n === x.shape[k + added] || n === 1);
  return goes ? other : fitted(other, x.shape);
}

type Operation = (pick: Pick) => Value;

const unary =
  (f: (x: Value) => Value): Operation =>
  (pick) =>
    f(pick.float(0));
const binary =
  (f: (x: Value, y: Value) => Value): Operation =>
  (pick) => {
    const [x, y] = [pick.number(0), pick.number(1)];
    return pick.choice(1, 2) === 0 ? f(x, beside(x, y)) : f(beside(x, y), x);
  };
const reduction =
  (f: (x: Value, options: { axis: number[]; keepDims: boolean }) => Value): Operation =>
  (pick) => {
    const x = pick.float(0);
    return f(x, { axis: pick.axes(x), keepDims: pick.choice(1, 2) === 1 });
  };
const extremum =
  (f: (x: Value, options: { axis: number[]; keepDims: boolean }) => Value): Operation =>
  (pick) => {
    const x = pick.line(0);
    return f(x, { axis: pick.axes(x), keepDims: pick.choice(1, 2) === 1 });
  };
const alongLine =
  (f: (x: Value, axis: number, pick: Pick) => Value): Operation =>
  (pick) => {
    const x = pick.line(0);
    return f(x, pick.axis(x), pick);
  };

/** A matrix, or a batch of them, that x may be multiplied by from the right. */
function rightFactor(x: Value, y: Value, pick: Pick): Value {
  const columns = [1, 2, 3, 5, 8][pick.choice(1, 5)];
  const depth = x.shape[x.rank - 1];
  const shape = [[depth], [depth, columns], [...x.shape.slice(0, -2), depth, columns]][pick.choice(2, 3)];
  const right = fitted(y, shape).astype(x.dtype);
  return shape.length > 1 && pick.choice(0, 2) === 1
    ? fitted(right, [...shape.slice(0, -2), columns, depth]).swapAxes(-1, -2)
    : right;
}

/** An image of 4 axes made of a Value. */
const image = (x: Value, channels: number, side: number) => fitted(x, [2, channels, side, side + 1]);

/** Any entries of a line, with repetition, as places on it. */
const places = (n: number, pick: Pick) =>
  constant(Int32Array.from({ length: 1 + pick.choice(1, 6) }, (_, i) => (pick.choice(2, 5) + 3 * i) % n));

/** What keeps whole numbers whole, and may be compared to the last bit whatever the order. */
const WHOLE: Readonly<Record<string, Operation>> = {
  add: binary((x, y) => x.add(y)),
  sub: binary((x, y) => x.sub(y)),
  mul: binary((x, y) => x.mul(y)),
  addNumber: (pick) => pick.number(0).add(pick.choice(0, 5) - 2),
  mulNumber: (pick) => pick.number(0).mul(pick.choice(0, 5) - 2),
  addConstant: (pick) => {
    const x = pick.float(0);
    const numbers = Array.from({ length: x.size }, (_, i) => (i % 5) - 2);
    return x.add(constant(numbers, { shape: x.shape, dtype: x.dtype }));
  },
  maximum: binary((x, y) => x.maximum(y)),
  minimum: binary((x, y) => x.minimum(y)),
  neg: unary((x) => x.neg()),
  abs: unary((x) => x.abs()),
  relu: unary((x) => x.relu()),
  square: unary((x) => x.square()),
  sign: unary((x) => x.sign()),
  clamp: unary((x) => x.clamp(-2, 3)),
  floorOfHalf: unary((x) => x.mul(0.5).floor()),
  roundOfHalf: unary((x) => x.mul(0.5).round()),
  less: binary((x, y) => x.less(y)),
  greaterEqual: binary((x, y) => x.greaterEqual(y)),
  equal: binary((x, y) => x.equal(y)),
  logicalAnd: (pick) => {
    const x = pick.bool(0);
    return x.logicalAnd(beside(x, pick.bool(1)));
  },
  logicalNot: (pick) => pick.bool(0).logicalNot(),
  where: (pick) => {
    const x = pick.number(0);
    return where(beside(x, pick.bool(2)), x, beside(x, pick.number(1)));
  },
  astype: (pick) =>
    pick.any(0).astype((['float64', 'float32', 'int32', 'bool'] satisfies DType[])[pick.choice(0, 4)]),
  sum: reduction((x, options) => x.sum(options)),
  sumOfIntegers: (pick) => {
    const x = pick.number(0);
    return x.sum({ axis: pick.axes(x) });
  },
  max: extremum((x, options) => x.max(options)),
  min: extremum((x, options) => x.min(options)),
  argMax: alongLine((x, axis) => x.argMax({ axis })),
  argMin: alongLine((x, axis) => x.argMin({ axis })),
  any: (pick) => pick.bool(0).any({ axis: pick.axes(pick.any(0)) }),
  cumSum: alongLine((x, axis) => x.cumSum({ axis })),
  sort: alongLine((x, axis, pick) => x.sort({ axis, descending: pick.choice(1, 2) === 1 })),
  argSort: alongLine((x, axis) => x.argSort({ axis })),
  cumMax: alongLine((x, axis) => x.cumMax({ axis })),
  flatten: (pick) => pick.any(0).flatten(),
  reshape: (pick) => {
    const x = pick.any(0);
    return x.reshape(
      [
        [x.size],
        [1, x.size],
        [x.size, 1],
        x.size % 2 === 0 ? [2, x.size / 2] : [x.size],
        [...x.shape].reverse(),
      ][pick.choice(0, 5)],
    );
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
    return x.rank > 3
      ? x
      : x.broadcastTo([1 + pick.choice(0, 3), ...x.shape.map((n) => (n === 1 ? 1 + pick.choice(1, 4) : n))]);
  },
  slice: (pick) => {
    const x = pick.any(0);
    const range = (k: number): [number, null, number] => [pick.choice(k, 2), null, 1 + pick.choice(k + 1, 2)];
    return x.slice(x.shape.map((_, k) => range(k)));
  },
  reversed: (pick) => {
    const x = pick.any(0);
    return x.slice(
      x.shape.map((_, k) => [null, null, pick.choice(k, 2) === 0 ? 1 : -1 - pick.choice(2, 2)] as const),
    );
  },
  select: (pick) => {
    const x = pick.line(0);
    const axis = pick.axis(x);
    return x.select(pick.choice(1, x.shape[axis]), { axis });
  },
  flip: (pick) => pick.any(0).flip(),
  roll: (pick) => {
    const x = pick.line(0);
    return x.roll(pick.choice(1, 4), { axis: pick.axis(x) });
  },
  pad: (pick) => {
    const x = pick.number(0);
    return x.pad(
      x.shape.map((_, k) => [pick.choice(k, 3), pick.choice(k + 1, 2)] as const),
      { value: pick.choice(0, 3) },
    );
  },
  tile: (pick) => {
    const x = pick.any(0);
    return x.rank === 0 ? x : x.tile(x.shape.map((_, k) => (k === 0 ? 2 : 1)));
  },
  concat: (pick) => {
    const x = pick.line(0);
    return concat([x, fitted(pick.number(1), x.shape), x], { axis: pick.axis(x) });
  },
  stack: (pick) => {
    const x = pick.number(0);
    return x.rank > 3 ? x : stack([x, fitted(pick.number(1), x.shape)], { axis: pick.choice(0, x.rank + 1) });
  },
  tril: (pick) => {
    const x = pick.float(0);
    return x.rank < 2 ? x : x.tril();
  },
  unfold: alongLine((x, axis, pick) =>
    x.rank > 3
      ? x
      : x.unfold({ axis, size: 1 + pick.choice(1, Math.min(x.shape[axis], 3)), step: 1 + pick.choice(2, 2) }),
  ),
  take: alongLine((x, axis, pick) => x.take(places(x.shape[axis], pick), { axis })),
  takeByValue: alongLine((x, axis, pick) => {
    const n = x.shape[axis];
    return x.take(fitted(pick.number(1), [4]).astype('int32').abs().remainder(n).astype('int32'), { axis });
  }),
  takeAlongAxis: alongLine((x, axis, pick) =>
    x.takeAlongAxis(
      fitted(pick.number(1), x.shape).astype('int32').abs().remainder(x.shape[axis]).astype('int32'),
      axis,
    ),
  ),
  indexAdd: alongLine((x, axis, pick) => {
    const at = places(x.shape[axis], pick);
    const shape = x.shape.map((n, k) => (k === axis ? at.size : n));
    return x.indexAdd(at, fitted(pick.float(1), shape).astype(x.dtype), axis);
  }),
  matmul: (pick) => {
    const x = pick.line(0);
    const left = x.rank > 1 && pick.choice(3, 3) === 2 ? x.swapAxes(-1, -2) : x;
    return matmul(left, rightFactor(left, pick.float(1), pick));
  },
  matmulOfTwo: (pick) => {
    const [x, y] = [fitted(pick.line(0), [2, 3, 4]), fitted(pick.line(1), [4, 3])];
    return matmul(x, y.astype(x.dtype));
  },
  conv2d: (pick) => {
    const x = image(pick.float(0), 2, 4);
    const w = fitted(pick.float(1), [4, 2, 3, 2]).astype(x.dtype);
    return conv2d(x, w, { padding: pick.choice(0, 2), stride: 1 + pick.choice(1, 2) });
  },
  convInGroups: (pick) => {
    const x = image(pick.float(0), 2, 3);
    return conv2d(x, fitted(pick.float(1), [4, 1, 2, 2]).astype(x.dtype), {
      groups: 2,
      dilation: 1 + pick.choice(0, 2),
    });
  },
  maxPool2d: (pick) => maxPool2d(image(pick.float(0), 1, 4), 2, { stride: 1 + pick.choice(0, 2) }),
  dropout: (pick) => {
    const x = pick.float(0);
    return where(pick.random.bernoulli(x.shape, { p: 0.5 }), x, 0);
  },
  draw: (pick) => pick.random.integers([1 + pick.choice(0, 5), 3], { min: -3, max: 4, dtype: 'float32' }),
};

/** What gives fractions, which are compared up to rounding. */
const SMOOTH: Readonly<Record<string, Operation>> = {
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
  mean: extremum((x, options) => x.mean(options)),
  variance: extremum((x, options) => x.variance({ ...options, correction: 0 })),
  logSumExp: extremum((x, options) => x.logSumExp(options)),
  prod: extremum((x, options) => x.tanh().prod(options)),
  norm: reduction((x, { axis, keepDims }) => x.square().sum({ axis, keepDims }).add(1).sqrt()),
  softmax: alongLine((x, axis) => x.softmax({ axis })),
  logSoftmax: alongLine((x, axis) => x.logSoftmax({ axis })),
  layerNorm: alongLine((x, axis) => {
    const centred = x.sub(x.mean({ axis, keepDims: true }));
    return centred.div(centred.square().mean({ axis, keepDims: true }).add(0.1).sqrt());
  }),
  linear: (pick) => {
    const x = pick.line(0);
    const n = x.shape[x.rank - 1];
    const w = fitted(pick.float(1), [4, n]).astype(x.dtype);
    return x
      .matmul(w.transpose())
      .add(fitted(pick.float(2), [4]))
      .tanh();
  },
  avgPool2d: (pick) => avgPool2d(image(pick.float(0), 1, 4), 2, { stride: 1 + pick.choice(0, 2) }),
  normal: (pick) => pick.random.normal(pick.float(0).shape),
};

export const whole = Object.entries(WHOLE);
export const all = [...whole, ...Object.entries(SMOOTH)];

/** Beyond this a number is brought back, so that no program overflows and whole numbers stay exact. */
const MOST = 60;

/** What the step makes of the nodes before it; kept within bounds, and small. */
export function applied(name: string, operation: Operation, pick: Pick): Value {
  const y = operation(pick);
  if (y.size > 20_000) return y.flatten().slice([[0, 100]]);
  return /mul|sum|Sum|conv|square|indexAdd|prod/.test(name) && y.dtype !== 'bool' ? y.clamp(-MOST, MOST) : y;
}
