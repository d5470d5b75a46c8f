import { readFileSync } from 'node:fs';
import { parse } from '@chainrule/formula';
import { ComputeEngine } from '@cortex-js/compute-engine';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

/*
 * Another reader of LaTeX, which knows nothing of this one: where both make a number of a text, it is the same number.
 */

const engine = new ComputeEngine();

// It prints what it cannot make a type of.
beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const SPELLED =
  'α alpha β beta γ gamma δ delta ε epsilon θ theta κ kappa λ lambda μ mu ρ rho σ sigma τ tau ω omega'.split(
    ' ',
  );

/** What a text comes to for the other reader; undefined where it makes no number of it. */
function engineOf(latex: string, at: Readonly<Record<string, number>>): number | undefined {
  try {
    // Its logarithm without a base is that to base 10.
    const expression = engine.parse(latex.replaceAll(/\\log(?![A-Za-z_])/g, '\\ln'));
    if (!expression.isValid) return undefined;
    const given = Object.entries(at).map(([name, x]) => [SPELLED[SPELLED.indexOf(name) + 1], x] as const);
    const named = Object.keys(at).map(
      (name, k) => [SPELLED.includes(name) ? given[k][0] : name, at[name]] as const,
    );
    return finite(expression.subs(Object.fromEntries(named)).N().valueOf());
  } catch {
    return undefined;
  }
}

function ownOf(latex: string, at: Readonly<Record<string, number>>): number | undefined {
  try {
    const formula = parse(latex, { syntax: 'latex' });
    return finite(formula(Object.fromEntries(formula.names.map((name) => [name, at[name]]))).item());
  } catch {
    return undefined;
  }
}

const finite = (x: unknown) => (typeof x === 'number' && Number.isFinite(x) ? x : undefined);

const isSame = (a: number, b: number) => Math.abs(a - b) <= 1e-8 * (1 + Math.abs(a));

/** Texts that both read, and those of them that they read differently. */
function compare(
  texts: readonly { readonly latex: string; readonly at: Readonly<Record<string, number>> }[],
) {
  const both = texts.flatMap(({ latex, at }) => {
    const [own, other] = [ownOf(latex, at), engineOf(latex, at)];
    return own === undefined || other === undefined ? [] : [{ latex, own, other }];
  });
  return { read: both.length, different: both.filter(({ own, other }) => !isSame(own, other)) };
}

test("people's texts are read alike", () => {
  const { cases } = JSON.parse(readFileSync(new URL('../fixtures/latex.json', import.meta.url), 'utf8'));
  const { read, different } = compare(
    cases.filter((each: { value: unknown }) => typeof each.value === 'number'),
  );
  expect(different).toEqual([]);
  expect(read).toBeGreaterThan(80);
});

const AT = { x: 0.7, y: 1.3, z: 0.4, a: 2.1, θ: 0.6 };

/** Functions without parentheses stand last: the other reader takes what is multiplied behind their operand for a part of it. */
const BARE = fc
  .tuple(
    fc.constantFrom(
      ...'\\sin \\cos \\tan \\exp \\ln \\tanh \\arctan \\sin^2 \\cos^{2} \\sec \\cot'.split(' '),
    ),
    fc.constantFrom(' x', ' 2x', '\\theta', ' x^2', '\\frac{x}{y}', ' \\pi x', ' 2\\pi x', '\\sqrt{x}'),
  )
  .map((each) => each.join(''));

const CALLED = fc.constantFrom(
  '\\sin(□)',
  '\\cos\\left(□\\right)',
  '\\exp(□)',
  '\\ln(□)',
  '\\tanh\\left(□\\right)',
  '\\arctan(□)',
  '\\sin^2(□)',
  '\\sec(□)',
);

/** Texts of formulas as one writes them: spaces, brackets and signs stand here and are left out there. */
const { text } = fc.letrec<Record<'text' | 'term' | 'product' | 'factor' | 'power' | 'atom', string>>(
  (tie) => {
    const joined = (part: 'term' | 'factor', signs: readonly string[]) =>
      fc
        .tuple(tie(part), fc.array(fc.tuple(fc.constantFrom(...signs), tie(part)), { maxLength: 2 }))
        .map(([first, others]) => first + others.map((each) => each.join('')).join(''));
    const filled = (forms: fc.Arbitrary<string>) =>
      fc
        .tuple(forms, tie('text'), tie('text'))
        .map(([form, one, other]) => form.replace('□', () => one).replace('□', () => other));
    return {
      text: fc.oneof({ depthSize: 'small' }, tie('term'), joined('term', ['+', ' - ', ' + '])),
      term: fc.oneof(
        { depthSize: 'small' },
        tie('product'),
        BARE,
        fc
          .tuple(tie('product'), fc.constantFrom('', ' ', '\\,', ' \\cdot '), BARE)
          .map((each) => each.join('')),
      ),
      product: joined('factor', ['', ' ', ' \\cdot ', '\\,', '\\times ']),
      factor: fc.oneof(
        { depthSize: 'small' },
        tie('power'),
        filled(fc.constantFrom('\\frac{□}{□}', '\\dfrac{□}{□}', '\\tfrac{□}{□}')),
        filled(CALLED),
      ),
      power: fc.oneof(
        { depthSize: 'small' },
        tie('atom'),
        fc
          .tuple(
            tie('atom'),
            fc.constantFrom('^2', '^{3}', '^{-1}', '^{x}', '^{1/2}', '^{\\frac{1}{2}}', '^{x+1}'),
          )
          .map((each) => each.join('')),
      ),
      atom: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('x', 'y', 'z', 'a', '\\theta', '2', '3.5', '\\pi', '10', 'e'),
        filled(
          fc.constantFrom(
            '(□)',
            '\\left(□\\right)',
            '\\sqrt{□}',
            '\\sqrt[3]{□}',
            '\\left|□\\right|',
            'e^{□}',
          ),
        ),
      ),
    };
  },
);

test('random texts are read alike', () => {
  const texts = fc.sample(text, { numRuns: 600 }).filter((each) => each.length < 120);
  const { read, different } = compare(texts.map((latex) => ({ latex, at: AT })));
  expect(different).toEqual([]);
  expect(read).toBeGreaterThan(120);
}, 60_000);
