import type { DType, TypedArray } from '@chainrule/core';
import { type Program, sizeOf, type Variable } from '../../program/program.ts';
import type { Ref, Scalars } from './scalars.ts';

/** An array that a program reads or fills. */
export interface ProgramArray {
  readonly size: number;
  readonly dtype: DType;
  /** The index of the input that it is. */
  readonly input?: number;
  /** Its numbers, if they are known while compiling. */
  readonly constant?: TypedArray | undefined;
  readonly variable: Variable;
}

/** Where the numbers of a result are. */
export type ResultNumbers =
  | { readonly refs: readonly Ref[]; readonly variable: Variable }
  | { readonly array: number; readonly variable: Variable };

/** How the numbers of one variable are held: as single numbers, in an array, or as both. */
interface Held {
  /** The index of the input that it is. */
  readonly input?: number;
  refs?: readonly Ref[];
  array?: number;
}

/** The numbers of all variables of a program. */
export class HeldNumbers {
  readonly arrays: ProgramArray[] = [];
  readonly #scalars: Scalars;
  readonly #held: Map<Variable, Held>;
  readonly #pack: (array: number, refs: readonly Ref[]) => void;

  /** `pack` is called when an array has to be filled with numbers that were computed one by one. */
  constructor({ inputs }: Program, scalars: Scalars, pack: (array: number, refs: readonly Ref[]) => void) {
    this.#scalars = scalars;
    this.#pack = pack;
    this.#held = new Map(inputs.map((x, input) => [x, { input }]));
  }

  /** Says that the numbers of a variable are these. */
  put(x: Variable, refs: readonly Ref[]): void {
    this.#of(x).refs = refs;
  }

  /** The numbers of a variable, one by one. */
  refsOf(x: Variable): readonly Ref[] {
    const held = this.#of(x);
    if (held.refs === undefined) {
      held.refs = this.#newRefs(x, held);
      this.#scalars.label(held.refs, x);
    }
    return held.refs;
  }

  /** The index of the array that holds a variable. */
  arrayOf(x: Variable): number {
    const held = this.#of(x);
    if (held.array !== undefined) return held.array;
    const array = this.newArray(x);
    if (held.refs && !x.constant && held.input === undefined) this.#pack(array, held.refs);
    return array;
  }

  /** The index of a new array for a variable. */
  newArray(variable: Variable): number {
    const held = this.#of(variable);
    const { dtype, constant } = variable;
    const data = constant?.data;
    held.array =
      this.arrays.push({
        size: sizeOf(variable),
        dtype,
        constant: typeof data === 'number' ? Float64Array.of(data) : data,
        variable,
        ...(held.input !== undefined && { input: held.input }),
      }) - 1;
    return held.array;
  }

  /** Where a result of the program is found. */
  resultNumbers(variable: Variable): ResultNumbers {
    const { refs, array } = this.#of(variable);
    return refs || (array === undefined && sizeOf(variable) === 1)
      ? { refs: this.refsOf(variable), variable }
      : { array: this.arrayOf(variable), variable };
  }

  #of(x: Variable): Held {
    const known = this.#held.get(x);
    if (known) return known;
    const held: Held = {};
    this.#held.set(x, held);
    return held;
  }

  #newRefs(x: Variable, { input, array }: Held): Ref[] {
    const each = (make: (entry: number) => Ref) => Array.from({ length: sizeOf(x) }, (_, i) => make(i));
    if (x.constant) {
      const { data } = x.constant;
      return each((i) => this.#scalars.constant(typeof data === 'number' ? data : data[i]));
    }
    if (input !== undefined) return each((i) => this.#scalars.input(input, i));
    return each((i) => this.#scalars.array(array!, i));
  }
}
