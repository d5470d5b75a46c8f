import type { Instruction, Program, Variable } from '../../program/program.ts';
import { Opcodes } from '../spelling/opcode.ts';
import { applying } from './applying.ts';
import { HeldNumbers, type ProgramArray, type ResultNumbers } from './held.ts';
import { type Nest, nestsOf } from './nests.ts';
import { type Ref, Scalars } from './scalars.ts';
import { isWrittenOut, unroll } from './unroll.ts';

/** What is done, in this order: runs of operations on single numbers, and operations on arrays. */
export type Item =
  | { readonly kind: 'scalars'; readonly from: number; to: number }
  | { readonly kind: 'pack'; readonly array: number; readonly refs: readonly Ref[] }
  | {
      readonly kind: 'loops';
      readonly instruction: Instruction;
      readonly nests: readonly Nest[];
      readonly reads: readonly number[];
      readonly write: number;
    }
  | {
      readonly kind: 'kernel';
      readonly instruction: Instruction;
      readonly reads: readonly number[];
      readonly write: number;
    };

/** A program on single numbers, and on arrays if these are too large to be written out. */
export interface Lowered {
  readonly inputs: readonly Variable[];
  readonly scalars: Scalars;
  readonly opcodes: Opcodes;
  readonly arrays: readonly ProgramArray[];
  readonly items: readonly Item[];
  readonly results: readonly ResultNumbers[];
}

/** Writes a program in terms of single numbers and loops over arrays; `startsFromZero` as in `unroll`. */
export function lower(program: Program, startsFromZero = true): Lowered {
  const lowering = new Lowering(program, startsFromZero);
  const isUnrolled = isWrittenOut(program);
  for (const instruction of program.instructions) lowering.add(instruction, isUnrolled(instruction));
  return lowering.lowered(program);
}

class Lowering {
  readonly #startsFromZero: boolean;
  readonly #scalars = new Scalars();
  readonly #opcodes = new Opcodes();
  readonly #items: Item[] = [];
  readonly #numbers: HeldNumbers;

  constructor(program: Program, startsFromZero: boolean) {
    this.#startsFromZero = startsFromZero;
    this.#numbers = new HeldNumbers(program, this.#scalars, (array, refs) =>
      this.#items.push({ kind: 'pack', array, refs }),
    );
  }

  lowered({ inputs, results }: Program): Lowered {
    return {
      inputs,
      scalars: this.#scalars,
      opcodes: this.#opcodes,
      arrays: this.#numbers.arrays,
      results: results.map((x) => this.#numbers.resultNumbers(x)),
      items: this.#items,
    };
  }

  add(instruction: Instruction, isUnrolled: boolean): void {
    const { primitive, inputs, result } = instruction;
    if (isUnrolled && result.shape.length === 0 && primitive.onNumbers) {
      this.#addScalar(instruction);
      return;
    }
    const nests = nestsOf(instruction);
    if (nests && isUnrolled) {
      const from = this.#scalars.codes.length;
      this.#numbers.put(result, this.#unroll(instruction, nests));
      this.#extend(from);
      return;
    }
    const reads = inputs.map((x) => this.#numbers.arrayOf(x));
    const write = this.#numbers.newArray(result);
    this.#items.push(
      nests
        ? { kind: 'loops', instruction, nests, reads, write }
        : { kind: 'kernel', instruction, reads, write },
    );
  }

  #unroll(instruction: Instruction, nests: readonly Nest[]): readonly Ref[] {
    const operands = instruction.inputs.map((x) => this.#numbers.refsOf(x));
    return unroll(this.#scalars, this.#opcodes, instruction, nests, operands, this.#startsFromZero);
  }

  /** One operation on single numbers, of which there may be very many. */
  #addScalar(instruction: Instruction): void {
    const from = this.#scalars.codes.length;
    const apply = applying(this.#scalars, this.#opcodes, instruction);
    const refs = [apply(...instruction.inputs.map((x) => this.#numbers.refsOf(x)[0]))];
    this.#numbers.put(instruction.result, refs);
    this.#scalars.label(refs, instruction.result);
    this.#extend(from);
  }

  /** Extends the last run of operations on single numbers to where they end now. */
  #extend(from: number): void {
    const to = this.#scalars.codes.length;
    const last = this.#items.at(-1);
    if (last?.kind === 'scalars') last.to = to;
    else if (to > from) this.#items.push({ kind: 'scalars', from, to });
  }
}
