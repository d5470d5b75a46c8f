import { readFileSync } from 'node:fs';
import type { Nested } from '@chainrule/core';
import { diagnose, type Language, parse } from '@chainrule/formula';
import { javascript, numpy, octave, programs, pytorch } from '@chainrule/formula/programs';
import { describe, expect, test } from 'vitest';

/** A whole pass as people write it, with which of its gradients are right (`python3 scripts/oracle/programs`). */
interface Pass {
  readonly language: string;
  readonly title: string;
  readonly at: Readonly<Record<string, Nested>>;
  readonly forward: string;
  readonly backward: string;
  readonly right: Readonly<Record<string, boolean>>;
  /** How the first wrong line begins. */
  readonly first: string | null;
}

const PASSES = JSON.parse(
  readFileSync(new URL('../read/programs/cases/passes.json', import.meta.url), 'utf8'),
) as readonly Pass[];

const LANGUAGES: Readonly<Record<string, Language>> = { numpy, octave, pytorch };

const graphOf = ({ forward, at }: Pick<Pass, 'forward' | 'at'>, syntax = programs) =>
  parse(forward, { syntax }).graph(at as Record<string, number>);

describe('a whole pass as a program', () => {
  test.each(PASSES.map((each) => [each.language, each.title, each] as const))(
    '%s: %s',
    (language, _, pass) => {
      const { forward, backward, first } = pass;
      const { result } = graphOf(pass, LANGUAGES[language]);
      const alone = diagnose(result, { derivation: backward });
      expect(alone.right).toBe(first === null);
      expect(alone.first?.startsWith(first ?? '') ?? first === null).toBe(true);
      const whole = diagnose(result, { derivation: forward + backward });
      expect(whole.right).toBe(first === null);
      expect(whole.parts.length).toBeGreaterThan(alone.parts.length);
      for (const { at, about } of whole.parts)
        expect((forward + backward).slice(at!.start, at!.end).replace(/\s+/g, ' ')).toBe(about);
    },
  );

  test('says why a line is wrong, and marks what does not belong there', () => {
    const pass = PASSES.find(({ title }) => title === 'the square is forgotten')!;
    const { result } = graphOf(pass);
    const { parts } = diagnose(result, { derivation: pass.backward });
    const wrong = parts.find(({ right }) => !right)!;
    expect(wrong.reasons[0]).toMatchObject({ kind: 'wrong-rule' });
    expect(wrong.reasons[0].message).toContain('the square is missing');
    expect(parts[0].note).toBe(
      'dZ2 is a constant times the gradient, and what is computed from it takes the constant back',
    );
  });

  test('a mask is the step to the gradient before the kink', () => {
    const pass = PASSES.find(({ title }) => title === 'softmax, as in a course')!;
    const { result } = graphOf(pass);
    const { parts } = diagnose(result, { derivation: pass.backward });
    const about = parts.map((each) => each.about);
    expect(about).toContain('dhidden = np.dot(dscores, W2.T)');
    expect(about).toContain('dhidden[hidden <= 0] = 0');
    const other = pass.backward.replace('dhidden[hidden <= 0] = 0', 'dhidden[hidden > 0] = 0');
    expect(diagnose(result, { derivation: other }).first).toBe('dhidden[hidden > 0] = 0');
  });

  test('in JavaScript too', () => {
    const { result } = parse('const out = 1 / (1 + Math.exp(-net));\nconst E = (t - out) ** 2 / 2;', {
      syntax: javascript,
    }).graph({ net: 0.3, t: 1 });
    const right = 'const dout = -(t - out);\nconst dnet = dout * out * (1 - out);';
    expect(diagnose(result, { derivation: right }).right).toBe(true);
    expect(diagnose(result, { derivation: right.replace('-(t', '(t') }).first).toBe('dout = (t - out)');
  });
});

