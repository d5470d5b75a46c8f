import { value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { draw, explain, formulaOf, parse, toDot, toMermaid, toTeX, toText } from '../src/index.ts';

const y = value(2, { name: 'x' }).square().named('y');

/** All that takes options, with options. */
const takers: Record<string, (options: never) => unknown> = {
  draw: (options) => draw(y, options),
  explain: (options) => explain(y, options),
  parse: (options) => parse('y = x^2', options),
  toDot: (options) => toDot(y, options),
  toMermaid: (options) => toMermaid(y, options),
  toTeX: (options) => toTeX(formulaOf(y), options),
  toText: (options) => toText(formulaOf(y), options),
};

describe.each(Object.entries(takers))('%s', (operation, take) => {
  const taken = async (options: unknown) => take(options as never);

  test('refuses an option that it does not know', async () => {
    await expect(taken({ digit: 3 })).rejects.toThrow(
      `${operation}: there is no option digit: the options are`,
    );
    await expect(taken({ digit: undefined })).resolves.toBeDefined();
  });

  test.each([[null], [3], ['x'], [[]]])('refuses %j for options', async (options) => {
    await expect(taken(options)).rejects.toThrow(`${operation}: options: expected an object`);
  });
});
