import { FormulaError, type Languages, parse } from '@chainrule/formula';
import { javascript, octave, programs, python } from '@chainrule/formula/programs';
import { describe, expect, test } from 'vitest';

const MATRIX = [
  [1, 2],
  [3, 4],
];

const VALUES = { x: [1, -2], y: [0.5, 3], A: MATRIX, k: 2, a: 1, b: 2, c: 3 };

/** The error of a text, with what it marks. */
function refusal(text: string, syntax: Languages): { message: string; marked: string } {
  try {
    const f = parse(text, { syntax });
    f(Object.fromEntries(f.names.map((name) => [name, VALUES[name as keyof typeof VALUES] ?? 1])));
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const { start, end } = error.at;
    return { message: error.message.split('\n')[0], marked: text.slice(start, end) };
  }
  throw new Error(`${text} was read`);
}

describe('what Python has and a formula has not is named, with what to write', () => {
  test.each([
    [
      'for i in range(3):\n    x = x + i',
      'a for loop cannot be read as a formula: write what it computes',
      'for',
    ],
    ['while a < b:\n    a += 1', 'a while loop', 'while'],
    ['if a < b:\n    a = 1', 'if cannot be read as a formula: write the branch', 'if'],
    ['class Net:\n    pass', 'a class', 'class'],
    ['a < b < c', 'a chain of comparisons cannot be read as a formula: write (a < b) & (b < c)', 'a < b < c'],
    ['x ^ 2', 'write ** for a power', '^'],
    ['a and b', 'write (a < b) & (b < c)', 'and'],
    ['[i for i in x]', 'a comprehension', '[i for i in x]'],
    ["{'a': 1}", 'a dictionary', "{'a': 1}"],
    ["x + 'text'", 'text cannot be read', "'text'"],
    ['x + None', 'nothing cannot be read', 'None'],
    ['np.foo(x)', 'np.foo is not among the functions that can be read', 'foo'],
    ['np.summ(x)', 'did you mean sum?', 'summ'],
    ['x.foo()', '.foo() is not among', 'foo'],
    ['x.sum', 'a function without a call', 'x.sum'],
    ['np.sum(x, foo=1)', 'the argument foo cannot be read, only a, axis, keepdims', '1'],
    ['np.exp(x, y, a)', 'expected x at most, got more', 'y'],
    ['np.maximum(x)', 'expected y, got nothing', 'np.maximum(x)'],
    ['x.var()', 'divides by n in NumPy and by n − 1 in PyTorch', 'x.var()'],
    ['torch.max(A, dim=1)', '', ''],
    ['x[x > 0]', 'an index that is not a whole number', 'x > 0'],
    ['A[..., 0]', '… among other entries', '...'],
    ['x[0] = 1', 'x is an input that gets a new value here', 'x'],
    ['x = x * 2', 'x is an input that gets a new value here', 'x'],
    ['x += 1', 'x is an input that gets a new value here', 'x'],
    ['z = x * 1\nz[y] = 0', 'expected a mask in the shape of the array', 'z[y] = 0'],
    ['z = x * 1\nz[0:1] = 0', 'storing in a part of an array', 'z[0:1]'],
    ['a, b = f(x)', '', ''],
    ['f = lambda v: v\nf', 'a function without a call', 'f'],
    ['f = lambda v: v\nf(1, 2)', 'expected v at most', '2'],
    ['f = lambda v, w: v\nf(1)', 'expected w, got nothing', 'f(1)'],
    ['x(2)', 'x is not among the functions', 'x'],
    ['z = 1\nz(2)', 'write z * (…) for a product', 'z(2)'],
    ['2\n3', 'a value that no name is given', '2'],
    ['A.shape', 'a whole shape', 'A.shape'],
    ['np.dropout(x)', 'it is random', 'np.dropout(x)'],
    ['x if y else a', 'expected one truth value to choose by', 'x if y else a'],
    ['torch.softmax(A)', 'expected an axis for an array of several', 'torch.softmax(A)'],
    ['max(A)', 'expected a vector', 'max(A)'],
    ['max(x, y)', 'expected numbers (np.maximum takes arrays)', 'max(x, y)'],
    ['np.linalg.norm(A, 1)', 'expected a vector where an order is given', 'np.linalg.norm(A, 1)'],
    ['x @ 2', 'matmul', 'x @ 2'],
    ['1j * x', 'an imaginary number', '1j'],
    ['(x := 2)', '', ''],
    ['np', 'the module np', 'np'],
  ])('%s: %s', (text, message, marked) => {
    const found = refusal(text, python);
    expect(found.message).toContain(message);
    if (marked !== '') expect(found.marked).toBe(marked);
  });
});