describe('a claim as a program', () => {
  const forward =
    'm = X.shape[0]\nh = 1 / (1 + np.exp(-X @ w))\nJ = -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))';
  const at = {
    X: [
      [1, 2],
      [1, -1],
      [1, 0.5],
    ],
    w: [0.1, 0.2],
    y: [1, 0, 1],
  };
  const { result, nodes } = graphOf({ forward, at });
  const check = (claim: string) => diagnose(result, { wrt: nodes.get('w')!, claim });

  test.each([
    'X.T @ (h - y) / m',
    'X.T @ (h - y) / len(y)',
    'np.dot(X.T, h - y) / X.shape[0]',
    'np.mean((h - y)[:, None] * X, axis=0)',
    '((h - y) @ X) / 3',
    'err = h - y\nX.T.dot(err) / m',
    'err = h - y\ngrad = X.T.dot(err) / m',
    'grad = np.zeros_like(w)\ngrad += X.T.dot(h - y) / m',
    'dw = (1 / m) * X.T @ (h - y)',
    'lambda X, h, y: X.T @ (h - y) / m',
    'def gradient(w):\n    d = h - y\n    return X.T @ d / m',
  ])('%s is right', (claim) => {
    const found = check(claim);
    expect(found).toMatchObject({ verdict: 'right', provisos: [] });
    expect(found.readAs).toBeTypeOf('string');
  });

  test.each([
    ['X.T @ (h - y)', 'summed'],
    ['X.T @ (y - h) / m', 'sign'],
    ['2 * X.T @ (h - y) / m', 'factor'],
    ['X.T @ ((h - y) * h * (1 - h)) / m', 'twice'],
  ])('%s is wrong: %s', (claim, kind) => {
    expect(check(claim).reasons.map((each) => each.kind)).toContain(kind);
  });

  test('a wrong factor is marked in the text as it was written', () => {
    const { result: E, nodes: of } = graphOf({
      forward: 'out = 1 / (1 + np.exp(-net))\nE = (t - out)**2 / 2',
      at: { net: 0.3, t: 1 },
    });
    const claim = 'd = out*(1 - out)  # slope\n-(t - out) * d * np.exp(net)';
    const { misfits } = diagnose(E, { wrt: of.get('net')!, claim });
    expect(misfits.map(({ start, end }) => claim.slice(start, end))).toEqual(['np.exp(net)']);
  });

  test('names what the formula does not have, at its place', () => {
    const found = check('X.T @ (h - z) / m');
    expect(found.reasons[0]).toMatchObject({ kind: 'invalid' });
    expect(found.misfits).toEqual([{ start: 11, end: 12 }]);
  });

  test('about a formula in text is read in the language that is asked for', () => {
    const text = parse('J = sum((X @ w - y)^2)').graph(at);
    const claim = '2 * X.T @ (X @ w - y)';
    expect(() => diagnose(text.result, { wrt: text.nodes.get('w')!, claim })).toThrow(
      '@chainrule/formula/programs',
    );
    for (const syntax of [programs, numpy])
      expect(diagnose(text.result, { wrt: text.nodes.get('w')!, claim, syntax }).right).toBe(true);
    expect(
      diagnose(text.result, { wrt: text.nodes.get('w')!, claim: "2 * X' * (X * w - y)", syntax: octave })
        .right,
    ).toBe(true);
  });

  test('in Octave a vector is a column, and a column a vector', () => {
    const { result: J, nodes: of } = graphOf({
      forward: "m = length(y);\nJ = (X * theta - y)' * (X * theta - y) / (2 * m);",
      at: { X: at.X, theta: at.w, y: at.y },
    });
    const said = (claim: string) => diagnose(J, { wrt: of.get('theta')!, claim });
    expect(said("X' * (X * theta - y) / m").right).toBe(true);
    expect(said("((X * theta - y)' * X)' / m").right).toBe(true);
    expect(() => said('X * (X * theta - y)').toText()).not.toThrow();
  });

  test('its own language holds for both, where the signs of a claim show none', () => {
    const { result: f, nodes: of } = graphOf({
      forward: 'f = sum(sum((A * B) .^ 2))',
      at: {
        A: [
          [1, 2],
          [3, 4],
        ],
        B: [
          [1, 0],
          [2, 1],
        ],
      },
    });
    const found = diagnose(f, { wrt: of.get('A')!, claim: "2 * A * B * B'" });
    expect(found).toMatchObject({ right: true, readAs: "2·A @ B @ B'" });
  });
});
