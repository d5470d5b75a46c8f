import { backward, constant, hessian, matmul, mean, tanh, type Value, value } from '@chainrule/core';
import { type Derivation, type Equation, type Expression, explain, parse, toText } from '@chainrule/formula';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formulas, NAMES } from '../expression/expressions.ts';

const at = (names: readonly string[]) =>
  Object.fromEntries(
    names.map((name) => [name, [0.7, 1.3, 0.4, 2.1, 0.9][NAMES.indexOf(name.replace('w_5', 'w5'))]]),
  );

/** The lines of a text, without those that lead to a step and behind it. */
const stepText = (derivation: Derivation, id: string) =>
  derivation.step(id)!.equations.map(({ left, symbols, numbers, value: total }) =>
    [left, ...symbols, numbers, total]
      .filter((each) => each !== undefined)
      .map((each) => toText(each, { digits: 6 }))
      .join(' = '),
  );

const numberOf = (expression: Expression | undefined) =>
  expression?.kind === 'number' ? expression.value : Number.NaN;

/** A network of two scalar units that share an input and a bias. */
function network() {
  const [w, v, b] = [value(0.4, { name: 'w' }), value(-0.7, { name: 'v' }), value(0.1, { name: 'b' })];
  const x = constant(0.5, { name: 'x' });
  const h1 = w.mul(x).add(b).sigmoid().named('h1');
  const h2 = v.mul(x).add(b).sigmoid().named('h2');
  const E = h1.mul(h2).add(h1.square()).named('E');
  return { w, v, b, x, h1, h2, E };
}

describe('a derivation', () => {
  const nodes = network();
  const derivation = explain(nodes.E, { wrt: nodes.b, learningRate: 0.1 });

  test('goes forward, back and to the update', () => {
    expect(derivation.sections.map(({ title }) => title)).toEqual([
      'What is given',
      'Forward',
      'Backward',
      'Update',
    ]);
    expect(derivation.steps.map(({ id }) => id)).toEqual([
      'given',
      'forward h1',
      'forward h2',
      'forward E',
      'gradient h2',
      'gradient h1',
      'local h1/b',
      'local h2/b',
      'gradient b',
      'update b',
    ]);
  });

  test('shows formula, numbers and result of each landmark', () => {
    expect(stepText(derivation, 'forward h1')).toEqual([
      'h1 = sigmoid(w·x + b) = sigmoid(0.4·0.5 + 0.1) = 0.574443',
    ]);
    expect(stepText(derivation, 'local h1/b')).toEqual([
      '∂h1/∂b = h1 · (1 − h1) = 0.574443 · (1 − 0.574443) = 0.244458',
    ]);
  });

  test('adds up the paths term by term, and says why', () => {
    const step = derivation.step('gradient b')!;
    expect(stepText(derivation, 'gradient b')).toEqual([
      '∂E/∂h1 · ∂h1/∂b = 1.586709·0.244458 = 0.387884',
      '∂E/∂h2 · ∂h2/∂b = 0.574443·0.246134 = 0.14139',
      '∂E/∂b = ∂E/∂h1 · ∂h1/∂b + ∂E/∂h2 · ∂h2/∂b = 0.387884 + 0.14139 = 0.529274',
    ]);
    expect(
      step.notes.map((note) => note.map((part) => (typeof part === 'string' ? part : toText(part))).join('')),
    ).toEqual(['b feeds h1 and h2: what comes back over each path is added up.']);
    expect(step.uses).toEqual(['gradient h1', 'local h1/b', 'gradient h2', 'local h2/b']);
  });

  test('updates against the gradient', () => {
    expect(stepText(derivation, 'update b')).toEqual(['b⁺ = b − η · ∂E/∂b = 0.1 − 0.1·0.529274 = 0.0470726']);
  });

  test('refers only to steps that it has, each under an id of its own', () => {
    for (const each of [
      derivation,
      explain(nodes.E, { level: 'full' }),
      explain(nodes.E, { wrt: nodes.w, order: 2 }),
    ]) {
      const ids = each.steps.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { uses } of each.steps) for (const id of uses) expect(ids).toContain(id);
    }
  });

  test('is plain data', () => {
    const { sections } = JSON.parse(JSON.stringify(derivation));
    expect(sections[1].steps[0].equations[0].left).toEqual({ kind: 'name', name: 'h1' });
  });

  test('of all parameters says once what they share', () => {
    const all = explain(nodes.E);
    expect(all.wrt.map((each) => toText(each))).toEqual(['w', 'b', 'v']);
    expect(all.steps.filter(({ id }) => id === 'gradient h1')).toHaveLength(1);
    expect(all.steps.length).toBeLessThan(
      ['w', 'b', 'v'].reduce(
        (sum, name) => sum + explain(nodes.E, { wrt: nodes[name as 'w'] }).steps.length,
        0,
      ),
    );
  });
});

