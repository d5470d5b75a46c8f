import { call, type Expression } from '../../expression/expression.ts';
import { equal } from '../../expression/structure.ts';

/*
 * Products of matrices and vectors as rows of factors, so that they can be transposed and put together before they are
 * written.
 */

/** A matrix, or its transpose. */
export interface Link {
  readonly matrix: Expression;
  readonly transposed: boolean;
  readonly symmetric: boolean;
}

/** A product of matrices. */
export type Chain = readonly Link[];

/** Matrices times a vector. */
export interface Vector {
  readonly chain: Chain;
  readonly end: Expression;
}

export const link = (matrix: Expression, symmetric = false): Link => ({
  matrix,
  symmetric,
  transposed: false,
});

export const transposed = (chain: Chain): Chain =>
  chain.map((each) => ({ ...each, transposed: !each.transposed })).reverse();

const writeLink = ({ matrix, transposed: isTransposed, symmetric }: Link): Expression =>
  isTransposed && !symmetric ? call('transpose', [matrix]) : matrix;

const inARow = (factors: readonly Expression[]): Expression =>
  factors.reduce((left, right) => call('matmul', [left, right]));

const isTurned = ({ transposed: isTransposed, symmetric }: Link) => isTransposed && !symmetric;

/** The transposes that are written in a product. */
export const turns = (chain: Chain): number => chain.filter(isTurned).length;

/** A product; a long one that has more transposes than not as the transpose of the other way round. */
export function writeChain(chain: Chain): Expression {
  const back = transposed(chain);
  const isRepeated = chain.some(({ matrix }, k) => chain.findIndex((each) => equal(each.matrix, matrix)) < k);
  return (isRepeated || chain.length > 2) && turns(back) + 1 < turns(chain)
    ? call('transpose', [inARow(back.map(writeLink))])
    : inARow(chain.map(writeLink));
}

export const writeVector = ({ chain, end }: Vector): Expression => inARow([...chain.map(writeLink), end]);

/** uᵀ v, in the order that has fewer transposes. */
export function writeDot(u: Vector, v: Vector): Expression {
  const [there, back] = [
    [...transposed(u.chain), ...v.chain],
    [...transposed(v.chain), ...u.chain],
  ];
  const [first, chain, last] = turns(back) < turns(there) ? [v, back, u] : [u, there, v];
  return inARow([call('transpose', [first.end]), ...chain.map(writeLink), last.end]);
}
