import { ChainruleError } from '@chainrule/core';
import { diagnose, type Languages, parse } from '@chainrule/formula';
import { javascript, numpy, octave, programs } from '@chainrule/formula/programs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const LANGUAGES: Readonly<Record<string, Languages>> = { numpy, octave, javascript, programs };

const { result } = parse('E = w*x').graph({ w: 1, x: 2 });

/** Reads it as a formula and as a pass; anything but these or a clear error fails the test. */
function survives(text: string, syntax: Languages): void {
  for (const read of [() => parse(text, { syntax }), () => diagnose(result, { derivation: text, syntax })]) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof ChainruleError)) throw error;
    }
  }
}

const PIECES = (
  '( ) [ ] { } + - * / ** ^ .* ./ @ = == += < , : ; . .T .sum( .dot( \' " # % // \n \t 2 1. 1e-3 x W1 dW1 np. np.exp( torch. Math. ' +
  'def f(x): return lambda x: => const function end for if else and not in None True axis=0 keepdims=True range( y] -= 1 ... ~ ! && ?'
).split(/ (?=\S)/);

describe('hostile programs', () => {
  test.each(Object.entries(LANGUAGES))('random pieces in %s give a formula or a clear error', (_, syntax) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }), (pieces) =>
        survives(pieces.join(''), syntax),
      ),
      { numRuns: 500 },
    );
  });

  test.each(Object.entries(LANGUAGES))('random Unicode in %s does too', (_, syntax) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => survives(text, syntax)),
      { numRuns: 200 },
    );
  });

  const long = (piece: string, end = '') => piece.repeat(Math.floor(99_000 / piece.length)) + end;
  const LONG: Readonly<Record<string, string>> = {
    brackets: long('('),
    lists: long('['),
    'a sum': long('a+', 'a'),
    signs: long('-', 'x'),
    powers: long('x**', 'x'),
    transposes: long('.T'),
    primes: `x${long("'")}`,
    calls: long('f('),
    chains: `x${long('.mul(2)')}`,
    'blank lines': long('\n'),
    comments: long('%{\n'),
    continuations: long('...'),
    quotes: long('"'),
    'a bracket and spaces': `[${long('a ')}`,
    'names one after the other': `x0 = a*1\n${Array.from({ length: 3000 }, (_, k) => `x${k + 1} = x${k} * x${k}`).join('\n')}`,
    'one name again and again': `x = a*1\n${'x = x * x\n'.repeat(3000)}`,
    'functions of functions': `f0 = lambda x: x*x\n${Array.from({ length: 60 }, (_, k) => `f${k + 1} = lambda x: f${k}(f${k}(x))`).join('\n')}\nf60(a)`,
    'a function of itself': 'def f(x):\n  return f(x)\nf(a)',
  };

  test.each(Object.entries(LONG))('%s end in a formula or a clear error, and soon', (_, text) => {
    const start = performance.now();
    for (const syntax of Object.values(LANGUAGES)) survives(text, syntax);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