describe('half-typed code is an error at its place', () => {
  test.each([
    ['x = (1 +', python, 'Python expects more after the end', ''],
    ['x = 3 + ) 2', python, 'Python does not allow this here', ')'],
    ['np.exp(x', python, 'Python expects more after the end', ''],
    ['def f(x):', python, 'Python expects more after the end', ''],
    ['const z = ;', javascript, 'JavaScript does not allow this here', ';'],
    ['Math.exp(', javascript, 'JavaScript expects more after the end', ''],
    ['sum(x', octave, 'expected ), got the end', ''],
    ['x = [1 2', octave, 'expected ], got the end', ''],
    ['a + * b', octave, 'expected a number, a name or a bracket, got *', '*'],
    ['a b', octave, 'expected an operator or the end of the line, got b', 'b'],
  ])('%s', (text, syntax, message, marked) => {
    const found = refusal(text, syntax);
    expect(found.message).toContain(message);
    expect(found.marked).toBe(marked);
  });
});

describe('what Octave has and a formula has not is named, with what to write', () => {
  test.each([
    ['for i = 1:3\n  a = i;\nend', 'a for loop', 'for'],
    ['if a, b = 1, end', 'if cannot be read', 'if'],
    [
      'x * y',
      '* is the matrix product: expected inner sizes that are the same (.* is entry by entry)',
      'x * y',
    ],
    ['A ^ 0.5', '^ is a power of a matrix', 'A ^ 0.5'],
    ['x = {1}', 'a cell array', '{'],
    ['x(3)', 'expected 1 to 2, since Octave counts from 1, got 3', '3'],
    ['x(0)', 'since Octave counts from 1, got 0', '0'],
    ['A(2)', 'expected two entries for the index of a matrix', 'A(2)'],
    ['norm(A)', 'expected a vector', 'norm(A)'],
    ['size(A)', 'write size(X, 1)', 'size(A)'],
    ["x + 'abc'", 'text cannot be read', "'abc'"],
    ['s.w + 1', 'a field of a structure', 's.w'],
    ['foo(x)', 'foo is not among', 'foo'],
    ['a && b', 'write & or | for arrays', '&&'],
    ['a < b < c', 'a chain of comparisons', '<'],
    ['x ? y', '? has no meaning in Octave', '?'],
    ['a++', '', ''],
  ])('%s: %s', (text, message, marked) => {
    const found = refusal(text, octave);
    expect(found.message).toContain(message);
    if (marked !== '') expect(found.marked).toBe(marked);
  });
});

describe('what JavaScript has and a formula has not is named, with what to write', () => {
  test.each([
    ['for (let i = 0; i < 3; i++) a += i', 'a for loop', 'for'],
    ['x * y', '* works on numbers in JavaScript: expected numbers (mul(…) takes arrays)', 'x * y'],
    ['-x', '- works on numbers', '-x'],
    ['a && b', 'write logicalAnd(a, b)', '&&'],
    ['a ^ 2', 'write ** for a power', '^'],
    ['a++', 'write x = x + 1', 'a++'],
    ['a < b < c', 'a chain of comparisons', 'a < b < c'],
    ['new Float64Array(3)', 'new cannot be read', 'new Float64Array(3)'],
    ['`a`', 'text cannot be read', '`a`'],
    ['x?.sum()', '?. cannot be read', '?.'],
    ['const { u } = a', 'an object that is taken apart', '{ u }'],
    ['x.foo()', '.foo() is not among', 'foo'],
    ['x.constructor', 'x.constructor is not among', 'constructor'],
    ['x.__proto__', 'x.__proto__ is not among', '__proto__'],
    ['Math.random()', 'Math.random is not among', 'random'],
    ['process.exit(1)', '.exit() is not among', 'exit'],
    ['1n', 'a BigInt', '1n'],
    ['x[a]', 'an index that is not a whole number', 'a'],
    ['y[0] = 1', 'y is an input', 'y'],
  ])('%s: %s', (text, message, marked) => {
    const found = refusal(text, javascript);
    expect(found.message).toContain(message);
    if (marked !== '') expect(found.marked).toBe(marked);
  });
});

test('what would do something when it is run is only looked up', () => {
  for (const text of ["__import__('os').system('ls')", 'eval("1")', 'exec("x = 1")', "open('/etc/passwd')"])
    expect(() => parse(text, { syntax: programs })).toThrow(FormulaError);
  for (const syntax of [python, javascript])
    for (const text of ['eval("1")', 'globalThis.x', 'constructor(1)', 'toString()', 'hasOwnProperty(1)'])
      expect(() => parse(text, { syntax })({ globalThis: 1 })).toThrow(FormulaError);
});