test('what enters a formula twice is differentiated in both places', () => {
  const x = value(3, { name: 'x' });
  const y = x.mul(x.exp()).named('y');
  expect(stepText(explain(y), 'gradient x')).toEqual([
    '∂y/∂x = exp(x) + x·exp(x) = exp(3) + 3·exp(3) = 80.342148',
  ]);
});

describe('every equation of a random formula', () => {
  const settled = (x: number) => Number.isFinite(x) && Math.abs(x) < 1e4;

  /** Checks numbers against the value, where there are numbers to compute. */
  function check({ left, numbers, value: total }: Equation): number {
    if (!numbers || !total || !settled(numberOf(total))) return 0;
    const computed = parse(toText(numbers))().item();
    // Differences of large numbers lose what the digits of each can tell.
    if (!settled(computed)) return 0;
    expect(Math.abs(computed - numberOf(total)), `${toText(left)} = ${toText(numbers)}`).toBeLessThan(
      1e-6 * Math.max(1, Math.abs(numberOf(total))),
    );
    return 1;
  }

  test.each(['normal', 'full'] as const)('comes to its value: %s', (level) => {
    let checked = 0;
    fc.assert(
      fc.property(formulas, formulas, (inner, outer) => {
        const f = parse(`u = ${toText(inner)}\ny = (${toText(outer)}) + u * a`);
        const { result } = f.graph(at(f.names));
        const gradients = backward(result);
        fc.pre(settled(result.item()) && f.names.every((name) => settled(gradientAt(f, name))));
        for (const { equations } of explain(result, { level }).steps)
          for (const each of equations) checked += check(each);
        expect(gradients).toBeDefined();
      }),
      { numRuns: 120 },
    );
    expect(checked).toBeGreaterThan(300);
  });

  test('ends in what finite differences measure', () => {
    fc.assert(
      fc.property(formulas, (expression) => {
        const f = parse(`u = ${toText(expression)}\ny = u * a + b`);
        const point = at(f.names);
        const { result } = f.graph(point);
        // Beside a huge number a small step is lost.
        fc.pre(settled(result.item()));
        const derivation = explain(result);
        for (const name of f.names) {
          const slope = (h: number) =>
            (f({ ...point, [name]: point[name] + h }).item() -
              f({ ...point, [name]: point[name] - h }).item()) /
            (2 * h);
          const [coarse, fine] = [slope(1e-4), slope(1e-5)];
          const shown = numberOf(derivation.step(`gradient ${name}`)?.equations.at(-1)?.value);
          // Where differences disagree among themselves they say nothing.
          if (!settled(fine) || Math.abs(coarse - fine) > 1e-5 * Math.max(1, Math.abs(fine))) continue;
          // A chain through an infinite slope, times 0, has no number: √0 inside of a constant, say.
          if (!settled(gradientAt(f, name))) continue;
          expect(Math.abs(shown - fine), `∂/∂${name} of ${f}`).toBeLessThan(
            1e-4 * Math.max(1, Math.abs(fine)),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  function gradientAt(f: ReturnType<typeof parse>, name: string): number {
    const { result, nodes } = f.graph(at(f.names));
    return backward(result).of(nodes.get(name)!).item();
  }
});

describe('arrays', () => {
  const X = constant(
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    { name: 'X' },
  );
  const Y = constant([[1], [0], [1]], { name: 'Y' });
  const W = value([[0.5], [-0.6]], { name: 'W' });
  const b = value([0.1], { name: 'b' });
  const P = tanh(matmul(X, W).add(b)).named('P');
  const L = mean(P.sub(Y).square()).named('L');
  const derivation = explain(L, { learningRate: 0.5 });

  test('are differentiated in matrix form', () => {
    const formulasOf = (id: string) =>
      derivation
        .step(id)!
        .equations.at(-1)!
        .symbols.map((each) => toText(each));
    expect(formulasOf('gradient P')).toEqual(['2 · (P − Y)/3']);
    expect(formulasOf('gradient u1')).toEqual(['∂L/∂P · (1 − P²)']);
    expect(formulasOf('gradient W')).toEqual(["X' @ ∂L/∂u1"]);
    expect(formulasOf('gradient b')).toEqual(['sum(∂L/∂u1, axis=0)']);
  });

  test('say how shapes come out, and over what a broadcast is summed', () => {
    const notes = (id: string) =>
      derivation
        .step(id)!
        .notes.map((note) => note.map((part) => (typeof part === 'string' ? part : toText(part))).join(''));
    expect(notes('gradient W')).toEqual(['Shapes: [2, 3] @ [3, 1] gives [2, 1], that of W.']);
    expect(notes('gradient b')).toEqual([
      'b served every entry along axis 0 (3 entries): its gradient is the sum over them.',
    ]);
  });

  test('come to what backward finds', () => {
    const gradients = backward(L);
    for (const node of [W, b]) {
      const { value: shown } = derivation.step(`gradient ${node.name}`)!.equations.at(-1)!;
      expect(parse(toText(shown!))().toArray()).toEqual(gradients.of(node).toArray());
    }
  });

  test('with too many numbers are spoken of by their shape', () => {
    const w = value(new Float64Array(100).fill(0.1), { name: 'w' });
    const { equations } = explain(w.square().sum().named('E')).step('gradient w')!;
    expect(equations[0]).toMatchObject({ shape: [100], value: undefined, numbers: undefined });
    expect(toText(equations[0].symbols[0])).toBe('2·w');
    expect(explain(w.square().sum().named('E')).toText()).toContain('(100 numbers)');
  });

  test('of one name are told apart by their places in the tree', () => {
    const layer = (rows: number, columns: number) => ({
      weight: value(new Float64Array(rows * columns).fill(0.3), { shape: [rows, columns], name: 'weight' }),
    });
    const model = { first: layer(2, 2), second: layer(2, 1) };
    const out = matmul(tanh(matmul(X, model.first.weight)), model.second.weight);
    const ids = explain(mean(out.sub(Y).square()).named('L'), { wrt: model }).steps.map(({ id }) => id);
    expect(ids).toContain('gradient first.weight');
    expect(ids).toContain('gradient second.weight');
  });
});

describe('second derivatives', () => {
  const f = parse('E = 1/2 * (t - out)^2; out = sigmoid(net); net = w * x + b');
  const point = { t: 0.01, w: 0.4, x: 0.59, b: 0.6 };

  test('are those of hessian', () => {
    const { result, nodes } = f.graph(point);
    const derivation = explain(result, { wrt: nodes.get('w')!, order: 2 });
    const last = derivation.step('again gradient w')!.equations.at(-1)!;
    const second = hessian((w: Value) => f({ ...point, w }))(point.w).item();
    expect(toText(last.left)).toBe('∂²E/∂w²');
    expect(numberOf(last.value)).toBeCloseTo(second, 14);
  });

  test('are zero, and said to be, where the gradient does not change', () => {
    const w = value(2, { name: 'w' });
    const derivation = explain(w.mul(3).named('E'), { wrt: w, order: 2 });
    expect(stepText(derivation, 'again gradient w')).toEqual(['∂²E/∂w² = 0']);
  });
});

describe('levels', () => {
  const { E, b } = network();

  test('brief shows the gradients alone', () => {
    const kinds = new Set(explain(E, { wrt: b, level: 'brief' }).steps.map(({ kind }) => kind));
    expect([...kinds]).toEqual(['gradient']);
  });

  test('full names every operation, and shows rules before they are simplified', () => {
    const t = value(1, { name: 't' });
    const out = value(0.3, { name: 'out' });
    const derivation = explain(t.sub(out).square().mul(0.5).named('E'), { wrt: out, level: 'full' });
    expect(stepText(derivation, 'local u1/out')).toEqual(['∂u1/∂out = −1']);
    expect(stepText(derivation, 'local u2/u1')).toEqual(['∂u2/∂u1 = 1 · (2·u1) = 2·u1 = 2·0.7 = 1.4']);
  });

  test('long sections are folded', () => {
    let h = value(0.5, { name: 'h0' });
    for (let k = 1; k <= 80; k++) h = h.sin().named(`h${k}`);
    const [normal, full] = [explain(h), explain(h, { level: 'full' })];
    expect(normal.sections.map(({ folded }) => folded)).toContain(true);
    expect(full.sections.map(({ folded }) => folded)).not.toContain(true);
    expect(normal.toText()).toMatch(/… \d+ more steps \(level: 'full' shows them\)/);
    expect(normal.toMarkdown()).toContain('<details>');
    expect(normal.toText().length).toBeLessThan(full.toText().length / 2);
  });
});

describe('what cannot be explained', () => {
  const w = value(1, { name: 'w' });

  test.each([
    ['no Value', () => explain(3 as never), 'explain: expected the Value to be differentiated, got 3'],
    [
      'an array',
      () => explain(value([1, 2], { name: 'v' }).mul(2).named('z')),
      'explain: expected a scalar to differentiate, got z [2] (sum or mean makes one, or an entry by its index)',
    ],
    [
      'a constant',
      () => explain(constant(2, { name: 'c' })),
      'explain: c has no leaf that wants a gradient: make parameters with value(…), or say wrt',
    ],
    [
      'another graph',
      () => explain(w.mul(2).named('E'), { wrt: value(3, { name: 'other' }) }),
      'explain: E does not depend on other in a way that has a derivative (a constant, or of another graph?)',
    ],
    [
      'a level',
      () => explain(w.mul(2), { level: 'all' as never }),
      'explain: level: expected brief, normal, full, got the string "all"',
    ],
    ['an order', () => explain(w.mul(2), { order: 3 as never }), 'explain: order: expected 1 or 2, got 3'],
    [
      'a second derivative by two',
      () => explain(w.mul(value(2, { name: 'v' })), { order: 2 }),
      'explain: a second derivative is taken with respect to one scalar, got 2 nodes (hessian computes the others)',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});

describe('a chain of thousands of operations', () => {
  const chain = (length: number, f: (x: Value) => Value) => {
    let y = value(0.5, { name: 'x' });
    for (let i = 1; i <= length; i++) y = f(y).named(`y_${i}`);
    return explain(y);
  };

  test('of derivative 1 is explained', () => {
    expect(
      chain(10_000, (x) => x.add(1))
        .step('gradient x')
        ?.equations.at(-1)?.value,
    ).toMatchObject({ value: 1 });
  });

  test('is not written as one product where nobody would read it', () => {
    const ofKind = (derivation: Derivation, kind: string) =>
      derivation.steps.filter((step) => step.kind === kind).length;
    const [short, long] = [chain(50, (x) => x.sin()), chain(1_000, (x) => x.sin())];
    expect([ofKind(short, 'goal'), ofKind(short, 'product')]).toEqual([1, 1]);
    expect([ofKind(long, 'goal'), ofKind(long, 'product')]).toEqual([0, 0]);
    expect(ofKind(long, 'gradient')).toBe(1_000);
  });
});
