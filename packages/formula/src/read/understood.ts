import type { CallExpression, Expression } from '../expression/expression.ts';
import { isCall } from '../expression/expression.ts';
import type { Program } from './definitions.ts';
import { shapeOf } from './shapes.ts';

/** A formula as it was read, where shapes decide what it means: `matmul(A, x)` for Ax, `det(X)` for |X|. */
export interface Understood extends Pick<Program, 'definitions' | 'result' | 'expression'> {
  /** Whether a product of it is one of arrays entry by entry, for `toText` and `toTeX`. */
  readonly elementwise: (product: CallExpression) => boolean;
}

/** Collects what the calls of a program were read as, and to what they came. */
export class Reader {
  readonly #heard = new Map<Expression, { meant: CallExpression; values: readonly unknown[] }>();

  readonly #meant = new Map<Expression, Expression>();

  /** Is told what notation of a program stands for. */
  stands(call: CallExpression, meant: Expression): void {
    this.#meant.set(call, meant);
  }

  heard(call: CallExpression, meant: CallExpression, values: readonly unknown[]): void {
    this.#heard.set(call, { meant, values });
  }

  understood({ definitions, result, expression }: Program): Understood {
    const products = new Set<Expression>();
    const known = new Map<Expression, Expression>();
    const meant = (each: Expression): Expression => {
      if (each.kind === 'list') return { ...each, items: each.items.map(meant) };
      if (each.kind !== 'call') return each;
      const notation = this.#meant.get(each);
      if (notation) return meant(notation);
      const before = known.get(each);
      if (before) return before;
      const { meant: call, values } = this.#heard.get(each) ?? { meant: each, values: [] };
      const found = { ...call, operands: call.operands.map(meant) };
      if (isCall(found, 'mul') && values.every((value) => shapeOf(value).length > 0)) products.add(found);
      known.set(each, found);
      return found;
    };
    return {
      definitions: definitions.map((each) => ({ ...each, expression: meant(each.expression) })),
      result,
      expression: meant(expression),
      elementwise: (product) => products.has(product),
    };
  }
}
