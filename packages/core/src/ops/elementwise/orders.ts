import type { Unary } from '../../families/elementwise.ts';

/** Functions numbered 0, 1, …, of which the derivative of one names its neighbours: each made when it is first asked for. */
export function byOrder(make: (order: number) => Unary): (order: number) => Unary {
  return numbered(make);
}

/** The same for operations of any number of operands. */
export function numbered<F>(make: (order: number) => F): (order: number) => F {
  const made: F[] = [];
  return (order) => {
    made[order] ??= make(order);
    return made[order];
  };
}
