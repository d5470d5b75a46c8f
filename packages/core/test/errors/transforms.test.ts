import {
  checkGradients,
  checkpoint,
  constant,
  customGradient,
  DataError,
  GradientError,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  laplacian,
  linearize,
  primitive,
  ShapeError,
  type Value,
  value,
  valueAndGrad,
  vmap,
} from '../../src/index.ts';
import { testWrongCalls, v, type WrongCall, wrong } from '../support/wrong-calls.ts';

const same = (x: Value) => x;
const forward = () => {};

const table: readonly WrongCall[] = [
  ['grad of no function', () => grad(wrong(5)), DataError, 'grad: expected a function, got 5'],
  [
    'valueAndGrad of no function',
    () => valueAndGrad(wrong(null)),
    DataError,
    'valueAndGrad: expected a function, got null',
  ],
  [
    'grad at ragged numbers',
    () => grad(wrong(same))([[1], [2, 3]]),
    DataError,
    'grad: the array is ragged at [1]: expected an array of length 1 as in the first entry, got an array of length 2',
  ],
  [
    'a function that gives a vector to grad, within another transform',
    () => jvp(grad(same), value([1, 2], { name: 'x' }), [1, 1]),
    GradientError,
    'grad: expected a scalar, got x [2]: reduce it first (.sum(), .mean()) or take jacobian or vjp',
  ],
  [
    'hessian of a vector',
    () => hessian(same)(v),
    GradientError,
    'hessian: expected a scalar, got v [2]: reduce it first (.sum(), .mean()) or take jacobian or vjp',
  ],
  [
    'hessian of no function',
    () => hessian(wrong('f')),
    DataError,
    'hessian: expected a function, got the string "f"',
  ],
  [
    'hvp with a vector of another length',
    () => hvp((x: Value) => x.sum(), v, [1]),
    GradientError,
    'hvp: expected a tangent of the shape of v [2], got a value [1]',
  ],
  [
    'linearize with no tangent',
    () => linearize(same, v).tangent(wrong(undefined)),
    GradientError,
    'linearize: expected a tangent of the shape of v [2], got none',
  ],
  [
    'jacobian of places',
    () => jacobian((x: Value) => x.argMax())(v),
    GradientError,
    'jacobian: a value [] is int32: only float64 and float32 have derivatives',
  ],
  [
    'laplacian over a tree',
    () => laplacian(wrong((x: { a: Value }) => x.a.sum()))(wrong({ a: v })),
    DataError,
    'laplacian: expected a Value, got an object (Object)',
  ],
  [
    'checkpoint of no function',
    () => checkpoint(wrong(3)),
    DataError,
    'checkpoint: expected a function, got 3',
  ],
  ['vmap of no function', () => vmap(wrong(3)), DataError, 'vmap: expected a function, got 3'],
  [
    'vmap over an axis that is not there',
    () => vmap(same, { axis: 3 })(v),
    ShapeError,
    'vmap: axis 3 is out of range for v [2]: expected a whole number from -1 to 0',
  ],
  [
    'vmap with results along an axis that is not there',
    () => vmap(same, { outAxis: 2 })(v),
    ShapeError,
    'vmap: axis 2 is out of range for v [2]: expected a whole number from -1 to 0',
  ],
  [
    'vmap over a number',
    () => vmap(same)(3),
    ShapeError,
    'vmap: axis 0 is out of range for a value []: it is a scalar and has no axes',
  ],
  [
    'primitive with no name',
    () => primitive(wrong({ forward, vjp: () => [] })),
    DataError,
    'primitive: name: expected a string, got undefined',
  ],
  [
    'primitive with no kernel',
    () => primitive(wrong({ name: 'half', vjp: () => [] })),
    DataError,
    'half: forward: expected a function, got undefined',
  ],
  [
    'primitive whose rule gives no array',
    () =>
      primitive({ name: 'half', forward, vjp: (g) => wrong(g) })(v)
        .sum()
        .backward(),
    DataError,
    'half: vjp: expected to return an array, with a gradient for each input, got an object (Value)',
  ],
  [
    'customGradient with no rule',
    () => customGradient(wrong({ forward: same })),
    DataError,
    'customGradient: vjp: expected a function, got undefined',
  ],
  [
    'checkGradients of integers',
    () => checkGradients(same, constant([1], { dtype: 'int32' })),
    DataError,
    'checkGradients: at: expected numbers of float64 or float32, got an object (Value)',
  ],
  [
    'checkGradients to order 0',
    () => checkGradients(same, v, { order: 0 }),
    DataError,
    'checkGradients: order: expected a whole number, 1 or more, got 0',
  ],
  [
    'checkGradients in a mode that it does not know',
    () => checkGradients(same, v, { modes: wrong(['reverse']) }),
    DataError,
    "checkGradients: modes: expected an array of 'differences' and 'forward', got an array of length 1",
  ],
];

testWrongCalls('a transform', table);
