import type { Variable } from '../../program/program.ts';
import type { Opcode } from '../spelling/opcode.ts';

/** A number that is not the result of an operation. */
export type Leaf =
  | { readonly kind: 'input'; readonly input: number; readonly entry: number }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'array'; readonly array: number; readonly entry: number };

/** A number: the result of operation i is i, leaf i is −1 − i. */
export type Ref = number;

/** The most operands of an operation. */
export const ROOM = 3;

/** Operations on single numbers, in the order of execution. The fields are columns, since there may be millions. */
export class Scalars {
  readonly codes: Opcode[] = [];
  /** The operands, `ROOM` for each operation; those that an operation does not use are −1. */
  readonly operands: Ref[] = [];
  readonly leaves: Leaf[] = [];
  /** The named variable and the entry that a number is; the first one, if there are several. */
  readonly labels = new Map<Ref, { readonly variable: Variable; readonly entry: number }>();
  readonly #leafOf = new Map<unknown, Ref>();

  /** Appends an operation, and returns its result. */
  push(code: Opcode, a: Ref = -1, b: Ref = -1, c: Ref = -1): Ref {
    this.operands.push(a, b, c);
    return this.codes.push(code) - 1;
  }

  constant(value: number): Ref {
    return this.#leaf(Object.is(value, -0) ? '-0' : value, { kind: 'constant', value });
  }

  input(input: number, entry: number): Ref {
    return this.#leaf(`input ${input} ${entry}`, { kind: 'input', input, entry });
  }

  array(array: number, entry: number): Ref {
    return this.#leaf(`array ${array} ${entry}`, { kind: 'array', array, entry });
  }

  /** Notes that these numbers are the entries of a variable, if that has a name. */
  label(refs: readonly Ref[], variable: Variable): void {
    if (variable.name === undefined) return;
    for (const [entry, ref] of refs.entries())
      if (!this.labels.has(ref)) this.labels.set(ref, { variable, entry });
  }

  /** The leaf of a reference; undefined for the result of an operation. */
  leaf(ref: Ref): Leaf | undefined {
    return ref < 0 ? this.leaves[-1 - ref] : undefined;
  }

  #leaf(key: unknown, leaf: Leaf): Ref {
    const known = this.#leafOf.get(key);
    if (known !== undefined) return known;
    const ref = -this.leaves.push(leaf);
    this.#leafOf.set(key, ref);
    return ref;
  }
}
