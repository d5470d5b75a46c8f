import {
  constant,
  DataError,
  GradientError,
  gammainc,
  gammaincc,
  multigammaln,
  zeta,
} from '../../src/index.ts';
import { s, testWrongCalls, v, type WrongCall, wrong } from '../support/wrong-calls.ts';

const table: readonly WrongCall[] = [
  [
    'a gradient of gammainc with respect to a',
    () => gammainc(v, 1),
    GradientError,
    'gammainc: it has no derivative with respect to its first operand, v [2], which wants a gradient: use constant(…) to hold it fixed',
  ],
  [
    'a gradient of gammaincc with respect to a',
    () => gammaincc(s.mul(2), [1, 2]),
    GradientError,
    'gammaincc: it has no derivative with respect to its first operand, mul(…) [], which wants a gradient: use constant(…) to hold it fixed',
  ],
  [
    'a gradient of zeta with respect to s',
    () => zeta(v, constant(1)),
    GradientError,
    'zeta: it has no derivative with respect to its first operand, v [2], which wants a gradient: use constant(…) to hold it fixed',
  ],
  [
    'a dimension of multigammaln that is none',
    () => multigammaln(v, 0.5),
    DataError,
    'multigammaln: p: expected a whole number above zero, got 0.5',
  ],
  [
    'no dimension of multigammaln',
    () => multigammaln(v, wrong(undefined)),
    DataError,
    'multigammaln: p: expected a whole number above zero, got undefined',
  ],
];

testWrongCalls('special functions', table);
