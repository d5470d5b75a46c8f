import { ChainruleError, constant, value } from '@chainrule/core';
import { diagnose } from '@chainrule/formula';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';

function neuron() {
  const w = value(0.4, { name: 'w' });
  const x = constant(0.59, { name: 'x' });
  const out = w.mul(x).sigmoid().named('out');
  return { w, E: constant(0.01, { name: 't' }).sub(out).square().named('E') };
}

/** Longer than this nobody reads; a text of 10 kB must not come back whole. */
const LONGEST = 2_000;

/** A clear error of the package or a diagnosis that is not 'right', in harmless text. */
function expectHarmless(options: (given: ReturnType<typeof neuron>) => object): string {
  const given = neuron();
  let said: string;
  try {
    const diagnosis = diagnose(given.E, options(given) as { derivation: string });
    expect(diagnosis.right).toBe(false);
    expect(() => JSON.stringify(diagnosis)).not.toThrow();
    said = diagnosis.toText();
  } catch (error) {
    expect(error).toBeInstanceOf(ChainruleError);
    said = (error as Error).message;
  }
  expect(said.length).toBeGreaterThan(10);
  expect(said.length).toBeLessThan(LONGEST);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through.
  expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  return said;
}

const KB10 = 10_000;

const TEXTS: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['spaces and lines', ' \n\n\t '],
  ['10 kB of brackets', '('.repeat(KB10)],
  ['10 kB of closing brackets', ')'.repeat(KB10)],
  ['10 kB of braces', '{'.repeat(KB10)],
  ['10 kB of list brackets', '['.repeat(KB10)],
  ['balanced brackets, 5000 deep', `${'('.repeat(5000)}w${')'.repeat(5000)}`],
  ['functions, 3000 deep', `${'exp('.repeat(3000)}w${')'.repeat(3000)}`],
  ['fractions, 1000 deep', `${'\\frac{1}{'.repeat(1000)}w${'}'.repeat(1000)}`],
  ['10 kB of minus signs', `${'-'.repeat(KB10)}w`],
  ['a tower of powers', `w${'^w'.repeat(5000)}`],
  ['a name of 100 kB', 'w'.repeat(100_000)],
  ['a number of 10 kB', '9'.repeat(KB10)],
  ['a sum of a million terms', 'w+'.repeat(1_000_000)],
  ['constructor', 'constructor'],
  ['a call of constructor', 'constructor("return process")()'],
  ['__proto__', '__proto__'],
  ['a part of __proto__', 'w.__proto__.polluted = 1'],
  ['an assignment to __proto__', '__proto__ = 1'],
  ['toString', 'toString(w)'],
  ['hasOwnProperty', 'hasOwnProperty + valueOf'],
  ['a derivative by __proto__', '∂E/∂__proto__'],
  ['a derivative by nothing', '∂E/∂'],
  ['a second derivative', '∂²E/∂w²'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not be taken for a template.
  ['a template', '${process.exit(1)}'],
  ['a script', '<script>alert(1)</script>'],
  ['an entity', '&lt;img src=x onerror=alert(1)&gt;'],
  ['a program', 'require("fs").readFileSync("/etc/passwd")'],
  ['an arrow function', '() => { while (true); }'],
  ['control characters', 'w\u0000\u0007\u001b[31m*x'],
  ['a lone surrogate', 'w*\ud800'],
  ['text that turns round', 'w\u202e*x\u202c'],
  ['no break spaces and joiners', 'w\u200d\ufeff*\u00a0nothing'],
  ['write18 of TeX', '\\write18{rm -rf /}'],
  ['input of TeX', '\\input{/etc/passwd}'],
  ['a macro of TeX', '\\def\\x{\\x\\x}\\x'],
  ['an endless command', `\\${'a'.repeat(KB10)}`],
  ['not a number', 'NaN'],
  ['infinity', 'Infinity'],
  ['a number beyond all', '1e999'],
  ['a quotient by zero', 'w/0'],
  ['zero over zero', '(w - w)/(x - x)'],
  ['a huge shape', 'zeros([100000, 100000])'],
  ['an unknown name', 'w*netto'],
  ['an operation that is none', 'sigmoidal(w)'],
  ['too many operands', 'exp(w, w, w, w, w, w, w, w)'],
  ['an equation', 'w = w = w'],
  ['a comment', '# nothing here'],
];

