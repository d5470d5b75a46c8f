import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  constant,
  ndtr,
  Random,
  ravel,
  type Tree,
  unflatten,
  type Value,
  value,
  valueAndGrad,
} from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { type SourceOptions, toSource } from '../../src/index.ts';
import { array } from './cases.ts';
import { numbersIn, temporaryFolder, typeErrors } from './support.ts';

const write = temporaryFolder();
let files = 0;

/** The function that a text exports, run far from any package. */
async function load(text: string, name = 'f'): Promise<(...xs: unknown[]) => unknown> {
  const module = await import(pathToFileURL(write(`source${files++}.mjs`, text)).href);
  return module[name];
}

const WEIGHTS = { w1: 0.15, w2: 0.2, w3: 0.25, w4: 0.3, w5: 0.4, w6: 0.45, w7: 0.5, w8: 0.55 };
type Weights = Record<keyof typeof WEIGHTS, Value>;

const weights = () =>
  Object.fromEntries(Object.entries(WEIGHTS).map(([name, w]) => [name, value(w)])) as Weights;

/** Mazur's 2-2-2 network. */
function network(w: Weights): Value {
  const net_h1 = w.w1.mul(0.05).add(w.w2.mul(0.1)).add(0.35).named('net_h1');
  const net_h2 = w.w3.mul(0.05).add(w.w4.mul(0.1)).add(0.35).named('net_h2');
  const [out_h1, out_h2] = [net_h1.sigmoid().named('out_h1'), net_h2.sigmoid().named('out_h2')];
  const out_o1 = w.w5.mul(out_h1).add(w.w6.mul(out_h2)).add(0.6).sigmoid().named('out_o1');
  const out_o2 = w.w7.mul(out_h1).add(w.w8.mul(out_h2)).add(0.6).sigmoid().named('out_o2');
  const error = (target: number, out: Value) => constant(target).sub(out).square().mul(0.5);
  return error(0.01, out_o1).add(error(0.99, out_o2)).named('E_total');
}

const descend = (w: Weights): Weights => {
  const { gradient } = valueAndGrad(network)(w);
  return Object.fromEntries(
    Object.entries(w).map(([name, x]) => [name, x.sub(gradient[name as keyof Weights].mul(0.5))]),
  ) as Weights;
};

