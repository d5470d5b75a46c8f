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

interface Facts {
  /** Whether operands that change places give the same numbers to the last bit. */
  readonly commutes?: boolean;
  /** Whether int32 operands give a whole number that a double holds, which then wraps around to int32. */
  readonly wraps?: boolean;
}

const FACTS: Readonly<Partial<Record<ElementwiseName, Facts>>> = {
  add: { commutes: true, wraps: true },
  mul: { commutes: true },
  equal: { commutes: true },
  notEqual: { commutes: true },
  logicalAnd: { commutes: true },
  logicalOr: { commutes: true },
  logicalXor: { commutes: true },
  sub: { wraps: true },
  neg: { wraps: true },
  abs: { wraps: true },
  sign: { wraps: true },
  maximum: { wraps: true },
  minimum: { wraps: true },
  where: { wraps: true },
};

/** What is known of an elementwise primitive besides its function of numbers. */
export const factsOf = (primitive: Primitive): Facts => lookUp(FACTS, primitive) ?? {};
