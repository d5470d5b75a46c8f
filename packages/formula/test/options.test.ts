import { value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import {
  diagnose,
  draw,
  explain,
  formatNumber,
  formulaOf,
  parse,
  toCode,
  toDot,
  toMermaid,
  toTeX,
  toText,
  why,
} from '../src/index.ts';

const y = value(2, { name: 'x' }).square().named('y');

/** All that takes options, with options. */
const takers: Record<string, (options: never) => unknown> = {
  draw: (options) => draw(y, options),
  explain: (options) => explain(y, options),
  parse: (options) => parse('y = x^2', options),
  toCode: (options) => toCode(parse('y = x^2'), 'numpy', options),
  toDot: (options) => toDot(y, options),
  toMermaid: (options) => toMermaid(y, options),
  toTeX: (options) => toTeX(formulaOf(y), options),
  toText: (options) => toText(formulaOf(y), options),
};

describe.each(Object.entries(takers))('%s', (operation, take) => {
  const taken = async (options: unknown) => take(options as never);

  test('refuses an option that it does not know', async () => {
    await expect(taken({ digit: 3 })).rejects.toThrow(`${operation}: there is no option digit`);
    await expect(taken({ digit: undefined })).rejects.toThrow('there is no option digit');
    await expect(taken({ unlike: 3 })).rejects.toThrow('there is no option unlike: the options are');
  });

  test.each([[null], [3], ['x'], [[]]])('refuses %j for options', async (options) => {
    await expect(taken(options)).rejects.toThrow(`${operation}: options: expected an object`);
  });
});

const w = y.inputs[0];

test.each<[string, () => unknown, string]>([
  [
    'a claim',
    () => diagnose(y, { wrt: w, claim: 4, eta: 1 } as never),
    'eta: the options are wrt, claim, learn',
  ],
  [
    'claims',
    () => diagnose(y, { claims: { x: 4 }, wrt: w } as never),
    'wrt: the options are claims, learningRate',
  ],
  [
    'a derivation',
    () => diagnose(y, { derivation: '2 x', claim: 3 } as never),
    'claim: the options are derivation',
  ],
  [
    'numbers',
    () => diagnose(y, { values: { x: 2 }, digits: 3 } as never),
    'digits: the options are values, grad',
  ],
])('diagnose refuses an option that does not go with %s', (_, call, message) => {
  expect(call).toThrow(`diagnose: there is no option ${message}`);
});

test.each<[string, () => unknown, string]>([
  ['toTeX', () => toTeX(3 as never), 'toTeX: expected an expression, as formulaOf and parse give'],
  ['toText', () => toText(null as never), 'toText: expected an expression, as formulaOf and parse give'],
  [
    'why',
    () => why(y, 'x' as never),
    'why: wrt: expected the Value that was differentiated by, got the string "x"',
  ],
  [
    'formatNumber',
    () => formatNumber(Symbol('s') as never),
    'formatNumber: x: expected a number, got Symbol(s)',
  ],
  [
    'its digits',
    () => formatNumber(1, 0.5),
    'formatNumber: digits: expected a whole number, not below zero, got 0.5',
  ],
  [
    'its dtype',
    () => formatNumber(1, 3, 'x' as never),
    'formatNumber: dtype: expected float64, float32, int32, bool',
  ],
  [
    'digits',
    () => explain(y, { digits: -1 }),
    'explain: digits: expected a whole number, not below zero, got -1',
  ],
  [
    'a rate',
    () => explain(y, { learningRate: 'x' as never }),
    'explain: learningRate: expected a finite number',
  ],
  [
    'the same',
    () => diagnose(y, { claims: {}, learningRate: Number.NaN }),
    'diagnose: learningRate: expected a f',
  ],
  [
    'wrt',
    () => diagnose(y, { derivation: '2 x', wrt: 'x' as never }),
    'diagnose: wrt: expected the Value that',
  ],
  [
    'colours',
    () => explain(y).toText({ color: true } as never),
    'Derivation.toText: there is no option color',
  ],
])('a wrong argument is refused: %s', (_, call, message) => {
  expect(call).toThrow(message);
});
