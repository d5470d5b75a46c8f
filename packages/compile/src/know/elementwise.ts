import type { operations, Primitive } from '@chainrule/core';
import { lookUp } from './look-up.ts';

type Operations = typeof operations;

/** The elementwise operations that core exports: those functions that carry the primitive which they apply. */
type Exported = {
  [Name in keyof Operations]: Operations[Name] extends { readonly primitive: Primitive } ? Name : never;
}[keyof Operations];

/** Elementwise primitives that other operations are made of, or that are an operation at some value of its options. */
type Inner =
  | 'celu'
  | 'clamp'
  | 'elu'
  | 'gammaDensity'
  | 'gammainc'
  | 'gammaincc'
  | 'hardTanh'
  | 'leakyRelu'
  | 'logistic'
  | 'picked'
  | 'polygamma1'
  | 'polygamma2'
  | 'prelu'
  | 'zeta';

/**
 * The names of core's elementwise primitives. Each target has a table of all of them, so the compiler asks for an entry when
 * core gets another operation. Derivatives of high order make primitives that are not among them (`polygamma3`): these have
 * their function of numbers alone.
 */
export type ElementwiseName = Exported | Inner;

/** Operations whose result on int32 operands is a whole number that a double holds, which then wraps around to int32. */
const WRAPS: { readonly [Name in ElementwiseName]?: true } = {
  add: true,
  sub: true,
  neg: true,
  abs: true,
  sign: true,
  maximum: true,
  minimum: true,
  where: true,
};

/** Whether a primitive gives whole numbers for int32 operands, which then wrap around to int32. */
export const wraps = (primitive: Primitive): boolean => lookUp(WRAPS, primitive) === true;
