import { readFileSync } from 'node:fs';
import type { Derivation, Expression } from '@chainrule/formula';
import { describe, expect, it, test } from 'vitest';
import { figures as figuresA } from '../01-tutorial-a/figures.ts';
import { WEIGHTS as WEIGHTS_A } from '../01-tutorial-a/given.ts';
import { scalarForm as scalarFormA } from '../01-tutorial-a/scalar.ts';
import { firstRoundFigures, runFigures } from '../02-tutorial-b/figures.ts';
import { type Figure, meets } from '../support/figures.ts';
import { derivationA, derivationB, laterDerivations } from './derivations.ts';
import { explained, PAGE } from './main.ts';

/** The step that a reader of a tutorial would turn to for a figure. */
const STEPS: Readonly<Record<string, string>> = {
  '∂E_o1/∂net_o1': 'gradient net_o1',
  '∂E_o1/∂out_h1': 'gradient out_h1',
  '∂out_o1/∂net_o1': 'local out_o1/net_o1',
  '∂net_o1/∂w5': 'local net_o1/w5',
  '∂out_h1/∂net_h1': 'local out_h1/net_h1',
  '∂net_h1/∂w1': 'local net_h1/w1',
};

function stepOf(symbol: string): string {
  if (STEPS[symbol]) return STEPS[symbol];
  if (symbol.endsWith('⁺')) return `update ${symbol.slice(0, -1)}`;
  return symbol.startsWith('∂') ? `gradient ${symbol.split('/∂')[1]}` : `forward ${symbol}`;
}

/** Every number that stands in a step, as a formula with numbers put in or as a result. */
function numbersIn(derivation: Derivation, id: string): number[] {
  const step = derivation.step(id);
  if (!step) throw new Error(`no step ${id}`);
  const inside = (expression: Expression | undefined): number[] => {
    if (expression?.kind === 'number') return [expression.value];
    if (expression?.kind === 'call') return expression.operands.flatMap(inside);
    return [];
  };
  return step.equations.flatMap(({ numbers, value }) => [...inside(numbers), ...inside(value)]);
}

const printedOf = (figures: readonly Figure[]) => figures.filter(({ printed }) => printed !== undefined);

describe('the derivation of tutorial B', () => {
  const derivation = derivationB();
  const text = derivation.toText();

  // −.019049119 is a product of a number that the page had rounded already; the exact one ends in an 8.
  const figures = printedOf(firstRoundFigures).filter(({ symbol }) => symbol !== '… as on the page');

  it.each(figures)('shows $printed where $symbol is derived', ({ symbol, printed }) => {
    expect(numbersIn(derivation, stepOf(symbol)).some((number) => meets(printed!, number))).toBe(true);
  });

  it('shows the second path into out_h1 without the rounding of the page', () => {
    expect(numbersIn(derivation, 'gradient out_h1')).toContainEqual(expect.closeTo(-0.019049118258, 11));
    expect(text).toContain('−0.019049118');
  });

  it('shows what the page prints of later rounds in the forward part of theirs', () => {
    const later = laterDerivations();
    expect(later.size).toBe(runFigures.length);
    for (const [{ symbol, printed }, each] of later)
      expect(numbersIn(each, `forward ${symbol}`).some((number) => meets(printed!, number))).toBe(true);
  });

  it('writes each formula as the page does', () => {
    const short = explained().toText();
    for (const line of [
      'net_o1 = w5·out_h1 + w6·out_h2 + b2',
      'E_o1 = 1/2 · (target_o1 − out_o1)²',
      '∂E_o1/∂out_o1 = −(target_o1 − out_o1)',
      '∂out_o1/∂net_o1 = out_o1 · (1 − out_o1)',
      '∂net_o1/∂w5 = out_h1',
      '∂E_total/∂w5 = ∂E_total/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5',
      'w5⁺ = w5 − η · ∂E_total/∂w5',
    ])
      expect(short).toContain(`${line}\n`);
  });
});

describe('the derivation of tutorial A', () => {
  const derivation = derivationA();

  it.each(printedOf(figuresA).filter(({ symbol }) => !symbol.endsWith('⁺')))(
    'shows $printed where $symbol is derived',
    ({ symbol, printed }) => {
      expect(numbersIn(derivation, stepOf(symbol)).some((number) => meets(printed!, number))).toBe(true);
    },
  );

  it('shows the prediction .26 when the updated weights are explained', () => {
    const quantities = scalarFormA();
    const weights = { ...WEIGHTS_A };
    for (const name of Object.keys(weights) as (keyof typeof weights)[]) {
      expect(numbersIn(derivation, `update ${name}`)).toContainEqual(
        expect.closeTo(quantities[`${name}⁺`], 12),
      );
      weights[name] = quantities[`${name}⁺`];
    }
    expect(numbersIn(derivationA(weights), 'forward prediction').some((number) => meets('.26', number))).toBe(
      true,
    );
  });
});

test('the page in the docs is what the program writes', async () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(await explained().toHTML());
});
