import type { Expression } from '../expression/expression.ts';

const juxtaposed = new WeakSet<Expression>();

/**
 * Says that a product was written in LaTeX as one of whatever the factors are, `Wx` or `W \cdot x`: the matrix product
 * where they are matrices, which only their shapes can tell.
 */
export function markJuxtaposed<E extends Expression>(product: E): E {
  juxtaposed.add(product);
  return product;
}

export const isJuxtaposed = (product: Expression) => juxtaposed.has(product);

/** A copy of an expression with other operands: a product of the same kind. */
export const sameProduct = <E extends Expression>(original: Expression, copy: E): E =>
  isJuxtaposed(original) ? markJuxtaposed(copy) : copy;
