import type { DType } from '@chainrule/core';
import type { Fold } from '@chainrule/core/extend';
import { type Instruction, type Program, sizeOf } from '../../program/program.ts';
import { folds } from '../spelling/folds.ts';
import type { Opcodes } from '../spelling/opcode.ts';
import { spellings } from '../spelling/table.ts';
import { applying } from './applying.ts';
import { type Access, foldedIn, type Nest, nestsOf } from './nests.ts';
import type { Ref, Scalars } from './scalars.ts';

/** The largest array of a program that is written out number by number. */
const MOST_NUMBERS = 64;

/** The most operations on numbers that one instruction of it may take, and the whole program. */
const MOST_EACH = 512;
const MOST_TOGETHER = 1_000_000;

/** Which instructions are written out: all of a program whose arrays are small, and those on single numbers of others. */
export function isWrittenOut(program: Program): (instruction: Instruction) => boolean {
  let together = 0;
  const isSmall = (instruction: Instruction) => {
    const { inputs, result } = instruction;
    if (sizeOf(result) > MOST_NUMBERS || inputs.some((x) => sizeOf(x) > MOST_NUMBERS)) return false;
    const count = work(instruction);
    together += count ?? 0;
    return (count ?? 0) <= MOST_EACH && together <= MOST_TOGETHER;
  };
  const small = program.instructions.every(isSmall);
  return (instruction) => {
    if (small) return hasKnownPlaces(instruction);
    const { inputs, result } = instruction;
    return sizeOf(result) === 1 && inputs.every((x) => sizeOf(x) === 1) && hasKnownPlaces(instruction);
  };
}

/** How many operations on numbers an instruction takes; undefined if it is not a loop. */
function work(instruction: Instruction): number | undefined {
  if (instruction.result.shape.length === 0 && instruction.primitive.onNumbers) return 1;
  return nestsOf(instruction)?.reduce((sum, { domain }) => sum + domain.reduce((a, b) => a * b, 1), 0);
}

/** Whether it is known at compile time where an instruction reads and writes. */
const hasKnownPlaces = ({ primitive, inputs }: Instruction): boolean =>
  !primitive.movement?.endsWith('blocks') || inputs[1].constant !== undefined;

/**
 * Applies an instruction to numbers one by one, and returns those of its result. `startsFromZero` says whether a sum begins with
 * an explicit zero: without it, the sum of negative zeros is a negative zero.
 */
export function unroll(
  scalars: Scalars,
  opcodes: Opcodes,
  instruction: Instruction,
  nests: readonly Nest[],
  operands: readonly (readonly Ref[])[],
  startsFromZero: boolean,
): readonly Ref[] {
  return new Unrolling(scalars, opcodes, instruction, operands, startsFromZero).run(nests);
}

class Unrolling {
  readonly #scalars: Scalars;
  readonly #opcodes: Opcodes;
  readonly #instruction: Instruction;
  readonly #operands: readonly (readonly Ref[])[];
  readonly #startsFromZero: boolean;
  readonly #result: Ref[];

  constructor(
    scalars: Scalars,
    opcodes: Opcodes,
    instruction: Instruction,
    operands: readonly (readonly Ref[])[],
    startsFromZero: boolean,
  ) {
    this.#scalars = scalars;
    this.#opcodes = opcodes;
    this.#instruction = instruction;
    this.#operands = operands;
    this.#startsFromZero = startsFromZero;
    this.#result = new Array<Ref>(sizeOf(instruction.result));
  }

  run(nests: readonly Nest[]): readonly Ref[] {
    for (const nest of nests) this.#nest(nest);
    this.#scalars.label(this.#result, this.#instruction.result);
    return this.#result;
  }

  #nest(nest: Nest): void {
    const { domain, reads, write, fold } = nest;
    const { dtype } = this.#instruction.result;
    const make = this.#maker(nest);
    const put = fold ? this.#combiner(fold) : (_: Ref, x: Ref) => x;
    forEachIndex(domain, (index) => {
      const x = make(...reads.map((access) => this.#operands[access.operand][this.#place(access, index)]));
      const at = this.#place(write, index);
      this.#result[at] = put(this.#result[at], x);
    });
    const rounding = fold && folds[fold].rounds && this.#opcodes.rounding(foldedIn(fold, dtype), dtype);
    if (rounding)
      this.#result.forEach((x, i) => {
        if (x >= 0) this.#result[i] = this.#scalars.push(rounding, x);
      });
  }

  /** Combines the fold so far with another number. */
  #combiner(fold: Fold): (before: Ref, x: Ref) => Ref {
    const { inputs, result } = this.#instruction;
    const { start, spelling, first } = folds[fold];
    const combine = this.#opcodes.spelled(fold, foldedIn(fold, result.dtype), spelling);
    const nothing = this.#scalars.constant(start);
    this.#result.fill(nothing);
    const truth = first === 'truth' ? this.#opcodes.rounding(inputs[0].dtype, 'bool') : undefined;
    const withoutStart = first !== undefined || !this.#startsFromZero;
    return (before, x) => {
      if (before !== nothing || !withoutStart) return this.#scalars.push(combine, before, x);
      return truth ? this.#scalars.push(truth, x) : x;
    };
  }

  /** The function of the numbers that are read at one index. */
  #maker({ apply, fold, reads: [first] }: Nest): (...xs: Ref[]) => Ref {
    const { inputs, result } = this.#instruction;
    if (apply === 'primitive') return applying(this.#scalars, this.#opcodes, this.#instruction);
    if (apply) {
      const code = this.#opcodes.spelled(apply, foldedProduct(fold!, result.dtype), spellings[apply]);
      return (...xs) => this.#scalars.push(code, ...xs);
    }
    const rounding = fold ? undefined : this.#opcodes.rounding(inputs[first.operand].dtype, result.dtype);
    return rounding ? (x) => this.#scalars.push(rounding, x) : (x) => x;
  }

  #place({ offset, strides, at }: Access, index: readonly number[]): number {
    let place = offset;
    for (let axis = 0; axis < strides.length; axis++) place += index[axis] * strides[axis];
    if (at === undefined) return place;
    const { data } = this.#instruction.inputs[at].constant!;
    return place + (typeof data === 'number' ? data : data[index[0]]);
  }
}

/** Products of integers wrap around before they are added up. */
const foldedProduct = (fold: NonNullable<Nest['fold']>, result: DType): DType =>
  result === 'int32' ? 'int32' : foldedIn(fold, result);

function forEachIndex(domain: readonly number[], visit: (index: readonly number[]) => void): void {
  if (domain.includes(0)) return;
  const index = domain.map(() => 0);
  for (;;) {
    visit(index);
    let axis = domain.length - 1;
    while (axis >= 0 && ++index[axis] === domain[axis]) index[axis--] = 0;
    if (axis < 0) return;
  }
}
