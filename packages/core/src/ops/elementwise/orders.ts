import type { Unary } from '../../families/elementwise.ts';

/** Functions numbered 0, 1, …, whose derivatives use the neighbouring numbers. Each is made when it is first needed. */
export function byOrder(make: (order: number) => Unary): (order: number) => Unary {
  return numbered(make);
}

/** The same for operations with any number of operands. */
export function numbered<F>(make: (order: number) => F): (order: number) => F {
  const made: F[] = [];
  return (order) => {
    made[order] ??= make(order);
    return made[order];
  };
}
