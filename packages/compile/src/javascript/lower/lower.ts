import type { DType, TypedArray } from '@chainrule/core';
import { type Instruction, type Program, sizeOf, type Variable } from '../../program/program.ts';
import { Opcodes } from '../spelling/opcode.ts';
import { applying } from './applying.ts';
import { type Nest, nestsOf } from './nests.ts';
import { type Ref, Scalars } from './scalars.ts';
import { isWrittenOut, unroll } from './unroll.ts';

/** An array that a program reads or fills. */
export interface ArrayPlace {
  readonly size: number;
  readonly dtype: DType;
  /** The number of the input that it is. */
  readonly input?: number;
  /** Its numbers, where they are known while compiling. */
  readonly constant?: TypedArray | undefined;
  readonly variable: Variable;
}

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

/** Where the numbers of a result are found. */
export type ResultPlace =
  | { readonly refs: readonly Ref[]; readonly variable: Variable }
  | { readonly array: number; readonly variable: Variable };

/** A program on single numbers, and on arrays where these are too large to be written out. */
export interface Lowered {
  readonly inputs: readonly Variable[];
  readonly scalars: Scalars;
  readonly opcodes: Opcodes;
  readonly arrays: readonly ArrayPlace[];
  readonly items: readonly Item[];
  readonly results: readonly ResultPlace[];
}

/** Writes a program in terms of single numbers and loops over arrays; `startsFromZero` as in `unroll`. */
export function lower(program: Program, startsFromZero = true): Lowered {
  return new Lowering(program, startsFromZero).lowered();
}

class Lowering {
  readonly #program: Program;
  readonly #startsFromZero: boolean;
  readonly #scalars = new Scalars();
  readonly #opcodes = new Opcodes();
  readonly #arrays: ArrayPlace[] = [];
  readonly #items: Item[] = [];
  readonly #refs = new Map<Variable, readonly Ref[]>();
  readonly #arrayOf = new Map<Variable, number>();
  readonly #input: ReadonlyMap<Variable, number>;

  constructor(program: Program, startsFromZero: boolean) {
    this.#program = program;
    this.#startsFromZero = startsFromZero;
    this.#input = new Map(program.inputs.map((x, i) => [x, i]));
  }

  lowered(): Lowered {
    const { instructions, results } = this.#program;
    const unrolled = isWrittenOut(this.#program);
    for (const instruction of instructions) this.#lower(instruction, unrolled(instruction));
    return {
      inputs: this.#program.inputs,
      scalars: this.#scalars,
      opcodes: this.#opcodes,
      arrays: this.#arrays,
      items: this.#items,
      results: results.map((variable) => this.#place(variable)),
    };
  }

  #lower(instruction: Instruction, unrolled: boolean): void {
    const { primitive, inputs, result } = instruction;
    if (unrolled && result.shape.length === 0 && primitive.onNumbers) {
      this.#lowerScalar(instruction);
      return;
    }
    const nests = nestsOf(instruction);
    if (nests && unrolled) {
      const from = this.#scalars.codes.length;
      this.#refs.set(result, this.#unroll(instruction, nests));
      this.#extend(from);
      return;
    }
    const reads = inputs.map((x) => this.#arrayFor(x));
    const write = this.#newArray(result);
    this.#items.push(
      nests
        ? { kind: 'loops', instruction, nests, reads, write }
        : { kind: 'kernel', instruction, reads, write },
    );
  }

  #unroll(instruction: Instruction, nests: readonly Nest[]): readonly Ref[] {
    const operands = instruction.inputs.map((x) => this.#refsOf(x));
    return unroll(this.#scalars, this.#opcodes, instruction, nests, operands, this.#startsFromZero);
  }

  /** One operation on single numbers, of which there may be very many. */
  #lowerScalar(instruction: Instruction): void {
    const from = this.#scalars.codes.length;
    const apply = applying(this.#scalars, this.#opcodes, instruction);
    const ref = apply(...instruction.inputs.map((x) => this.#refsOf(x)[0]));
    const { result } = instruction;
    this.#refs.set(result, [ref]);
    this.#scalars.label([ref], result);
    this.#extend(from);
  }

  /** Lets the last run of operations on single numbers go on to where they end now. */
  #extend(from: number): void {
    const to = this.#scalars.codes.length;
    const last = this.#items.at(-1);
    if (last?.kind === 'scalars') last.to = to;
    else if (to > from) this.#items.push({ kind: 'scalars', from, to });
  }

  #place(variable: Variable): ResultPlace {
    const array = this.#arrayOf.get(variable);
    if (this.#refs.has(variable) || array === undefined)
      if (sizeOf(variable) === 1 || this.#refs.has(variable))
        return { refs: this.#refsOf(variable), variable };
    return { array: array ?? this.#arrayFor(variable), variable };
  }

  #refsOf(x: Variable): readonly Ref[] {
    const known = this.#refs.get(x);
    if (known) return known;
    const refs = this.#newRefs(x);
    this.#refs.set(x, refs);
    this.#scalars.label(refs, x);
    return refs;
  }

  #newRefs(x: Variable): Ref[] {
    const each = (make: (entry: number) => Ref) => Array.from({ length: sizeOf(x) }, (_, i) => make(i));
    if (x.constant) {
      const { data } = x.constant;
      return each((i) => this.#scalars.constant(typeof data === 'number' ? data : data[i]));
    }
    const input = this.#input.get(x);
    if (input !== undefined) return each((i) => this.#scalars.input(input, i));
    return each((i) => this.#scalars.array(this.#arrayOf.get(x)!, i));
  }

  #arrayFor(x: Variable): number {
    const known = this.#arrayOf.get(x);
    if (known !== undefined) return known;
    const array = this.#newArray(x);
    const refs = this.#refs.get(x);
    if (refs && !x.constant && !this.#input.has(x)) this.#items.push({ kind: 'pack', array, refs });
    return array;
  }

  #newArray(variable: Variable): number {
    const input = this.#input.get(variable);
    const data = variable.constant?.data;
    const constant = typeof data === 'number' ? Float64Array.of(data) : data;
    const { dtype } = variable;
    const place = {
      size: sizeOf(variable),
      dtype,
      constant,
      variable,
      ...(input !== undefined && { input }),
    };
    const array = this.#arrays.push(place) - 1;
    this.#arrayOf.set(variable, array);
    return array;
  }
}
