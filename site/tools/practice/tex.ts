import { type Expression, readDerivation, toTeX } from '@chainrule/formula';
import type { Point } from '../share/formula-point.ts';

/** Functions that make one number of all entries, unless an axis is named. */
const TOTALS = ['sum', 'mean', 'norm', 'trace', 'logDet', 'max', 'min'];

/** Writers of TeX for the symbols of an exercise, in which a product entry by entry is another than one of matrices. */
export function texFor({ nodes, symbols }: Pick<Point, 'nodes' | 'symbols'>) {
  const rank = (expression: Expression): number => {
    switch (expression.kind) {
      case 'name':
        return nodes.get(expression.name)?.rank ?? 0;
      case 'derivative':
        return rank(expression.wrt);
      case 'list':
        return 1;
      case 'number':
        return 0;
      case 'call': {
        const ranks = expression.operands.map(rank);
        if (TOTALS.includes(expression.name) && expression.options?.axis === undefined) return 0;
        if (expression.name === 'matmul') return ranks[0] + ranks[1] - 2;
        return expression.name === 'outer' ? 2 : Math.max(0, ...ranks);
      }
    }
  };
  const tex = (expression: Expression) =>
    toTeX(expression, { elementwise: ({ operands }) => operands.every((each) => rank(each) > 0) });
  /** Lines of a derivation, or formulas, with = or what stands for it. */
  const lineTeX = (text: string, equals = '=') =>
    readDerivation(text, { names: symbols })
      .map(({ left, rights }) => {
        const sides = [...(left ? [left] : []), ...rights].map(tex);
        return sides
          .slice(1)
          .reduce((line, side, k) => `${line} ${k === 0 ? equals : '='} ${side}`, sides[0]);
      })
      .join(' \\qquad ');
  return { tex, lineTeX };
}
