import {
  checkpoint,
  constant,
  grad,
  matmul,
  noGrad,
  primitive,
  Random,
  type Value,
  value,
  vmap,
  where,
} from '@chainrule/core';
import { Dropout } from '@chainrule/nn';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { expectClose } from '../../../scripts/test-support/close.ts';
import { type CompileOptions, compile } from '../src/index.ts';

afterEach(() => vi.restoreAllMocks());

const TARGETS: CompileOptions[] = [{ target: 'webassembly', threads: 1 }, { target: 'javascript' }, {}];

describe.each(TARGETS)('a function compiled with %o', (options) => {
  test('gives what it gives at once, and is traced once for all calls of one form', () => {
    let runs = 0;
    const f = compile((x: Value, y: Value) => {
      runs++;
      return matmul(x, y).tanh().sum({ axis: 0 });
    }, options);
    const random = new Random(1);
    for (let i = 0; i < 3; i++) {
      const [x, y] = [constant(random.normal([3, 5])), constant(random.normal([5, 2]))];
      expectClose(f(x, y), matmul(x, y).tanh().sum({ axis: 0 }), 1e-14);
    }
    expect([f.traces, runs]).toEqual([1, 1]);
  });

  test('takes and gives trees: arrays, objects, numbers and strings among them', () => {
    const f = compile(
      ({ points, scale }: { points: Value[]; scale: number }, name: string) => ({
        name,
        largest: points.map((x) => x.mul(scale).max()),
        none: undefined,
      }),
      options,
    );
    const { name, largest, none } = f({ points: [constant([1, 4]), constant([[2], [3]])], scale: 10 }, 'far');
    expect([name, none, ...largest.map((x) => x.item())]).toEqual(['far', undefined, 40, 30]);
  });

  test('gives an input that is its result back as it is, and a constant', () => {
    const f = compile((x: Value) => [x, constant([1, 2]), x.transpose().transpose()], options);
    const x = value([[1, 2]]);
    const [same, fixed, again] = f(x);
    expect(same).toBe(x);
    expect(fixed.toArray()).toEqual([1, 2]);
    expect(again.toArray()).toEqual([[1, 2]]);
    expect(f(value([[3, 4]]))[1].toArray()).toEqual([1, 2]);
  });

  test('gives one Value for what it returns twice', () => {
    const f = compile((x: Value) => {
      const y = x.exp();
      return [y, y];
    }, options);
    const [first, second] = f(constant([0, 1]));
    expect(second).toBe(first);
  });

  test('keeps the names of its results', () => {
    const f = compile((x: Value) => x.square().named('area'), options);
    expect(f(constant([3])).name).toBe('area');
    expect(f(constant([4])).name).toBe('area');
  });

  test('sees one Value at two places of the arguments as one', () => {
    const slope = compile((a: Value, b: Value) => a.mul(b).sum().backward().of(a), options);
    const x = value([1, 2]);
    expect(slope(x, value([3, 4])).toArray()).toEqual([3, 4]);
    expect(slope(x, x).toArray()).toEqual([2, 4]);
    expect(slope(value([5, 6]), x).toArray()).toEqual([1, 2]);
    expect(slope.traces).toBe(2);
  });

  test('draws the numbers that it draws at once, from the same generators', () => {
    const model = (seed: number) => {
      const [dropout, noise] = [new Dropout({ p: 0.4, random: seed }), new Random(seed + 1)];
      return (x: Value) => dropout.forward(x).add(noise.normal([7]));
    };
    const [once, f] = [model(3), compile(model(3), options)];
    const x = constant([1, 2, 3, 4, 5, 6, 7]);
    for (let i = 0; i < 3; i++) expectClose(f(x), once(x), 1e-15);
  });

  test('may be compiled of compiled ones, of gradients, and under noGrad', () => {
    const inner = compile((x: Value) => x.sin(), options);
    const outer = compile((x: Value) => inner(x).mul(inner(x.square())).sum(), options);
    const slope = compile(
      grad((x: Value) => outer(x)),
      options,
    );
    const x = [0.3, 0.7];
    const plain = (x: Value) => x.sin().mul(x.square().sin()).sum();
    expectClose(outer(constant(x)), plain(constant(x)), 1e-15);
    expectClose(slope(value(x)), grad(plain)(x), 1e-14);
    expect(noGrad(() => inner(value(x))).wantsGradient).toBe(false);
  });

  test('runs under vmap, slice by slice or at once', () => {
    const f = compile((x: Value) => x.mul(x.sum()), options);
    const x = constant([
      [1, 2],
      [3, 4],
    ]);
    expect(vmap(f)(x).toArray()).toEqual([
      [3, 6],
      [21, 28],
    ]);
  });

  test('has derivatives of its own, to second order', () => {
    const plain = (x: Value, y: Value) => x.tanh().mul(y).sum().add(y.square().sum());
    const f = compile(plain, options);
    for (const point of [
      [0.3, -0.4],
      [1.2, 0.1],
    ]) {
      const [a, b] = [f, plain].map((g) => {
        const [x, y] = [value(point), value([2, 5])];
        const first = g(x, y).backward({ createGraph: true });
        const second = first.of(x).square().sum().add(first.of(y).sum()).backward();
        return [first.of(x), first.of(y), second.of(x), second.of(y)];
      });
      a.forEach((slope, i) => {
        expectClose(slope, b[i], 1e-13);
      });
    }
  });

  test('may be part of a function whose graph is not kept', () => {
    const f = compile((x: Value) => x.square().mul(x), options);
    const x = value([1, 2, 3]);
    const y = checkpoint((v: Value) => f(v).sum())(x);
    expect(y.backward().of(x).toArray()).toEqual([3, 12, 27]);
  });

  test('called twice has the derivatives of both calls', () => {
    const f = compile((x: Value, y: Value) => x.square().mul(y), options);
    const [a, b, c] = [value([1, 2, 3]), value([4, 5, 6]), value([1, 0, 2])];
    const gradients = f(a, c).add(f(b, c)).sum().backward();
    expect([a, b, c].map((x) => gradients.of(x).toArray())).toEqual([
      [2, 0, 12],
      [8, 0, 24],
      [17, 29, 45],
    ]);
  });

  test('of parameters and constants has second derivatives of the parameters', () => {
    const f = compile(
      (xs: Value[]) => xs.filter((x) => x.wantsGradient).map((w) => w.square().mul(xs[0].sum()).mul(xs[2])),
      options,
    );
    const w = value(2);
    const [y] = f([constant([1, 2, 3]), w, constant(5)]);
    const slope = y.backward({ createGraph: true }).of(w);
    expect(slope.item()).toBe(120);
    expect(slope.backward().of(w).item()).toBe(60);
  });

  test('that draws random numbers has derivatives inside, and none from outside', () => {
    const make = (seed: number) => {
      const dropout = new Dropout({ random: seed });
      return (x: Value) => dropout.forward(x).square().sum();
    };
    const x = value([1, 2, 3, 4, 5]);
    const inside = compile(grad(make(1)), options);
    expect(inside(x).toArray()).toEqual(grad(make(1))(x).toArray());
    const y = compile(make(1), options)(x);
    expect(y.item()).toBe(make(1)(x).item());
    expect(() => y.backward()).toThrow(/draws random numbers.*compile the function that takes the gradient/);
  });

  test('is a function that grad, and grad of grad, may be applied to', () => {
    const f = compile((x: Value) => x.exp().mul(x), options);
    expect(grad(f)(0.5).item()).toBeCloseTo(1.5 * Math.exp(0.5), 12);
    expect(grad(grad(f))(0.5).item()).toBeCloseTo(2.5 * Math.exp(0.5), 12);
  });

  test("computes a user's own operation by the user's code, whatever its name", () => {
    const relu = primitive({
      name: 'relu',
      forward: (out, x) =>
        void x.forEach((n, i) => {
          out[i] = 100 * n;
        }),
      vjp: (g) => [g.mul(100)],
    });
    const f = compile((x: Value) => relu(x).add(1), options);
    expect(f(constant([-1, 2])).toArray()).toEqual([-99, 201]);
  });
});

