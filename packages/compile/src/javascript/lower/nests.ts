import type { DType, Shape } from '@chainrule/core';
import { type Blocks, broadcastStrides, type Fold, type View } from '@chainrule/core/extend';
import { CORE_KERNEL, type CoreKernel } from '../../know/core-kernel.ts';
import { type Kind, kindOf } from '../../know/kinds.ts';
import type { Instruction, Variable } from '../../program/program.ts';
import { productOf, stridesOf } from '../../program/shape.ts';

/** Which entries of an array a nest of loops accesses: those at offset + Σ i·strides. */
export interface Access {
  /** The operand that is read; not used for the array that is written. */
  readonly operand: number;
  readonly offset: number;
  readonly strides: readonly number[];
  /** The operand that lists where the block of each index of the first loop begins; this is added to the offset. */
  readonly at?: number;
}

/**
 * An operation as loops: for each index of a domain, in row-major order, a function of the numbers that are read is written,
 * or combined with the number that is there.
 */
export interface Nest {
  readonly domain: Shape;
  readonly reads: readonly Access[];
  readonly write: Access;
  /** The function of the numbers that are read: the primitive itself, or their product. Default: the one number itself. */
  readonly apply?: 'primitive' | 'mul';
  readonly fold?: Fold;
  /** How many of the last loops a fold spans, after which the number written is complete. Without it, places are revisited. */
  readonly inner?: number;
}

type Rule = (instruction: Instruction) => readonly Nest[];

const access = (strides: readonly number[], operand = 0, offset = 0): Access => ({
  operand,
  offset,
  strides,
});

const whole = (shape: Shape): Access => access(stridesOf(shape));

const elementwise: Rule = ({ inputs, result: { shape } }) => {
  const reads = inputs.map((x, k) => access(broadcastStrides(x.shape, shape), k));
  return [{ domain: shape, reads, write: whole(shape), apply: 'primitive' }];
};

function view({ attributes }: Instruction) {
  const { part, grid = part, strides, offset } = attributes as View;
  return { domain: grid, at: access(strides, 0, offset), along: whole(grid) };
}

function listed({ attributes, inputs: [, places] }: Instruction) {
  const { block } = attributes as Blocks;
  const domain = [productOf(places.shape), block];
  return { domain, at: { ...access([0, 1]), at: 1 }, along: whole(domain) };
}

const reading =
  (find: typeof view): Rule =>
  (instruction) => {
    const { domain, at, along } = find(instruction);
    return [{ domain, reads: [at], write: along }];
  };

const adding =
  (find: typeof view): Rule =>
  (instruction) => {
    const { domain, at, along } = find(instruction);
    return [{ domain, reads: [along], write: at, fold: instruction.result.dtype === 'bool' ? 'any' : 'sum' }];
  };

/** The same numbers in the same order. */
const same: Rule = ({ result: { shape } }) => [{ domain: shape, reads: [whole(shape)], write: whole(shape) }];

/** Loops over the axes that stay, and inside them over those that are folded, so each fold is one inner loop. */
const folding =
  (fold: Fold): Rule =>
  ({ inputs: [x], attributes }) => {
    const { axes } = attributes as { axes: readonly number[] };
    const own = stridesOf(x.shape);
    const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    const order = [...kept, ...axes];
    const left = stridesOf(kept.map((axis) => x.shape[axis]));
    return [
      {
        domain: order.map((axis) => x.shape[axis]),
        reads: [access(order.map((axis) => own[axis]))],
        write: access([...left, ...axes.map(() => 0)]),
        fold,
        inner: axes.length,
      },
    ];
  };

const product: Rule = ({ inputs: [a, b], result: { shape } }) => {
  const batch = shape.slice(0, -2);
  const [m, n] = shape.slice(-2);
  const k = a.shape[a.shape.length - 1];
  const stacked = (x: Variable) => {
    const size = x.shape[x.shape.length - 2] * x.shape[x.shape.length - 1];
    return broadcastStrides(x.shape.slice(0, -2), batch).map((s) => s * size);
  };
  return [
    {
      domain: [...batch, m, n, k],
      reads: [access([...stacked(a), k, 0, 1]), access([...stacked(b), 0, 1, n], 1)],
      write: access([...stridesOf(shape), 0]),
      apply: 'mul',
      fold: 'sum',
      inner: 1,
    },
  ];
};

const transpose: Rule = ({ inputs: [x], result: { shape }, attributes }) => {
  const own = stridesOf(x.shape);
  const reads = [access((attributes as readonly number[]).map((axis) => own[axis]))];
  return [{ domain: shape, reads, write: whole(shape) }];
};

const repeated: Rule = ({ inputs: [x], result: { shape } }) => [
  { domain: shape, reads: [access(broadcastStrides(x.shape, shape))], write: whole(shape) },
];

const joined: Rule = ({ inputs, result: { shape }, attributes }) => {
  const strides = stridesOf(shape);
  let offset = 0;
  return inputs.map((x, k) => {
    const write = access(strides, 0, offset);
    offset += x.shape[attributes as number] * strides[attributes as number];
    return { domain: x.shape, reads: [access(stridesOf(x.shape), k)], write };
  });
};

/** The rules of all kinds. */
export const RULES: Readonly<Record<Kind, Rule | CoreKernel>> = {
  elementwise,
  cast: same,
  'same-numbers': same,
  permute: transpose,
  repeat: repeated,
  'read-view': reading(view),
  'add-view': adding(view),
  'read-blocks': reading(listed),
  'add-blocks': adding(listed),
  join: joined,
  contract: product,
  sum: folding('sum'),
  product: folding('product'),
  largest: folding('largest'),
  smallest: folding('smallest'),
  all: folding('all'),
  any: folding('any'),
  convolve: CORE_KERNEL,
  'convolve back': CORE_KERNEL,
  correlate: CORE_KERNEL,
  'window places': CORE_KERNEL,
  'line places': CORE_KERNEL,
  resample: CORE_KERNEL,
  'arg max': CORE_KERNEL,
  'arg min': CORE_KERNEL,
  'cumulative sum': CORE_KERNEL,
  opaque: CORE_KERNEL,
};

/** The nests that compute the result of an instruction, one after the other; undefined if core's kernel does. */
export function nestsOf(instruction: Instruction): readonly Nest[] | undefined {
  const rule = RULES[kindOf(instruction.primitive)];
  return rule === CORE_KERNEL || instruction.inputs.length === 0 ? undefined : rule(instruction);
}

/** The dtype in which numbers are combined before they are rounded to that of the result. */
export const foldedIn = (fold: Fold, result: DType): DType =>
  fold === 'product' && result === 'int32' ? 'int32' : 'float64';