describe('A function as text', () => {
  test('reads as its author would write it', () => {
    expect(
      toSource(network, [weights()], { name: 'error' }),
    ).toBe(`// Written by @chainrule/compile. It needs no package.

function sigmoid(x) {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

export function error({ w1, w2, w3, w4, w5, w6, w7, w8 }) {
  const net_h1 = w1 * 0.05 + w2 * 0.1 + 0.35;
  const net_h2 = w3 * 0.05 + w4 * 0.1 + 0.35;
  const out_h1 = sigmoid(net_h1);
  const out_h2 = sigmoid(net_h2);
  const out_o1 = sigmoid(w5 * out_h1 + w6 * out_h2 + 0.6);
  const out_o2 = sigmoid(w7 * out_h1 + w8 * out_h2 + 0.6);
  const t = 0.01 - out_o1;
  const t_2 = 0.99 - out_o2;
  const E_total = t * t * 0.5 + t_2 * t_2 * 0.5;
  return E_total;
}
`);
  });

  test('gives the value and the gradient', async () => {
    const f = await load(toSource(network, [weights()], { what: 'valueAndGradient' }));
    const { value: expected, gradient } = valueAndGrad(network)(weights());
    expect(f(WEIGHTS)).toEqual({
      value: expected.item(),
      gradient: Object.fromEntries(
        Object.entries(gradient).map(([name, g]) => [name, expect.closeTo(g.item(), 14)]),
      ),
    });
  });

  test('is a whole training step, and 10,000 of them are what eager makes', async () => {
    const f = await load(toSource(descend, [weights()]));
    let [compiled, eager]: [unknown, Weights] = [WEIGHTS, weights()];
    for (let round = 0; round < 200; round++) [compiled, eager] = [f(compiled), descend(eager)];
    expect(numbersIn(compiled)).toEqual(numbersIn(eager).map((x) => expect.closeTo(x, 12)));
  });

  test('takes and gives trees of the form that was shown', async () => {
    const inputs: [{ layers: Value[]; unread: Value }, Value[], Value] = [
      { layers: [value([[1, 2], [3, 4]]), value([5, 6])], unread: value(1) }, // biome-ignore format: a matrix
      [value(2), value(3)],
      value([[1]]),
    ];
    const f = ({ layers: [W, b] }: { layers: Value[] }, [, x]: Value[], same: Value): Tree => ({
      sums: [W.sum(), W.add(b).mul(x)],
      same,
      kind: 'it\'s "a"\n',
      none: null,
      empty: [],
    });
    const given = [{ layers: [[[1, 2], [3, 4]], [5, 6]], unread: 1 }, [2, 3], [[1]]]; // biome-ignore format: as above
    const result = { sums: [10, [[18, 24], [24, 30]]], same: [[1]], kind: "it's \"a\"\n", none: null, empty: [] }; // biome-ignore format: as above
    expect((await load(toSource(f, inputs)))(...given)).toEqual(result);
    const flat = toSource(f, inputs, { arrays: 'flat', language: 'javascript' });
    const arrays = [
      { layers: [Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6)], unread: 1 },
      [2, 3],
      Float64Array.of(1),
    ];
    expect((await load(flat))(...arrays)).toEqual({
      ...result,
      sums: [10, Float64Array.of(18, 24, 24, 30)],
      same: Float64Array.of(1),
    });
  });

  test('takes and gives what stands in a module, without its functions', async () => {
    const layer = (W: Value) => ({ weight: W, units: 3, activation: Math.tanh });
    const model = [layer(array([2, 3])), Math.tanh, layer(array([3, 2], 2))] as const;
    const f = ([first, activation, last]: typeof model): Tree => [
      { ...first, weight: first.weight.mul(2) },
      activation,
      { ...last, weight: last.weight.add(first.weight.sum()) },
    ];
    const text = toSource(f, [model], { language: 'typescript', name: 'step' });
    const twice = `${text}\nexport const twice = (model: Parameters<typeof step>[0]) => step(step(model));\n`;
    expect(typeErrors([write('module.ts', twice)])).toEqual([]);
    const given = [{ weight: model[0].weight.toArray() }, null, { weight: model[2].weight.toArray() }];
    const result = (await load(toSource(f, [model])))(given);
    expect(result).toMatchObject([{ units: 3 }, null, { units: 3 }]);
    expect(numbersIn(result)).toEqual(numbersIn(f(model)).map((x) => expect.closeTo(x, 12)));
  });

  test('does not hand out what it was given, nor what it keeps', async () => {
    const kept = constant(new Float64Array(100).fill(2));
    const f = await load(
      toSource((x: Value): Tree => [x, kept, x.mul(kept)], [array([100])], { arrays: 'flat' }),
    );
    const x = new Float64Array(100).fill(3);
    const [same, constants] = f(x) as Float64Array[];
    same[0] = 9;
    constants[0] = 9;
    expect(x[0]).toBe(3);
    expect((f(x) as Float64Array[]).map((y) => y[0])).toEqual([3, 2, 6]);
  });
});

