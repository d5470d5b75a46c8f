import type { DType, Primitive, Shape, Value } from '@chainrule/core';
import { BYTES, productOf } from './shape.ts';

/** Numbers that a program deals with: an input, a constant, or the result of an instruction. Told apart by identity. */
export interface Variable {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly name?: string | undefined;
  /** The numbers, where they are known while compiling. */
  readonly constant?: Value | undefined;
}

/** One operation of core, applied to variables. */
export interface Instruction {
  readonly primitive: Primitive;
  readonly inputs: readonly Variable[];
  readonly attributes: unknown;
  readonly result: Variable;
}

/** What a function does, as a list: each variable is assigned once, before it is used. */
export interface Program {
  readonly inputs: readonly Variable[];
  readonly instructions: readonly Instruction[];
  readonly results: readonly Variable[];
}

/** Whether running an instruction changes something: one without inputs draws random numbers. */
export const hasEffect = ({ inputs }: Instruction): boolean => inputs.length === 0;

/** How many numbers a variable holds. */
export const sizeOf = ({ shape }: Variable): number => productOf(shape);

/** How many bytes a variable takes up. */
export const bytesOf = (x: Variable): number => sizeOf(x) * BYTES[x.dtype];

/** The number of a constant that holds the same one throughout, or undefined. */
export function uniform({ constant }: Variable): number | undefined {
  if (constant === undefined || constant.size === 0) return undefined;
  const { data } = constant;
  if (typeof data === 'number') return data;
  const [first] = data;
  return data.every((x) => Object.is(x, first)) ? first : undefined;
}