afterEach(() => {
  expect('polluted' in {}).toBe(false);
});

describe('hostile text gives a clear error or a harmless diagnosis', () => {
  test.each(TEXTS)('as a claim: %s', (_, text) => {
    expectHarmless(({ w }) => ({ wrt: w, claim: text }));
  });

  // A line that only gives a name to something is true.
  const derivations = TEXTS.filter(([about]) => !/equation|assignment/.test(about));

  test.each(derivations)('as a derivation: %s', (_, text) => {
    expectHarmless(({ w }) => ({ wrt: w, derivation: text }));
  });

  test.each(TEXTS)('as a line of a derivation: %s', (_, text) => {
    expectHarmless(({ w }) => ({ wrt: w, derivation: `∂E/∂out = ${text}` }));
  });

  test('whatever characters a claim is made of', () => {
    const alphabet = 'wxtE out∂/*+-^()[]{}\\_$=.,;<>"\'0123456789eé\u0000\u202e\ud800\n'.split('');
    const texts = fc.oneof(
      fc.string({ maxLength: 60, unit: 'binary' }),
      fc.string({ maxLength: 60, unit: fc.constantFrom(...alphabet) }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expectHarmless(({ w }) => ({ wrt: w, claim: text }));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a claim that is no text', () => {
  const claims: readonly (readonly [string, unknown])[] = [
    ['nothing', undefined],
    ['null', null],
    ['true', true],
    ['a symbol', Symbol('w')],
    ['a big integer', 10n],
    ['an object', { w: 1 }],
    ['a date', new Date(0)],
    ['a map', new Map([['w', 1]])],
    ['not a number', Number.NaN],
    ['infinity', Infinity],
    ['a ragged array', [[1, 2], [3]]],
    ['an array of text', ['1', '2']],
    ['an empty array', []],
    ['an array of another shape', [[1, 2]]],
    [
      'a function that throws',
      () => {
        throw new Error('no');
      },
    ],
    [
      'a function that throws no error',
      () => {
        throw undefined;
      },
    ],
    ['a function that returns nothing', () => undefined],
    ['a function that returns text', () => '1'],
    ['a function that returns a promise', async () => 1],
    ['a function that returns another shape', () => [1, 2]],
    [
      'a function that reads what is not there',
      (values: { nothing: { deep: number } }) => values.nothing.deep,
    ],
  ];

  test.each(claims)('%s', (_, claim) => {
    expectHarmless(({ w }) => ({ wrt: w, claim }));
  });

  test.each(claims)('%s, in a backward pass', (_, claim) => {
    expectHarmless(() => ({ claims: { w: claim } }));
  });

  test.each(claims)('%s, as the number of a node', (_, claim) => {
    expectHarmless(() => ({ values: { out: claim } }));
  });

  test.each(claims)('%s, as all that is claimed', (_, claim) => {
    expectHarmless(() => ({ claims: claim }));
    expectHarmless(() => ({ values: claim }));
  });
});

describe('names of what is claimed', () => {
  const NAMES = ['constructor', 'toString', '', 'W', '<b>', 'w\u0000', 'w'.repeat(KB10), 'E '];

  test.each(NAMES)('%j is no node', (name) => {
    expectHarmless(() => ({ claims: { [name]: 1 } }));
    expectHarmless(() => ({ values: { [name]: 1 } }));
  });

  test('__proto__ is no node', () => {
    const claims = JSON.parse('{"__proto__": 1}') as Record<string, number>;
    expectHarmless(() => ({ claims }));
    expectHarmless(() => ({ values: claims }));
  });
});

test('names of nodes that are markup or control characters come out as text', () => {
  const w = value(0.4, { name: '<script>\u0000\u202e' });
  const E = w.square().named('__proto__');
  const text = diagnose(E, { wrt: w, claim: 3 }).toText();
  expect(text).toContain('wrong');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through.
  expect(text).not.toMatch(/[\u0000\u202e]/);
});
