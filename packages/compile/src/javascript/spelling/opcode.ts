import type { DType, Primitive } from '@chainrule/core';
import { fitted, type Spelling } from './spelling.ts';
import { roundings, spellingOf } from './table.ts';

/** An operation on numbers with a result of a certain dtype. Opcodes are distinguished by identity: there is one of each kind. */
export interface Opcode {
  readonly name: string;
  readonly arity: number;
  readonly spelling?: Spelling | undefined;
  /** The function that is called if there is no spelling. */
  readonly closure?: ((...xs: number[]) => number) | undefined;
}

/** Makes opcodes, each kind once. */
export class Opcodes {
  readonly #known = new Map<string, Opcode>();
  readonly #ofPrimitive = new Map<Primitive, Map<string, Opcode>>();

  /** The operation of this name that a spelling writes. */
  spelled(name: string, dtype: DType, spelling: Spelling): Opcode {
    const key = `${name}:${dtype}`;
    const known = this.#known.get(key);
    if (known) return known;
    const made = { name, arity: spelling.needs.length, spelling: typed(spelling, dtype) };
    this.#known.set(key, made);
    return made;
  }

  /** An elementwise primitive as an operation on numbers: as text if it has a spelling, otherwise as a function call. */
  of(primitive: Primitive, dtype: DType, arity: number): Opcode {
    const kinds = this.#ofPrimitive.get(primitive) ?? new Map<string, Opcode>();
    this.#ofPrimitive.set(primitive, kinds);
    const kind = `${dtype} ${arity}`;
    const known = kinds.get(kind);
    if (known) return known;
    const spelling = spellingOf(primitive);
    const made = spelling
      ? this.spelled(primitive.name, dtype, spelling)
      : { name: primitive.name, arity, closure: roundedTo(primitive.onNumbers!.forward, dtype) };
    kinds.set(kind, made);
    return made;
  }

  /** Rounding to a dtype; undefined if every number of the other dtype is one of this. */
  rounding(from: DType, to: DType): Opcode | undefined {
    if (from === to || from === 'bool' || (from === 'int32' && to === 'float64')) return undefined;
    const spelling = roundings[to];
    return spelling && this.spelled(`asType ${to}`, 'float64', spelling);
  }
}

const roundedTo = (f: (...xs: number[]) => number, dtype: DType) => {
  if (dtype === 'float32') return (...xs: number[]) => Math.fround(f(...xs));
  return dtype === 'int32' ? (...xs: number[]) => f(...xs) | 0 : f;
};

/** A spelling with the rounding to a dtype around it; booleans are 0 and 1 already. */
function typed(spelling: Spelling, dtype: DType): Spelling {
  if (dtype === 'int32' && spelling.integer) return spelling.integer;
  const rounding = dtype === 'bool' ? undefined : roundings[dtype];
  if (!rounding) return spelling;
  const { write, binds } = spelling;
  return {
    ...spelling,
    write: (...operands) => rounding.write(fitted(write(...operands), binds, rounding.needs[0])),
    binds: rounding.binds,
  };
}
