import type { DType, Primitive, Shape, Value } from '@chainrule/core';
import { BYTES, productOf } from './shape.ts';

/** An input, a constant, or the result of an instruction. Variables are distinguished by identity. */
export interface Variable {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly name?: string | undefined;
  /** The numbers, if they are known at compile time. */
  readonly constant?: Value | undefined;
}

/** One operation of core, applied to variables. */
export interface Instruction {
  readonly primitive: Primitive;
  readonly inputs: readonly Variable[];
  readonly attributes: unknown;
  readonly result: Variable;
}

/** What a function does, as a list in single assignment: each variable is assigned once, before it is used. */
export interface Program {
  readonly inputs: readonly Variable[];
  readonly instructions: readonly Instruction[];
  readonly results: readonly Variable[];
}

/** Whether an instruction has a side effect: one without inputs draws random numbers. */
export const hasEffect = ({ inputs }: Instruction): boolean => inputs.length === 0;

/** How many numbers a variable holds. */
export const sizeOf = ({ shape }: Variable): number => productOf(shape);

/** How many bytes a variable takes up. */
export const bytesOf = (x: Variable): number => sizeOf(x) * BYTES[x.dtype];

/** The number of a constant whose entries are all the same; undefined otherwise. */
export function uniform({ constant }: Variable): number | undefined {
  if (constant === undefined || constant.size === 0) return undefined;
  const { data } = constant;
  if (typeof data === 'number') return data;
  const [first] = data;
  return data.every((x) => Object.is(x, first)) ? first : undefined;
}
