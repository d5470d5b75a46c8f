import { checkGradients, constant, type Operand, Random, type Value, value, where } from '@chainrule/core';
import {
  type AttentionOptions,
  MultiheadAttention,
  scaledDotProductAttention,
  TransformerEncoderLayer,
} from '@chainrule/nn';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../scripts/test-support/close.ts';
import { type CompileOptions, compile } from '../src/index.ts';

/* Queries that may look at no key: of the three in each of two samples, the last of the first sample. */

const OPEN = [
  [true, false, true],
  [true, true, false],
  [false, false, false],
];
const ADDED = OPEN.map((row) => row.map((open) => (open ? 0.5 : -Infinity)));

const MASKS: Record<string, AttentionOptions & { attnMask: Operand }> = {
  'of booleans': { attnMask: constant(OPEN) },
  'of plain booleans': { attnMask: OPEN },
  'that is added': { attnMask: constant(ADDED) },
  'of plain numbers, and causal': { attnMask: ADDED, isCausal: true },
  'of booleans, with dropout': { attnMask: OPEN, dropout: 0.25, random: 3 },
};

const TARGETS: [string, CompileOptions][] = [
  ['JavaScript', { target: 'javascript' }],
  ['WebAssembly', { target: 'webassembly', threads: 1 }],
];

const inputs = (dtype: 'float64' | 'float32') => {
  const random = new Random(1);
  return [4, 4, 5].map((size) => value(random.normal([2, 3, size], { dtype })));
};

/** The output, its gradients where all of it counts, and those of the sum of squares of these. */
function derivatives([q, k, v]: Value[], options: AttentionOptions & { attnMask: Operand }): Value[] {
  const y = scaledDotProductAttention(q, k, v, options);
  const first = y.square().sum().backward({ createGraph: true });
  const slopes = [q, k, v].map((x) => first.of(x));
  const total = slopes.map((slope) => slope.square().sum()).reduce((a, b) => a.add(b));
  const second = total.backward();
  return [y, ...slopes, ...[q, k, v].map((x) => second.of(x))];
}

const isFinite = (x: Value) => expect(x.isFinite().all().item()).toBe(1);

describe.each(Object.entries(MASKS))('a mask %s', (name, options) => {
  test.each(['float64', 'float32'] as const)('gives 0 and finite derivatives in %s', (dtype) => {
    const [y, ...slopes] = derivatives(inputs(dtype), options);
    expect(y.select(2, { axis: 1 }).toArray()).toEqual([0, 1].map(() => [0, 0, 0, 0, 0]));
    for (const slope of slopes) isFinite(slope);
    expect(slopes[0].select(2, { axis: 1 }).toArray()).toEqual([0, 1].map(() => [0, 0, 0, 0]));
  });

  test.each(TARGETS)('is the same on %s', (_, target) => {
    for (const dtype of ['float64', 'float32'] as const) {
      const xs = inputs(dtype);
      const expected = derivatives(xs, options);
      const got = compile((...given: Value[]) => derivatives(given, options), target)(...xs);
      got.forEach((x, i) => {
        expectClose(x, expected[i], dtype === 'float32' ? 1e-4 : 1e-12);
      });
    }
  });

  test('leaves the other queries as they are without the one that sees nothing', () => {
    if (name.includes('dropout')) return;
    const [q, k, v] = inputs('float64');
    const rows = (x: Value) => x.narrow({ axis: -2, start: 0, length: 2 });
    const mask = options.attnMask as { narrow?: unknown };
    const fewer = { ...options, attnMask: rows(mask.narrow ? (mask as Value) : constant(mask as never)) };
    const [all, some] = [
      rows(scaledDotProductAttention(q, k, v, options)),
      scaledDotProductAttention(rows(q), k, v, fewer),
    ].map((y) => y.square().sum().backward());
    for (const x of [q, k, v]) expectClose(all.of(x), some.of(x), 1e-14);
  });
});

test('the derivatives are those of the values, to second order', () => {
  const [q, k, v] = inputs('float64').map((x) => x.narrow({ axis: -1, start: 0, length: 2 }));
  const f = ({ q, k, v }: Record<'q' | 'k' | 'v', Value>) =>
    scaledDotProductAttention(q, k, v, { attnMask: constant(ADDED) });
  expect(checkGradients(f, { q, k, v }, { order: 2, entries: 4 }).passed).toBe(true);
});

test('without any key the output is 0', () => {
  const [q, k, v] = [value([[1, 2]]), constant([], { shape: [0, 2] }), constant([], { shape: [0, 3] })];
  const y = scaledDotProductAttention(q, k, v, { attnMask: constant([], { shape: [1, 0], dtype: 'bool' }) });
  expect(y.toArray()).toEqual([[0, 0, 0]]);
  expect(y.sum().backward().of(q).toArray()).toEqual([[0, 0]]);
});

const X = new Random(2).normal([2, 3, 4]);

describe.each<[string, Parameters<MultiheadAttention['forward']>[3]]>([
  ['attnMask of booleans', { attnMask: constant(OPEN.map((row) => row.map((open) => !open))) }],
  ['attnMask of numbers', { attnMask: ADDED }],
  [
    'keyPaddingMask of booleans',
    {
      keyPaddingMask: [
        [true, true, true],
        [false, false, true],
      ],
    },
  ],
  [
    'keyPaddingMask of numbers',
    {
      keyPaddingMask: [
        [-Infinity, -Infinity, -Infinity],
        [0, 0, 0],
      ],
    },
  ],
  [
    'keyPaddingMask, causal',
    {
      keyPaddingMask: [
        [true, false, false],
        [false, true, true],
      ],
      isCausal: true,
    },
  ],
])('MultiheadAttention with %s', (_, options) => {
  const make = () => new MultiheadAttention(4, 2, { batchFirst: true, random: 5, dropout: 0.25 });
  const loss = (layer: MultiheadAttention, x: Value) => {
    const [y, weights] = layer.forward(x, x, x, options);
    return y
      .square()
      .sum()
      .add((weights as Value).square().sum());
  };

  test('has finite gradients, at once and compiled', () => {
    const [layer, ...others] = [make(), make(), make()];
    const x = value(X);
    const expected = loss(layer, x).backward();
    for (const each of [x, ...layer.parameters()]) isFinite(expected.of(each));
    const [, weights] = layer.eval().forward(x, x, x, options);
    isFinite(weights as Value);
    others.forEach((other, i) => {
      const found = compile(
        (at: Value) => {
          const gradients = loss(other, at).backward();
          return [at, ...other.parameters()].map((each) => gradients.of(each));
        },
        { ...TARGETS[i][1], state: other },
      )(x);
      [x, ...layer.parameters()].forEach((each, k) => {
        expectClose(found[k], expected.of(each), 1e-12);
      });
    });
  });
});

test('a padded sample leaves the gradients of a transformer layer finite, and those of the others as they are', () => {
  const layer = new TransformerEncoderLayer(4, 2, {
    dimFeedforward: 8,
    batchFirst: true,
    random: 6,
    dropout: 0,
  });
  const srcKeyPaddingMask = constant([
    [true, true, true],
    [false, false, false],
  ]);
  const whole = layer.forward(X, { srcKeyPaddingMask });
  const used = where(constant([[[0]], [[1]]]).greater(0), whole, 0);
  const one = X.narrow({ axis: 0, start: 1, length: 1 });
  const [padded, alone] = [used, layer.forward(one)].map((y) => y.square().sum().backward());
  for (const parameter of layer.parameters()) expectClose(padded.of(parameter), alone.of(parameter), 1e-12);
});