describe('Names', () => {
  const HOSTILE = [
    'a"];process.exit()//', '__proto__', 'constructor', 'class', 'await', 'arguments', 'eval', 'Math', 'sigmoid', 'f', '1st', '',
    '*/ alert(1) /*', ['$', '{process.exit()}'].join(''), '`', "'", '\\', '\n', '\u2028', 'σ(net₁)', '变量', '𝒳', 'x y', 'x', 'x', 'x_2', 't', '🙂',
    'a'.repeat(500), 'undefined', 'NaN', 'Float64Array', 'toString', 'hasOwnProperty', '</script>', 'i0', 'y', 'rows',
  ]; // biome-ignore format: a list of names

  /** Sums of squares of inputs that are called all of this, under keys that are called so too. */
  const inputs = () => {
    const tree: Record<string, Value> = {};
    for (const [i, name] of HOSTILE.entries())
      Object.defineProperty(tree, name, {
        value: value(i, { name }),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return tree;
  };
  const squares = (xs: Record<string, Value>) => {
    const made: Record<string, Value> = {};
    for (const name of Object.keys(xs))
      Object.defineProperty(made, name, {
        value: xs[name].square().add(1).sigmoid().named(name),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return made;
  };

  test('of any kind do no harm, and are kept as keys', async () => {
    const given = inputs();
    const numbers: Record<string, number> = {};
    for (const name of Object.keys(given))
      Object.defineProperty(numbers, name, { value: given[name].item(), enumerable: true });
    const text = toSource(squares, [given]);
    const result = (await load(text))(numbers) as Record<string, number>;
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(Object.entries(result)).toEqual(
      Object.entries(squares(given)).map(([name, y]) => [name, y.item()]),
    );
  });

  test('of any kind give text that the compiler takes', () => {
    const text = toSource(squares, [inputs()], { language: 'typescript' });
    expect(typeErrors([write('names.ts', text)])).toEqual([]);
  });

  test('of arrays in loops do not meet those of the loops', async () => {
    const names = ['i0', 'y', 'x', 'v1', 'sums', 'x0'];
    const xs = names.map((name, i) => value(array([9, 9], i + 1), { name }));
    const f = (xs: Value[]) =>
      xs.reduce((sum, x) => sum.add(x.matmul(x).tanh().named(x.name!)).sum({ axis: 0 }));
    const result = (await load(toSource(f, [xs])))(xs.map((x) => x.toArray()));
    expect(numbersIn(result)).toEqual(numbersIn(f(xs)).map((x) => expect.closeTo(x, 12)));
  });
});

describe('What is written', () => {
  const examples: [string, string][] = [
    ['scalars', toSource(descend, [weights()], { language: 'typescript' })],
    ['small', toSource((x: Value) => x.softmax().matmul(x), [array([3, 3])], { language: 'typescript' })],
    [
      'large',
      toSource(
        (x: Value, W: Value): Tree => ({
          y: x.matmul(W).gelu().add(x.sum().lgamma()),
          top: x.max({ axis: 0 }),
        }),
        [array([20, 5]), array([5, 7])],
        { language: 'typescript' },
      ),
    ],
    [
      'pow',
      toSource((x: Value) => x.pow(2.5).round().logAddExp(1), [value(2)], { what: 'valueAndGradient' }),
    ],
  ];

  test('passes the linter with its recommended rules', () => {
    const paths = examples.map(([name, text]) => write(`${name}.${name === 'pow' ? 'js' : 'ts'}`, text));
    const biome = join(
      dirname(createRequire(import.meta.url).resolve('@biomejs/biome/package.json')),
      'bin/biome',
    );
    const options = { cwd: dirname(paths[0]), encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [biome, 'lint', '--error-on-warnings', ...paths],
      options,
    );
    expect(stdout + stderr).toContain('Checked 4 files');
    expect(status).toBe(0);
  });

  test('runs by itself', () => {
    const file = write(
      'alone.mjs',
      `${toSource(network, [weights()])}\nconsole.log(f(${JSON.stringify(WEIGHTS)}));`,
    );
    expect(file.startsWith(process.cwd())).toBe(false);
    const printed = execFileSync(process.execPath, [file], { cwd: dirname(file), encoding: 'utf8' });
    expect(Number(printed)).toBeCloseTo(0.2983711087600027, 15);
  });
});

describe('What cannot be written is refused', () => {
  const x = value(array([3, 3]), { name: 'x' });
  test.each([2, 9])('writes another shape as the same numbers, of matrices of %i', (n) => {
    const f = (x: Value) => unflatten(ravel(x), 0, [n, n]).mul(2);
    expect(toSource(f, [value(new Random(1).normal([n, n]))])).not.toMatch(/reshape|ravel|unflatten/);
  });

  test.each([
    ['an operation without a form', (x: Value): Tree => ndtr(x).named('p'), {}, 'toSource: ndtr → '],
    ['an operation of many numbers', (x: Value): Tree => x.sort(), {}, 'argSort → a value [3, 3]'],
    ['random numbers', (x: Value): Tree => x.add(new Random(1).normal([])), {}, 'has no form as source text'],
    ['a result that is no tree', (x: Value): Tree => [x, new Date()], {}, '[object Date]'],
    [
      'a name that is none',
      (x: Value): Tree => x,
      { name: 'a b' },
      'expected name to be a name for a function, got "a b"',
    ],
    [
      'a name that is no text',
      (x: Value): Tree => x,
      { name: 5 as unknown as string },
      'expected name to be a name for a function, got 5',
    ],
    [
      'another language',
      (x: Value): Tree => x,
      { language: 'rust' as 'javascript' },
      'javascript or typescript, got "rust"',
    ],
    [
      'another thing',
      (x: Value): Tree => x,
      { what: 'step' as 'forward' },
      'forward or valueAndGradient, got "step"',
    ],
    [
      'arrays of another form',
      (x: Value): Tree => x,
      { arrays: 'jagged' as 'flat' },
      'nested or flat, got "jagged"',
    ],
    ['a number that is read', (x: Value): Tree => x.sum().item(), {}, 'item()'],
  ] as [string, (x: Value) => Tree, SourceOptions, string][])('%s', (_, f, options, message) => {
    expect(() => toSource(f, [x], options)).toThrow(message);
  });
});
