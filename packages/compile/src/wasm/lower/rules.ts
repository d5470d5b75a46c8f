import { CORE_KERNEL, type CoreKernel } from '../../know/core-kernel.ts';
import { type Kind, kindOf } from '../../know/kinds.ts';
import { type Instruction, sizeOf } from '../../program/program.ts';
import { LARGEST, PRODUCT, SMALLEST, SUM } from '../micro-ops.ts';
import { cast, elementwise } from './elementwise.ts';
import { addBlocks, readBlocks } from './kernels/blocks.ts';
import { convolve, correlate, spread } from './kernels/convolution.ts';
import { addView, concat } from './kernels/copy.ts';
import { argMax, argMin, cumSum } from './kernels/lines.ts';
import { argMaxPool, maxPoolPlaces, resample } from './kernels/windows.ts';
import type { KernelRule, Lowering, Rule, ViewRule } from './lowering.ts';
import type { Place } from './place.ts';
import { product } from './product.ts';
import { reduction } from './reduction.ts';
import { permute, readView, repeat, sameNumbers } from './views.ts';

/** The rules of kinds whose results are views: they lie in memory already. */
export const VIEWS = {
  'same-numbers': sameNumbers,
  permute,
  repeat,
  'read-view': readView,
} as const satisfies Partial<Record<Kind, ViewRule>>;

/** The result of a kernel as a unit of its own. */
const kernel =
  (rule: KernelRule): Rule =>
  (instruction, lowering) => {
    const unit = rule(instruction, lowering);
    if (unit) lowering.put(unit);
    return unit !== undefined;
  };

/** The rules of all other kinds. */
export const RULES: Readonly<Record<Exclude<Kind, keyof typeof VIEWS>, Rule | CoreKernel>> = {
  elementwise,
  cast,
  'add-view': kernel(addView),
  'read-blocks': kernel(readBlocks),
  'add-blocks': kernel(addBlocks),
  join: kernel(concat),
  contract: product,
  sum: reduction(SUM),
  product: reduction(PRODUCT),
  largest: reduction(LARGEST),
  smallest: reduction(SMALLEST),
  all: CORE_KERNEL,
  any: CORE_KERNEL,
  convolve: kernel(convolve),
  'convolve back': kernel(spread),
  correlate: kernel(correlate),
  'window places': kernel(maxPoolPlaces),
  'line places': kernel(argMaxPool),
  resample: kernel(resample),
  'arg max': kernel(argMax),
  'arg min': kernel(argMin),
  'cumulative sum': kernel(cumSum),
  opaque: CORE_KERNEL,
};

const isView = (kind: Kind): kind is keyof typeof VIEWS => Object.hasOwn(VIEWS, kind);

/** Where the result of an instruction lies that only views its input in another way; undefined for any other. */
export function viewOf(instruction: Instruction, lowering: Lowering): Place | undefined {
  const kind = kindOf(instruction.primitive);
  return isView(kind) ? VIEWS[kind](instruction, lowering) : undefined;
}

/** Lowers an instruction that is no view to what the engine has for it; false if core's kernel is used. */
export function lowered(instruction: Instruction, lowering: Lowering): boolean {
  const kind = kindOf(instruction.primitive);
  if (isView(kind) || sizeOf(instruction.result) === 0) return false;
  const rule = RULES[kind];
  return rule !== CORE_KERNEL && rule(instruction, lowering);
}
