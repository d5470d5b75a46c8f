import { operations, type Primitive, primitive, type Value } from '../../packages/core/src/index.ts';
import { PRIMITIVE_NAMES } from '../../packages/core/src/ops/names.ts';

/** Operations in the compiler's chains and spellings, and words that formulas know. */
const OTHERS =
  'mulAdd identity toFloat32 toInt32 mulInt32 none ln σ mean outer vmap compiled checkpoint'.split(' ');

/** The names that a user's operation may share: all of core's, and those with a meaning in other packages. */
export const NAMES: readonly string[] = [
  ...new Set([...Object.keys(operations), ...PRIMITIVE_NAMES, ...OTHERS]),
];

/** What all namesakes compute: x² − 3y + 5z, of one, two or three operands. */
export const meaning = (x: Value, y?: Value, z?: Value): Value =>
  x
    .mul(x)
    .sub(y ? y.mul(3) : 0)
    .add(z ? z.mul(5) : 0);

/** A user's operation of a name, with a meaning that no operation of core has. */
export const namesake = (name: string): ((...xs: Value[]) => Value) =>
  primitive({
    name,
    shape: (...shapes) => shapes.reduce((a, b) => (b.length > a.length ? b : a)),
    forward: (out, ...xs) => {
      const [x, y, z] = xs.map((numbers) => (i: number) => numbers[i % numbers.length]);
      for (let i = 0; i < out.length; i++) out[i] = x(i) ** 2 - (y ? 3 * y(i) : 0) + (z ? 5 * z(i) : 0);
    },
    vjp: (g, _, x, y, z) => [
      g.mul(x.mul(2)).sumTo(x.shape),
      y && g.mul(-3).sumTo(y.shape),
      z && g.mul(5).sumTo(z.shape),
    ],
  }) as (...xs: Value[]) => Value;

/** Core's primitive with another function and no derivative, as a user may write it by hand: x − 2y − 3z. */
export function handmade(like: Primitive): Primitive {
  const forward = (x: number, y = 0, z = 0) => x - 2 * y - 3 * z;
  return {
    ...like,
    movement: undefined,
    commutes: undefined,
    folds: undefined,
    contracts: undefined,
    shape: (xs) => xs.map(({ shape }) => shape).reduce((a, b) => (b.length > a.length ? b : a)),
    dtype: () => 'float64',
    differentiable: () => false,
    array: (xs, shape) => {
      const at = ({ data, size }: Value, i: number) => (typeof data === 'number' ? data : data[i % size]);
      const size = shape.reduce((n, m) => n * m, 1);
      return Float64Array.from({ length: size }, (_, i) => forward(...(xs.map((x) => at(x, i)) as [number])));
    },
    ...(like.onNumbers && { onNumbers: { forward, vjps: [] } }),
  };
}
