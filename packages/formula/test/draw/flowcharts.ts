import { constant, type Value, value } from '@chainrule/core';
import { type DrawOptions, toMermaid } from '@chainrule/formula';
import fc from 'fast-check';
import { tutorialB } from '../diagnose/tutorial-b.ts';

/** Texts that mean something to Mermaid, Markdown, HTML or JavaScript. */
export const HOSTILE = [
  'end',
  '1. a',
  '- a',
  '`a`',
  '#35;',
  '%%{init: {}}%%',
  '<script>alert(1)</script>',
  '"]; a --> b',
  '$$x$$',
  'fa:fa-car',
  'style a:#1;',
  'a\u0000\n\ud800',
  '**a** _b_ ~c~',
  'flowchart LR',
  'a..b',
  '.',
  'constructor',
  '__proto__',
];

/** A layer of a perceptron over a batch. */
const layer = (x: Value, name: string, [rows, columns]: readonly [number, number]) =>
  x
    .matmul(
      value(new Float64Array(rows * columns).fill(0.5), { shape: [rows, columns], name: `${name}.weight` }),
    )
    .add(value(new Float64Array(columns), { name: `${name}.bias` }));

function perceptron(): Value {
  const x = constant([[1, 2], [3, 4], [5, 6]], { name: 'x' }); // biome-ignore format: a matrix
  const hidden = layer(x, 'net.hidden', [2, 3]).tanh();
  return layer(hidden, 'net.out', [3, 1]).sub(constant([[1], [2], [3]])).square().mean().named('loss'); // biome-ignore format: a chain
}

function chain(length: number, nameEvery: number): Value {
  const w = value(0.5, { name: 'w' });
  let y = constant(1, { name: 'x' });
  for (let i = 1; i <= length; i++) {
    y = y.mul(w).add(1);
    if (i % nameEvery === 0) y = y.named(`y${i}`);
  }
  return y;
}

/** A sum that grows in pairs, so that the picture is not as deep as it is long. */
function sumOf(terms: readonly Value[]): Value {
  const half = Math.ceil(terms.length / 2);
  return terms.length === 1 ? terms[0] : sumOf(terms.slice(0, half)).add(sumOf(terms.slice(half)));
}

/** Two layers, of so many units and of two, all without names. */
function unnamed(units: number): Value {
  const unit = (xs: readonly Value[]) => sumOf(xs.map((x) => x.mul(value(0.25)))).tanh();
  const inputs = [1, 2, 3].map((x) => constant(x));
  const hidden = Array.from({ length: units }, () => unit(inputs));
  return unit(hidden).add(unit(hidden)).named('y');
}

function hostile(): Value {
  const leaves = HOSTILE.map((name, i) => value(i, { name }));
  return leaves.reduce((sum, leaf) => sum.mul(leaf.name!.length).add(leaf).named(leaf.name!));
}

function withGradients(): Value {
  const x = constant(0.5, { name: 'x' });
  const y = value(0.5, { name: 'w' }).mul(x).sub(1).square().named('y');
  y.backward();
  return y;
}

const everyKind = () => {
  const A = value([[1, 2], [3, 4]], { name: 'A' }); // biome-ignore format: a matrix
  const large = value(new Float32Array(640), { shape: [8, 8, 10] });
  return A.matmul(A).transpose().greater(2).where(A.pow(2), A.div(2)).sum().add(large.mean()).abs().sqrt();
};

/** Flowcharts of graphs of every kind, by their names; Mermaid's own parser has accepted each. */
export const FLOWCHARTS: Readonly<Record<string, () => string>> = {
  leaf: () => toMermaid(value(3)),
  gradients: () => toMermaid(withGradients(), { title: 'one "weight": C:\\' }),
  'every-kind': () => toMermaid(everyKind(), { direction: 'TB' }),
  'tutorial-b': () => toMermaid(tutorialB().E),
  'tutorial-b-by-names': () => toMermaid(tutorialB().E, { fold: 'names' }),
  'tutorial-b-by-groups': () => toMermaid(tutorialB().E, { fold: 'groups' }),
  perceptron: () => toMermaid(perceptron()),
  'perceptron-by-groups': () => toMermaid(perceptron(), { fold: 'groups' }),
  chain: () => toMermaid(chain(60, 7)),
  'chain-in-steps': () => toMermaid(chain(20_000, 100)),
  unnamed: () => toMermaid(unnamed(24)),
  'unnamed-alike': () => toMermaid(unnamed(300)),
  hostile: () => toMermaid(hostile(), { title: HOSTILE.join(' ') }),
  'hostile-layers': () =>
    toMermaid(hostile(), { group: ({ name }) => name && `${name}.${name.length % 3}`, fold: 'groups' }),
};

/** Any text of a user. */
export const anyText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.constantFrom(...HOSTILE),
);

/** Flowcharts of random graphs with any names, layers and title. */
export const anyFlowchart: fc.Arbitrary<string> = fc
  .record({
    steps: fc.array(
      fc.record({
        operation: fc.constantFrom('add', 'sub', 'mul', 'div', 'maximum'),
        a: fc.nat(),
        b: fc.nat(),
        name: fc.option(anyText),
        group: fc.option(anyText),
      }),
      { minLength: 1, maxLength: 40 },
    ),
    leaf: anyText,
    title: anyText,
    fold: fc.constantFrom('auto', 'none', 'names', 'groups'),
  } as const)
  .map(({ steps, leaf, title, fold }) => {
    const nodes = [value(1, { name: leaf }), constant(2), value(3)];
    const groups = new Map<Value, string | null>();
    for (const { operation, a, b, name, group } of steps) {
      const y = nodes[a % nodes.length][operation](nodes[nodes.length - 1 - (b % 3)]);
      nodes.push(name === null ? y : y.named(name));
      groups.set(nodes[nodes.length - 1], group);
    }
    const options: DrawOptions = { title, fold, group: (node) => groups.get(node) ?? undefined };
    return toMermaid(nodes[nodes.length - 1], options);
  });
