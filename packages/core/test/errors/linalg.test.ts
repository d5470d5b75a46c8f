import {
  addmm,
  cdist,
  cholesky,
  constant,
  cross,
  DataError,
  det,
  eigh,
  einsum,
  inverse,
  matrixPower,
  multiDot,
  ShapeError,
  solve,
  tensordot,
  triangularSolve,
  value,
  zeros,
} from '../../src/index.ts';
import { A, testWrongCalls, type WrongCall, wrong } from '../support/wrong-calls.ts';

const W = value([[1, 2, 3]], { name: 'W' });
const v = value([1, 2], { name: 'v' });
const K = constant(
  [
    [
      [1, 0],
      [0, 1],
    ],
    [
      [1, 2],
      [2, 1],
    ],
  ],
  { name: 'K' },
);

const table: readonly WrongCall[] = [
  ['an inverse that is not', () => inverse(A), DataError, 'inverse: A [2, 2] is singular: pivot 2 of 2 is 0'],
  [
    'a system without one solution',
    () => solve(A, v),
    DataError,
    'solve: A [2, 2] is singular: pivot 2 of 2 is 0',
  ],
  [
    'a singular matrix of a stack',
    () => inverse(constant([[[1]], [[0]]])),
    DataError,
    'inverse: a value [2, 1, 1] is singular (matrix 1 of the stack): pivot 1 of 1 is 0',
  ],
  [
    'a zero on the diagonal',
    () => triangularSolve(value([[0]], { name: 'L' }), [1]),
    DataError,
    'triangularSolve: L [1, 1] is singular: pivot 1 of 1 is 0',
  ],
  [
    'a negative power of a singular matrix',
    () => matrixPower(A, -1),
    DataError,
    'inverse: A [2, 2] is singular: pivot 2 of 2 is 0',
  ],
  ['half a power', () => matrixPower(A, 0.5), DataError, 'matrixPower: n: expected a whole number, got 0.5'],
  [
    'a matrix that is not positive-definite',
    () => cholesky(A),
    DataError,
    'cholesky: A [2, 2] is not positive-definite: its leading minor of order 2 is not above 0',
  ],
  [
    'one of a stack that is not',
    () => cholesky(K),
    DataError,
    'cholesky: K [2, 2, 2] is not positive-definite (matrix 1 of the stack): its leading minor of order 2 is not above 0',
  ],
  ['a determinant of a row', () => det(W), ShapeError, 'det: expected square matrices, got W [1, 3]'],
  [
    'an eigenvector of a vector',
    () => eigh(v),
    ShapeError,
    'eigh: expected a matrix or a stack of them, got v [2] of rank 1',
  ],
  [
    'a right side with other rows',
    () => solve(A, [1, 2, 3]),
    ShapeError,
    'solve: expected 2 rows on the right of A [2, 2], got a value [3]',
  ],
  [
    'stacks that do not broadcast',
    () => solve(K, zeros([3, 2, 1])),
    ShapeError,
    'solve: shapes do not broadcast: K [2, 2, 2] and a value [3, 2, 1] (aligned from the right, each pair of sizes must be equal or hold a 1)',
  ],
  ['mm of a vector', () => A.mm(v), ShapeError, 'mm: expected a matrix, got v [2] of rank 1'],
  [
    'bmm of matrices',
    () => A.bmm(A),
    ShapeError,
    'bmm: expected a stack of matrices, of rank 3, got A [2, 2] of rank 2',
  ],
  ['mv of inner sizes', () => W.mv(v), ShapeError, 'mv: inner sizes differ: W [1, 3] × v [2]'],
  ['dot of a matrix', () => v.dot(A), ShapeError, 'dot: expected a vector, got A [2, 2] of rank 2'],
  [
    'addmm of inner sizes',
    () => addmm(0, A, W),
    ShapeError,
    'addmm: inner sizes differ: A [2, 2] × W [1, 3]',
  ],
  ['cross in the plane', () => cross(v, v), ShapeError, 'cross: expected size 3 along axis 0, got v [2]'],
  [
    'tensordot of sizes that differ',
    () => tensordot(A, W, { axes: [[0], [1]] }),
    ShapeError,
    'tensordot: expected axes of equal sizes in pairs, got [0] of A [2, 2] and [1] of W [1, 3]',
  ],
  [
    'tensordot over more axes than there are',
    () => tensordot(v, v),
    ShapeError,
    'tensordot: axis -2 is out of range for v [2]: expected a whole number from -1 to 0',
  ],
  [
    'points of other coordinates',
    () => cdist(A, W),
    ShapeError,
    'cdist: expected points of 2 coordinates, as in A [2, 2], got W [1, 3]',
  ],
  [
    'a negative p',
    () => cdist(A, A, { p: -1 }),
    DataError,
    'cdist: p: expected a number, not below zero, got -1',
  ],
  [
    'an equation that is none',
    () => einsum('ij.jk', A, A),
    DataError,
    'einsum: equation: expected letters for axes, as in \'ij,jk->ik\', got the string "ij.jk"',
  ],
  [
    'too few operands',
    () => einsum('ij,jk', A),
    ShapeError,
    'einsum: expected 2 operands, got 1, in "ij,jk"',
  ],
  ['a term of another rank', () => einsum('ijk', A), ShapeError, 'einsum: expected axes ijk, got A [2, 2]'],
  [
    'sizes that differ',
    () => einsum('ij,jk', A, value([[1], [2], [3]])),
    ShapeError,
    'einsum: j has size 2 and size 3, in "ij,jk"',
  ],
  [
    'a result from nowhere',
    () => einsum('ij->ik', A),
    ShapeError,
    'einsum: expected k once in the result and somewhere before the arrow, in "ij->ik"',
  ],
  [
    'a letter twice in the result',
    () => einsum('ij->ii', A),
    ShapeError,
    'einsum: expected i once in the result and somewhere before the arrow, in "ij->ii"',
  ],
  [
    'a product of nothing',
    () => multiDot(wrong([])),
    DataError,
    'multiDot: matrices: expected an array of at least one, got an array of length 0',
  ],
  [
    'a vector in the middle',
    () => multiDot([A, v, A]),
    ShapeError,
    'multiDot: expected a matrix, got v [2] of rank 1',
  ],
];

testWrongCalls('linear algebra', table);