describe('a new form of the arguments', () => {
  test('is traced: another shape, dtype, wish for a gradient, number, key or string', () => {
    const f = compile(({ x, k }: { x: Value; k: unknown; more?: Value }) => (k === 'twice' ? x.mul(2) : x));
    const calls: Parameters<typeof f>[0][] = [
      { x: constant([1, 2]), k: 1 },
      { x: constant([1, 2, 3]), k: 1 },
      { x: constant([1, 2], { dtype: 'float32' }), k: 1 },
      { x: value([1, 2]), k: 1 },
      { x: constant([1, 2]), k: 2 },
      { x: constant([1, 2]), k: 'twice' },
      { x: constant([1, 2]), k: 1, more: constant(1) },
    ];
    calls.forEach((call, i) => {
      expect(f(call).toArray()).toEqual(call.x.mul(call.k === 'twice' ? 2 : 1).toArray());
      expect(f.traces).toBe(i + 1);
    });
    for (const call of calls) f(call);
    expect(f.traces).toBe(calls.length);
  });

  test('is warned of where it keeps happening, once, with what differs', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const f = compile((x: Value, rate: number) => x.mul(rate));
    for (let i = 0; i < 40; i++) f(constant(1), i);
    expect(f.traces).toBe(40);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0][0]).toMatch(/traced 16 times.*14 before, now 15/);
  });
});

