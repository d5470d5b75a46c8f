import { jvp, onesLike, type Value } from '@chainrule/core';

/*
 * ∂u/∂t = α ∂²u/∂x² on a rod from x = 0 to 1, for t from 0 to 1: both ends are kept at 0, and the initial temperature is a
 * sum of two waves.
 */

export const ALPHA = 0.1;

/** The initial temperature. */
export const initial = (x: number): number => Math.sin(Math.PI * x) + 0.5 * Math.sin(3 * Math.PI * x);

/** A temperature at places and times, each [points, 1]. */
export type Field = (x: Value, t: Value) => Value;

/** The residual of the equation for a field, ∂u/∂t − α ∂²u/∂x², at each point: forward mode, applied twice for x. */
export function residual(u: Field, x: Value, t: Value): Value {
  const ones = onesLike(x);
  const along = (f: (x: Value) => Value, at: Value) => jvp(f, at, ones).tangent;
  const ut = along((time) => u(x, time), t);
  const uxx = along((place) => along((inner) => u(inner, t), place), x);
  return ut.sub(uxx.mul(ALPHA));
}
