import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../../scripts/test-support/close.ts';
import { project } from '../../../../scripts/test-support/finite-differences.ts';
import {
  backward,
  checkpoint,
  constant,
  customGradient,
  detectAnomaly,
  grad,
  graph,
  hessian,
  inverse,
  jvp,
  matmul,
  noGrad,
  primitive,
  stack,
  stopGradient,
  type Value,
  value,
  vmap,
} from '../../src/index.ts';

const numbers = (shape: readonly number[], seed = 1) =>
  constant(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(seed + 2 * i)),
    { shape },
  );

/** What vmap should give: f of each slice, one after the other. */
const loop = (f: (x: Value) => Value, x: Value) => stack(x.unstack().map(f));

/** Holds a function under vmap to the loop, and says how often it was run. */
function expectLoop(f: (x: Value) => Value, x: Value, tolerance = 1e-14): number {
  let runs = 0;
  const counted = vmap((each: Value) => {
    runs++;
    return f(each);
  });
  const [y, expected] = [counted(x), loop(f, x)];
  expect(y.shape).toEqual(expected.shape);
  expect(y.dtype).toBe(expected.dtype);
  expectClose(y, expected, tolerance);
  return runs;
}

const W = numbers([3, 2], 5);
const layer = (x: Value) => matmul(x, W).tanh();

describe('vmap runs a function once for all slices', () => {
  test.each<[string, (x: Value) => Value, readonly number[]]>([
    ['of scalars', (x) => x.exp().mul(x).add(2), [5]],
    ['of vectors, with a matrix that is the same for all', layer, [4, 3]],
    ['of matrices', (x) => matmul(x, x.transpose()).add([1, 2]).sum({ axis: 0 }), [3, 2, 3]],
    ['of operands of different ranks', (x) => x.mul(x.sum({ axis: 0 })).sub(x.mean()), [3, 2, 4]],
    ['with axes counted from the end', (x) => x.softmax({ axis: -1 }).max({ axis: -1 }), [3, 2, 4]],
    ['that is a constant', () => constant([1, 2]), [3, 2]],
    ['whose kernel knows no stacks', (x) => inverse(matmul(x, x.transpose())).cumSum({ axis: 0 }), [3, 2, 4]],
    [
      'that takes parts',
      (x) =>
        x
          .slice([[1], [null, null, -1]])
          .pad(1)
          .flip({ axis: 0 }),
      [3, 2, 4],
    ],
    ['that puts entries in order', (x) => x.sort().mul([1, 2, 3]), [4, 3]],
    ['that reads where its own entries say', (x) => x.take(x.argMax({ axis: 1 }), { axis: 1 }), [4, 2, 3]],
    ['that stops a gradient', (x) => grad((v: Value) => v.mul(stopGradient(v)).sum())(x), [3, 2]],
  ])('%s', (_, f, shape) => expect(expectLoop(f, numbers(shape))).toBe(1));

  test('that takes derivatives: per-sample gradients, forward mode, Hessians', () => {
    const x = numbers([4, 3]);
    const loss = (w: Value, each: Value) => matmul(each, w).tanh().square().sum();
    expect(expectLoop((each) => grad((w: Value) => loss(w, each))(W), x)).toBe(1);
    expect(expectLoop((each) => grad((v: Value) => loss(W, v))(each), x)).toBe(1);
    expect(expectLoop((each) => jvp(layer, each, each.cos()).tangent, x)).toBe(1);
    expect(expectLoop((each) => hessian((v: Value) => project(layer(v)))(each), x)).toBe(1);
    expect(expectLoop((each) => noGrad(() => grad((v: Value) => v.square().sum())(each)), x)).toBe(1);
  });

  test('within another vmap, over the axes of either', () => {
    const [a, b] = [numbers([4, 3]), numbers([5, 3], 2)];
    const pairs = vmap((x: Value) => vmap((y: Value) => matmul(x, y).exp())(b))(a);
    expectClose(pairs, matmul(a, b.transpose()).exp(), 1e-14);
    const each = numbers([2, 3, 4]);
    let runs = 0;
    const nested = vmap((x: Value) =>
      vmap((y: Value) => {
        runs++;
        return grad((v: Value) => v.square().sum().mul(x.sum()))(y);
      })(x),
    )(each);
    expect(runs).toBe(1);
    expectClose(
      nested,
      loop((x) => loop((y) => y.mul(2).mul(x.sum()), x), each),
      1e-14,
    );
  });

  test('and gradients pass through, to slices and to what is the same for all', () => {
    const [x, w] = [value(numbers([4, 3])), value(W)];
    const f = (v: Value) => v.mul(grad((u: Value) => matmul(u, w).exp().sum())(v)).cumSum();
    const [y, expected] = [project(vmap(f)(x)), project(loop(f, x))];
    const [got, wanted] = [y, expected].map((root) => backward(root, { createGraph: true }));
    for (const leaf of [x, w]) {
      expectClose(got.of(leaf), wanted.of(leaf), 1e-12);
      expectClose(project(got.of(leaf)).backward().of(w), project(wanted.of(leaf)).backward().of(w), 1e-12);
    }
    expectClose(
      jvp((v: Value) => vmap(f)(v), x, numbers([4, 3], 3)).tangent,
      jvp((v: Value) => loop(f, v), x, numbers([4, 3], 3)).tangent,
      1e-12,
    );
  });

  test('and one graph has a node for each operation, not for each slice', () => {
    const x = value(numbers([50, 3]));
    expect(graph(vmap((each: Value) => each.exp().sum())(x)).nodes.length).toBe(3);
  });
});

