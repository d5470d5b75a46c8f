import type { Unary } from '../families/elementwise.ts';

/** Functions numbered 0, 1, …, of which the derivative of one names its neighbours: each made when it is first asked for. */
export function byOrder(make: (order: number) => Unary): (order: number) => Unary {
  const made: Unary[] = [];
  return (order) => {
    made[order] ??= make(order);
    return made[order];
  };
}
