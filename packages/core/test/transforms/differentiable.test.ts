import { describe, expect, test } from 'vitest';
import {
  checkGradients,
  checkpoint,
  constant,
  customGradient,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  laplacian,
  linearize,
  type Tree,
  type Value,
  value,
  valueAndGrad,
  vjp,
  vmap,
} from '../../src/index.ts';

/*
 * What can be differentiated, the same for every transform. A result of integers or booleans has no derivative, nor has
 * one with respect to integers or booleans alone: an error. A result that does not depend on its argument, or only by
 * steps, has a derivative of zero; so has one with respect to integers that stand beside floats in a tree.
 */

type F = (x: Value) => Value;

const walkedBack = (f: F, x: number) => {
  const leaf = value(x);
  return f(leaf).backward().of(leaf);
};

/** Each transform as a derivative of f at a number x. */
const transforms: Record<string, (f: F, x: number) => unknown> = {
  backward: walkedBack,
  checkpoint: (f, x) => walkedBack(checkpoint(f), x),
  grad: (f, x) => grad(f)(x),
  valueAndGrad: (f, x) => valueAndGrad(f)(x).gradient,
  vjp: (f, x) => {
    const { value: y, pullback } = vjp(f, x);
    return pullback(constant(1).broadcastTo(y.shape));
  },
  jvp: (f, x) => jvp(f, x, 1).tangent.sum(),
  linearize: (f, x) => linearize(f, x).tangent(1).sum(),
  jacobian: (f, x) => (jacobian(f)(x) as Value).sum(),
  hessian: (f, x) => hessian(f)(x),
  hvp: (f, x) => hvp(f, x, 1),
  laplacian: (f, x) => laplacian(f)(x),
  'vmap of grad': (f, x) => vmap(grad(f))([x]).sum(),
};

const without: Record<string, F> = {
  bool: (x) => x.greater(0),
  int32: (x) => x.asType('int32'),
  'constant integer': () => constant([1, 2], { dtype: 'int32' }),
};
const flat: Record<string, F> = {
  constant: () => constant(3),
  'constant of a variable': () => value(2).square(),
  stepped: (x) => x.round(),
  stopped: (x) => x.stopGradient(),
};
const onlyScalars = [
  'backward',
  'checkpoint',
  'grad',
  'valueAndGrad',
  'hessian',
  'hvp',
  'laplacian',
  'vmap of grad',
];

describe.each(Object.entries(transforms))('%s', (name, derivative) => {
  test.each(Object.entries(without))('refuses a result that is %s', (_, f) => {
    expect(() => derivative(f, 1.5)).toThrow(/: only float64 and float32 have derivatives$/);
  });

  test.each(Object.entries(flat))('is zero for a result that is %s', (_, f) => {
    expect(String((derivative(f, 1.5) as Value).toArray())).toBe('0');
  });

  test('takes a result of several numbers, or asks for one', () => {
    const f: F = (x) => x.mul([1, 2]);
    if (onlyScalars.includes(name)) expect(() => derivative(f, 1.5)).toThrow('expected a scalar');
    else expect((derivative(f, 1.5) as Value).item()).toBe(3);
  });
});

const whole = constant([1, 2], { dtype: 'int32' });
const mask = constant([true, false]);
const total = (x: Tree) => (x as Value).mul(0.5).sum();

/** Each transform with respect to an argument. */
const withRespectTo: Record<string, (f: (x: Tree) => Value, x: Tree) => unknown> = {
  grad: (f, x) => grad(f)(x as never),
  valueAndGrad: (f, x) => valueAndGrad(f)(x as never).gradient,
  vjp: (f, x) => vjp(f, x as never).pullback(1),
  jvp: (f, x) => jvp(f, x as never, x as never),
  linearize: (f, x) => linearize(f, x as never),
  jacobian: (f, x) => jacobian(f)(x as never),
  hessian: (f, x) => hessian(f)(x as never),
  hvp: (f, x) => hvp(f, x as never, x as never),
  laplacian: (f, x) => laplacian(f as F)(x as never),
  'vmap of grad': (f, x) => vmap(grad(f))(x as never),
};

describe.each(Object.entries(withRespectTo))('%s with respect to', (_, derivative) => {
  test.each([
    ['integers', whole],
    ['booleans', mask],
  ])('%s is refused', (_, x) => {
    expect(() => derivative(total, x)).toThrow(/: only float64 and float32 have derivatives$/);
  });
});

test.each(['grad', 'valueAndGrad', 'vjp', 'jacobian', 'hvp'])(
  '%s with respect to integers beside floats is zero there',
  (name) => {
    const f = (x: Tree) => {
      const { a, b } = x as { a: Value; b: Value };
      return a.mul(b).sum();
    };
    const found = withRespectTo[name](f, { a: whole, b: constant([3, 4]) }) as { a: Value; b: Value };
    expect(found.a.toArray()).toEqual([0, 0]);
    expect(found.b.toArray()).toEqual(name === 'hvp' ? [0, 0] : [1, 2]);
  },
);

test('checkGradients checks no result and no argument that has no derivative', () => {
  for (const f of Object.values(without))
    expect(() => checkGradients(f, value(1.5))).toThrow('only float64 and float32 have derivatives');
  expect(() => checkGradients(total, whole)).toThrow(
    'checkGradients: at: expected numbers of float64 or float32',
  );
  for (const f of Object.values(flat)) expect(checkGradients(f, value(1.5)).passed).toBe(f !== flat.stopped);
});

test('a rule of your own counts even if the numbers do not depend on the argument', () => {
  const through = customGradient({ forward: () => constant(3), vjp: (g) => [g] });
  expect(walkedBack(through, 1).item()).toBe(1);
  const counted = customGradient({ forward: (x) => x.asType('int32'), vjp: (g) => [g] });
  expect(() => walkedBack(counted, 1)).toThrow('only float64 and float32 have derivatives');
});
