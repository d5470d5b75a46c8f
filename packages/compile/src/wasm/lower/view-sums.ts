import { add } from '@chainrule/core';
import { isFloat, sameShape } from '@chainrule/core/extend';
import { match, soleReaders } from '../../program/match.ts';
import type { Instruction, Program, Variable } from '../../program/program.ts';
import { type Part, sumOf, viewPart, wholePart } from './kernels/copy.ts';
import type { Lowering } from './lowering.ts';
import type { KernelUnit } from './units.ts';

/*
 * The gradient of an array that was read slice by slice, in a loop over time for example, is a sum of arrays of its size, each
 * zero except for one slice. Computed literally, that takes time quadratic in the number of slices; here the slices of the whole
 * sum are added to one array of zeros.
 */

/** The name in listings. */
const SUM = 'sum of slices';

/** Sums of such arrays, as long as these are only added to each other. */
export class ViewSums {
  /** The slices of sums that have not been emitted yet. */
  readonly #parts = new Map<Variable, Part[]>();
  readonly #readers: ReadonlyMap<Variable, Instruction>;

  constructor(program: Program) {
    this.#readers = soleReaders(program);
  }

  /** Takes an instruction: returns the units to emit now, or undefined if it is not part of such a sum. */
  take(instruction: Instruction, lowering: Lowering): KernelUnit[] | undefined {
    const { result, primitive, inputs } = instruction;
    const parts = this.#partsOf(instruction, lowering);
    if (parts === undefined) return undefined;
    for (const x of inputs) this.#parts.delete(x);
    // A deferred sum has one reader, which continues it, so nothing else asks for it.
    const reader = this.#readers.get(result);
    if (reader === undefined || !isSum(reader))
      return [sumOf(parts.length > 1 ? SUM : primitive.name, result, parts, lowering)];
    this.#parts.set(result, parts);
    return [];
  }

  #continues(instruction: Instruction): boolean {
    return isSum(instruction) && instruction.inputs.some((x) => this.#parts.has(x));
  }

  #partsOf(instruction: Instruction, lowering: Lowering): Part[] | undefined {
    if (!isFloat(instruction.result.dtype)) return undefined;
    if (instruction.primitive.movement === 'add-view') return [viewPart(instruction, lowering)];
    if (!this.#continues(instruction)) return undefined;
    const [first, second] = instruction.inputs.map((x) => this.#parts.get(x) ?? [wholePart(x, lowering)]);
    for (const each of second) first.push(each);
    return first;
  }
}

/** Whether an instruction adds two arrays of its result's shape. */
const isSum = (instruction: Instruction): boolean =>
  match(instruction, add)?.every(
    ({ dtype, shape }) => dtype === instruction.result.dtype && sameShape(shape, instruction.result.shape),
  ) === true;
