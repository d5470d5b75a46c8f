import { ChainruleError, value } from '@chainrule/core';
import { FormulaError, formula, parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

const failure = (run: () => unknown): FormulaError => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(FormulaError);
    return error as FormulaError;
  }
  throw new Error('nothing was thrown');
};

test('a mistake is shown with its line, a caret under the place and the nearest name', () => {
  const error = failure(() => parse('net = w*x + b\nout = sigmiod(net)'));
  expect(error).toBeInstanceOf(ChainruleError);
  expect([error.line, error.column]).toEqual([2, 7]);
  expect(error.message).toBe(
    [
      'parse: no function is called sigmiod: did you mean sigmoid?',
      '  2 | out = sigmiod(net)',
      '            ^^^^^^^',
    ].join('\n'),
  );
});

test('what an operation says comes with the call that failed', () => {
  const W = value([[1, 2]], { name: 'W' });
  const error = failure(() => formula`1 + ${W} @ [1, 2, 3]`);
  expect(error.message).toContain('matmul: inner sizes differ: W [1, 2]');
  expect(error.message).toContain(`  1 | 1 + \${W} @ [1, 2, 3]\n          ^^^^^^^^^^^^^^^^`);
  expect(error.cause).toBeInstanceOf(ChainruleError);
});

test('of a long line only the surroundings are shown', () => {
  const error = failure(() => parse(`${'x + '.repeat(500)}$`));
  expect(error.column).toBe(2001);
  expect(error.message.length).toBeLessThan(250);
  const [, line, carets] = error.message.split('\n');
  expect(line[carets.indexOf('^')]).toBe('$');
});

describe('each mistake has its message', () => {
  test.each([
    ['', 'expected a formula, got nothing'],
    ['a +', 'expected a number, a name or a bracket, got the end'],
    ['(a', 'expected ) to close the bracket, got the end'],
    ['a)', 'expected an operator or the end, got )'],
    ['w(x)', 'w is not a function: write w * (…) for a product'],
    ['net(1 - net)', 'net is not a function: write net * (…)'],
    ['[x y]', 'expected , or ] after an entry, got y'],
    ['sin x', 'the function is written sin(…)'],
    ['a < b < c', 'comparisons do not chain'],
    ['2 = x', 'expected a name on the left of =, got 2'],
    ['true = x', 'expected a name on the left of =, got true'],
    ['a = 1; a = 2', 'a is given a second time'],
    ['a = b; b = c; c = a', 'the definitions go round in a circle: a → b → c → a'],
    ['∂E/∂w', '∂ stands in derivations only'],
    ['a && b', 'logicalAnd(a, b) is the operation'],
    ['x[]', 'expected an index or a range, got ]'],
    ['x[1:2:3:4]', 'expected , or ], got :'],
    ['sum(x, axis=k)', 'axis: expected a number, true, false, null, "text" or a list'],
    ['sum(x, axis=0, axis=1)', 'axis is given a second time'],
    ['x\u200b + 1', 'the character U+200B cannot stand in a formula'],
    ['x + \u0007', 'the character U+0007 cannot stand in a formula'],
    ['x + \ud800', 'the character U+D800 cannot stand in a formula'],
    ['\\foo x', 'the command \\foo means nothing here'],
    ['a \\cdto b', 'did you mean \\cdot?'],
    ['x^{10', 'this brace { is not closed'],
    ['\\frac{1}{2}x^10', 'in LaTeX ^ takes one digit only'],
    ['\\sin x y', '\\sin(x) \\cdot y or \\sin(x y)'],
    ['\\log p(x)', '\\log(p) \\cdot (…) or \\log(p (…))'],
    ['\\log^{-1}(x)', 'the inverse function by its name'],
    ['\\partial x', '∂ stands in derivations only'],
    ['\\end{aligned}', 'no \\begin{aligned} is open here'],
  ])('%j: %s', (text, message) => expect(failure(() => parse(text)).message).toContain(message));

  test.each([
    ['sin(x, 2)', 'sin: expected at most 1 operands, got 2'],
    ['sin(x, axis=0)', 'sin has no argument axis'],
    ['sum(x, axes=0)', 'sum has no argument axes, it has axis, keepDims: did you mean axis?'],
    ['sum(x, __proto__=0)', 'sum has no argument __proto__'],
    ['reshape(x, [3, 5])', 'reshape: x [2] holds 2 numbers'],
    ['split(x, 1)', 'expected a Value as the result, got 2 of them'],
    ['split(x, 1)[2]', 'expected an index from 0 to 1'],
    ['einsum("i,i->", x)', 'einsum: expected 2 operands, got 1'],
  ])('%j at a vector: %s', (text, message) => {
    expect(failure(() => parse(text)({ x: [1, 2] })).message).toContain(message);
  });
});

test('a value for a letter that was read as a function says how to make it a name', () => {
  const text = '\\sigma (x - \\mu)';
  const at = { σ: 3, x: 2, μ: 1 };
  expect(() => parse(text)(at)).toThrow(
    "σ(…) is the function sigmoid (say { names: ['σ'] } to make it a name)",
  );
  expect(parse(text, { names: ['σ'] })(at).item()).toBe(3);
});

test('a single letter is like no other name', () => {
  expect(() => parse('u + u1')({ u1: 1 })).toThrow(/no value is given for u$/m);
});

test('what is no text is refused', () => {
  expect(() => parse(3 as never)).toThrow('expected a formula as text, got 3');
  expect(() => parse('x', { syntax: 'tex' as never })).toThrow(
    "syntax: expected 'text', 'latex' or a language",
  );
  expect(() => parse('x'.repeat(100_001))).toThrow('at most 100000 characters, got 100001');
});
