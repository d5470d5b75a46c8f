import { ChainruleError } from '@chainrule/core';
import { FormulaError, parse, readDerivation } from '@chainrule/formula';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const SYNTAXES = ['text', 'latex'] as const;

/** Reads in both ways; anything but a formula or a clear error fails the test. */
function survives(text: string): void {
  for (const syntax of SYNTAXES) {
    for (const read of [() => parse(text, { syntax }), () => readDerivation(text, { syntax })]) {
      try {
        read();
      } catch (error) {
        if (!(error instanceof ChainruleError)) throw error;
      }
    }
  }
}

const PIECES = (
  '( ) [ ] { } | || ‖ ^ ^{ _ _{ \' - + * / @ = == < , : ; ∂ √ ² ᵀ x E w_5 dE 2 1e9 .5 "a" sin( sum( axis= e π \\frac \\frac{ \\sqrt[ ' +
  '\\left| \\right| \\sum \\sum_i \\partial \\mathrm{ \\begin{bmatrix} \\end{bmatrix} \\\\ & \\operatorname{ \\log_ $ % # \n'
).split(/ (?=\S)/);

describe('hostile text', () => {
  test('random pieces of formulas give a formula or a clear error', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }), (pieces) =>
        survives(pieces.join('')),
      ),
      { numRuns: 3000 },
    );
  });

  test('random Unicode does too', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), survives), { numRuns: 1000 });
  });

  test.each([
    '(',
    '[',
    '{',
    '|',
    '-',
    '^',
    "x'",
    '2^',
    'sin(',
    '\\frac{',
    '\\sqrt{',
    '\\sum ',
    'x+',
    '(x)',
    '\\left|',
    '∂',
    'x_{',
    '\\text{',
    'a=',
    'x[',
    '\\begin{bmatrix}',
    '\n',
    '"',
    '√',
    '|x',
    '\\sin',
    '\\hat{',
    'so ',
    'ab cd ',
    'since ',
    'x = 1 by ',
    ', where u = ',
    '=> ',
    ' ',
    '$x',
    '\\[',
    '\\sum_i x_i ',
    '\\begin{cases}',
    '\\boxed{',
  ])('a hundred thousand characters of %j are refused within the time of a test', (piece) => {
    survives(piece.repeat(Math.floor(100_000 / piece.length)));
    survives(`x${piece.repeat(5000)}`);
  });

  test('depth is bounded, and the message says by what', () => {
    expect(() => parse(`${'('.repeat(10_000)}x`)).toThrow('at most 200 deep');
    expect(() => parse(`${'x+'.repeat(10_000)}x`)).toThrow('at most 1000 deep');
    expect(parse(`${'x+'.repeat(900)}x`)({ x: 1 }).item()).toBe(901);
  });

  test('thousands of definitions in reverse order are sorted', () => {
    const lines = Array.from({ length: 3000 }, (_, k) => `a${k}_ = a${k + 1}_ + 1`).join('\n');
    expect(parse(lines)({ a3000_: 0 }).item()).toBe(3000);
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'])(
    '%s is a name like any other',
    (name) => {
      expect(() => parse(`${name}(x)`)).toThrow(FormulaError);
      expect(() => parse(`${name} * 2`)({})).toThrow(`no value is given for ${name}`);
      expect(parse(`${name} * 2`)(Object.fromEntries([[name, 4]])).item()).toBe(8);
      expect(parse(`${name} = 3; ${name} * 2`)().item()).toBe(6);
    },
  );
});
