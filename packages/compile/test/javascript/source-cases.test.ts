import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type SourceOptions, toSource } from '../../src/index.ts';
import { asFloat32, type Case, cases } from './cases.ts';
import { numbersIn, plainArgument, temporaryFolder, typeErrors } from './support.ts';

const write = temporaryFolder();

/** The functions of many cases in one module, each in a scope of its own, as a list. */
function together(given: readonly Case[], options: SourceOptions): string {
  const functions = given.map(({ f, inputs }) => {
    const text = toSource((xs: Case['inputs']) => f([...xs]), [inputs], options);
    return `(() => {\n${text.replace('export function', 'function')}\nreturn f;\n})()`;
  });
  return `export const functions = [\n${functions.join(',\n')}\n] as const;\n`;
}

const written = cases.filter((each) => !each.unwritten);

// A scalar gradient of eager rounds less often than the operations that it is made of.
describe.each([
  { arrays: 'nested', dtype: 'float64', written, digits: 12 },
  { arrays: 'flat', dtype: 'float32', written: written.map(asFloat32), digits: 5 },
] as const)('As text, on $arrays arrays of $dtype, what can be written', ({ arrays, written, digits }) => {
  test('gives the numbers of eager', async () => {
    const text = together(written, { arrays }).replace('] as const', ']');
    const { functions } = await import(pathToFileURL(write(`${arrays}.mjs`, text)).href);
    for (const [i, each] of written.entries()) {
      const result = functions[i](each.inputs.map((x) => plainArgument(x, arrays)));
      const expected = numbersIn(each.f([...each.inputs]));
      expect({ title: each.title, numbers: numbersIn(result) }).toEqual({
        title: each.title,
        numbers: expected.map((x) => (Number.isFinite(x) ? expect.closeTo(x, digits) : x)),
      });
    }
  });

  test('passes the compiler at its strictest', () => {
    // The forms differ in how arrays come and go, which a part of the cases shows.
    const some = written.filter((_, i) => arrays === 'nested' || i % 7 === 0);
    const file = write(`${arrays}.ts`, together(some, { language: 'typescript', arrays }));
    expect(typeErrors([file])).toEqual([]);
  });
});