describe('vmap runs a function for each slice', () => {
  test.each<[string, (x: Value) => Value]>([
    ['that decides something', (x) => (x.sum().item() > 0 ? x.exp() : x.neg())],
    [
      'that hides the question',
      (x) => {
        try {
          return x.mul(x.item());
        } catch {
          return x.mul(x.toArray() as number[]);
        }
      },
    ],
  ])('%s', (_, f) => expect(expectLoop(f, numbers([4, 3]))).toBe(5));

  test('and a rule that asks for numbers', () => {
    const f = primitive({
      name: 'abs',
      forward: (out, x) => out.set(x.map(Math.abs)),
      vjp: (g, _, x) => [g.mul((x.toArray() as number[]).map(Math.sign))],
    });
    const x = value(numbers([4, 3]));
    expect(
      vmap((each: Value) => f(each))(x)
        .sum()
        .backward()
        .of(x)
        .toArray(),
    ).toEqual(x.sign().toArray());
  });

  test('and only the vmap whose slices were asked', () => {
    const runs = [0, 0];
    const y = vmap((a: Value) => {
      runs[0]++;
      return vmap((b: Value) => {
        runs[1]++;
        return b.mul(a.item());
      })(constant([1, 10]));
    })([2, 3, 4]);
    expect(y.toArray()).toEqual([
      [2, 20],
      [3, 30],
      [4, 40],
    ]);
    expect(runs).toEqual([4, 4]);
  });
});

describe('vmap', () => {
  test('keeps float32, and hands integers on', () => {
    const x = value(numbers([4, 3]), { dtype: 'float32' });
    expectLoop((each) => layer(each.asType('float64')).asType('float32'), x, 1e-6);
    expect(vmap((each: Value) => each.mul(0.1).cumSum())(x).dtype).toBe('float32');
    const rows = constant([[2], [0]], { dtype: 'int32' });
    expect(expectLoop((i) => W.take(i, { axis: 0 }), rows)).toBe(1);
    expect(vmap((i: Value) => i.add(1).oneHot(4))(rows).shape).toEqual([2, 1, 4]);
  });

  test("goes with checkpoint, rules of one's own and detectAnomaly", () => {
    const x = value(numbers([4, 3]));
    const cube = customGradient({ forward: (v) => v.pow(3), vjp: (g, _, v) => [g.mul(v.square()).mul(3)] });
    for (const f of [checkpoint(layer), cube]) {
      const [y, expected] = [project(vmap((v: Value) => f(v))(x)), project(loop((v) => f(v), x))];
      expectClose(y.backward().of(x), expected.backward().of(x), 1e-14);
    }
    expect(() => detectAnomaly(() => vmap((v: Value) => v.sub(v).log())(x))).toThrow(
      'log(sub(…)) made −Infinity',
    );
  });

  test('speaks of slices in its messages', () => {
    const x = value(numbers([4, 3]), { name: 'x' });
    expect(() => vmap((v: Value) => v.add([1, 2]))(x)).toThrow(
      'add: shapes do not broadcast: x [3] and a value [2]',
    );
    let kept: Value | undefined;
    vmap((v: Value) => {
      kept = v.exp();
      return v;
    })(x);
    expect(() => kept!.item()).toThrow(
      'vmap: exp(…) [3] has numbers only while the function runs: return it',
    );
  });

  test('maps over every input, trees among them', () => {
    const [x, y] = [value(numbers([4, 3])), value(numbers([4, 3], 2))];
    const z = vmap((a: Value, b: Value) => a.mul(b).sum())(x, y);
    expect(z.toArray()).toEqual(x.mul(y).sum({ axis: 1 }).toArray());
    expectClose(z.sum().backward().of(y), x, 1e-15);
    const mixed = vmap((a: Value, { b, c }: { b: Value; c: Value }) => a.mul(b).add(c), { axis: 1 });
    expect(mixed(x, { b: y, c: y }).toArray()).toEqual(x.mul(y).add(y).transpose().toArray());
    expect(vmap((a, b) => a.sub(b))([5, 6], [1, 2]).toArray()).toEqual([4, 4]);
    expect(() => vmap((a: Value, b: Value) => a.add(b))(x, [1, 2])).toThrow(
      'vmap: expected inputs of one length, above 0, along axis 0',
    );
  });
});
