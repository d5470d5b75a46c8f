import { backward, constant, grad, jvp, mapTree, matmul, type Value, value, vjp } from '../src/index.ts';

/* Held by the compiler: each marked line must be an error, and every other line none. */

const x = value([1, 2]);

// @ts-expect-error a string is no operand
x.add('1');
// @ts-expect-error an operand is missing
x.mul();
// @ts-expect-error one operand too many
x.exp(2);
// @ts-expect-error an axis is a number
x.sum({ axis: '0' });
// @ts-expect-error an option that there is not
x.sum({ axes: 0 });
// @ts-expect-error a dtype that there is not
x.asType('float16');
// @ts-expect-error the data of a Value are read only
x.data = 3;
// @ts-expect-error a matrix product takes two
matmul(x);
// @ts-expect-error data are numbers
value({ a: 1 });
// @ts-expect-error backward takes options, not a seed
x.backward([1, 1]);
// @ts-expect-error a walk begins at a Value
backward(3);
// @ts-expect-error the function must return a Value
grad(() => 3);
// @ts-expect-error the argument has the form of the parameter
grad(({ w }: { w: Value }) => w.sum())({ b: 1 });
// @ts-expect-error so has the gradient
grad(({ w }: { w: Value }) => w.sum())({ w: 1 }).b;
// @ts-expect-error so has the tangent
jvp(({ w }: { w: Value }) => w.sum(), { w: 1 }, 1);
// @ts-expect-error so has the cotangent
vjp((u: Value) => u, 1).pullback({ u: 1 });

const shape: readonly number[] = x.shape;
const gradient: Value = grad((u: Value) => u.square().sum())([1, 2]);
const tree: { w: Value; b: Value[] } = mapTree((u) => u.mul(2), { w: x, b: [x] });
const nested: Value = constant([
  [1, 2],
  [3, 4],
])
  .matmul([[1], [2]])
  .add(1)
  .where(true, 0);
const both: Value = grad(grad((u: Value) => u.pow(3)))(2);

export const kept = [shape, gradient, tree, nested, both];