describe('a mistake is an error that says what to do', () => {
  const x = value([1, 2], { name: 'x' });

  test.each<[string, () => unknown, RegExp]>([
    [
      'reading a number',
      () => compile((x: Value) => x.sum().item())(x),
      /item\(\) of .* while the function is traced.*where\(…\)/,
    ],
    ['reading an array', () => compile((x: Value) => x.toArray())(x), /toArray\(\) of x \[2\]/],
    ['branching', () => compile((x: Value) => (x.data ? x : x.neg()))(x), /reading its numbers.*where\(…\)/],
    [
      'a captured parameter',
      () => compile((y: Value) => y.mul(x))(constant([1, 2])),
      /mul reads x \[2\].*state/,
    ],
    [
      'a draw of a bare number',
      () => compile((x: Value) => x.mul(new Random(1).next()))(x),
      /next: .*same numbers on every run/,
    ],
    ['no function', () => compile(3 as never), /expected a function, got number/],
    [
      'a listing before the first call',
      () => compile((x: Value) => x).program,
      /no program before the first call/,
    ],
    ['rounds that are no count', () => compile((x: Value) => x).iterate(-1, x), /0 or more, got -1/],
    [
      'a result of another form',
      () => compile((x: Value) => ({ x })).iterate(2, x),
      /form of the first argument/,
    ],
    [
      'a result of another shape',
      () => compile((x: Value) => x.sum()).iterate(2, x),
      /float64 \[\] where that was float64 \[2\]/,
    ],
    [
      'one Value that takes on two results',
      () => compile((xs: Value[]) => [xs[0].add(1), xs[1].add(2)]).iterate(2, [x, x]),
      /iterate: one Value, float64 \[2\], is in two places/,
    ],
    [
      'threads that are no count',
      () => compile((x: Value) => x.exp(), { target: 'webassembly', threads: 0 })(x),
      /threads: expected a whole number/,
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test('a Value kept from a trace that has ended', () => {
    let kept: Value | undefined;
    compile((x: Value) => {
      kept = x.exp();
      return kept;
    })(x);
    expect(() => kept!.toArray()).toThrow(/exp.* has no numbers.*kept after the trace/);
    expect(() => compile((y: Value) => y.add(kept!))(x)).toThrow(
      /exp.* has no numbers.*kept after the trace/,
    );
  });

  test('and a failed trace leaves arguments, state and later calls as they were', () => {
    const state = { w: value(3) };
    const f = compile(
      (x: Value, fail: boolean) => {
        state.w = state.w.mul(x).leaf(true);
        if (fail) state.w.item();
        return state.w;
      },
      { state },
    );
    expect(() => f(constant(2), true)).toThrow(/item\(\)/);
    expect(state.w.item()).toBe(3);
    expect(f(constant(2), false).item()).toBe(6);
    expect(state.w.item()).toBe(6);
  });
});

describe('what a compiled function tells of itself', () => {
  const f = compile((x: Value) => where(x.greater(0), x.mul(1).exp(), constant([2, 3]).add(1)), {
    target: 'webassembly',
    threads: 1,
  });

  test('is its program, with names, shapes, bytes and operations', () => {
    f(constant([1, 2], { name: 'height' }));
    expect(f.program).toMatch(/height +float64 \[2\] +16 B/);
    expect(f.program).toMatch(/= where .*float64 \[2\] +16 B +2 op/);
    expect(f.program).toMatch(/3 instructions, 6 op$/);
    expect(f.target).toBe('WebAssembly, 1 thread');
  });

  test('is each pass, with the program as it leaves it', () => {
    const passes = f.passes.map(({ pass }) => pass);
    expect(passes.slice(0, 2)).toEqual(['traced', 'dead code']);
    expect(f.passes[0].program).toContain(' mul ');
    expect(f.passes.some(({ program }) => program === f.program)).toBe(true);
    // And last, what the target made of it.
    expect(f.passes.at(-1)!.program).toMatch(/chain float64 \[2\]: greater exp where/);
    expect(f.program).not.toContain(' mul ');
  });
});
