import { describe, expect, test } from 'vitest';
import { check } from './snippet-check.ts';
import { extractSnippets, toModule } from './snippets.ts';

const fenced = (code: string, info = 'ts') => `\`\`\`${info}\n${code}\n\`\`\`\n`;
const moduleOf = (code: string) => toModule(extractSnippets('a.md', fenced(code))[0]!, './check.ts');

test('relative imports are those of the file that holds the block', () => {
  const code = "import { a } from '../src/a.ts';\nimport { b } from '../../b.ts';\na(b); // → 1";
  const module = moduleOf(code);
  expect(module).toContain("import { a } from '../../src/a.ts';");
  expect(module).toContain("import { b } from '../../../b.ts';");
  expect(module).toContain("from './check.ts'");
});

describe('extractSnippets', () => {
  test('finds the blocks of a Markdown text with their lines', () => {
    const text = `# Title\n\n${fenced('a;')}\ntext\n${fenced('b;\nc;')}`;
    expect(extractSnippets('a.md', text)).toEqual([
      { file: 'a.md', line: 3, code: 'a;\n' },
      { file: 'a.md', line: 8, code: 'b;\nc;\n' },
    ]);
  });

  test('leaves no-run blocks and other languages alone', () => {
    expect(
      extractSnippets('a.md', fenced('a;', 'ts no-run') + fenced('ls', 'sh') + fenced('plain', '')),
    ).toEqual([]);
  });

  test('takes the indentation of a list item off', () => {
    expect(extractSnippets('a.md', '1. step\n   ```ts\n   if (a) {\n     b;\n   }\n   ```\n')).toEqual([
      { file: 'a.md', line: 2, code: 'if (a) {\n  b;\n}\n' },
    ]);
  });

  test('finds the examples of docstrings, not code that looks like them', () => {
    const text = [
      '/**',
      ' * @example',
      ' * ```ts',
      ' * a;',
      ' *',
      ' * b;',
      ' * ```',
      ' */',
      'const s = `',
      '```ts',
      'c;',
      '```',
      '`;',
    ].join('\n');
    expect(extractSnippets('a.ts', text)).toEqual([{ file: 'a.ts', line: 3, code: 'a;\n\nb;\n' }]);
  });
});

describe('toModule', () => {
  test('turns an expectation into a check and keeps every line in its place', () => {
    expect(moduleOf('const x = 1;\nf(x); // → 2').split('\n')).toEqual([
      "import { check as $check } from './check.ts';",
      'const x = 1;',
      'await $check(async () => (f(x)), "2", "a.md:3");',
      '',
    ]);
  });

  test('checks an expression that spans lines, and a constant', () => {
    expect(moduleOf('f(\n  1,\n); // → 2')).toContain(
      'await $check(async () => (f(\n  1,\n)), "2", "a.md:4");',
    );
    expect(moduleOf('const x = f(); // → 2')).toContain(
      'const x = f(); await $check(async () => (x), "2", "a.md:2");',
    );
  });

  test('refuses a snippet that cannot fail', () => {
    expect(moduleOf('f(1);')).toMatch(/^throw new Error\("a.md:2: a snippet that checks nothing/);
    expect(moduleOf('f(1); // gives 2')).toMatch(/^throw/);
    expect(moduleOf('assert(f(1) === 2);')).not.toMatch(/^throw/);
  });

  test('refuses an expectation that would never be checked', () => {
    expect(moduleOf('f(1); // → 2\nfor (const x of xs) {\n  x; // → 2\n}')).toMatch(
      /^throw new Error\("a.md:4: /,
    );
    expect(moduleOf('f(1); // → 2\n// → 3')).toMatch(/^throw new Error\("a.md:3: /);
    expect(moduleOf('import { f } from "f"; // → 2')).toMatch(/^throw new Error\("a.md:2: /);
  });
});

describe('check', () => {
  const passes = (actual: unknown, expected: string) =>
    check(() => actual, expected, 'a.md:1').then(
      () => true,
      () => false,
    );

  test.each<[unknown, string]>([
    [0.30000000000000004, '0.3'],
    [0.2983711, '0.298'],
    [3, '3'],
    [2.9999999999999996, '3'],
    [-1.234e-8, '-1.23e-8'],
    [Number.NaN, 'NaN'],
    [[Number.NaN, Number.NEGATIVE_INFINITY], '[NaN, -Infinity]'],
    [[[1, 2.004], []], '[[1, 2.00], []]'],
    [new Float32Array([0.1, 0.2]), '[0.1, 0.2]'],
    [{ toArray: () => [1, 2] }, '[1, 2]'],
    [{ w: { toArray: () => 2 }, b: [1] }, '{ w: 2, b: [1] }'],
    [{ toString: () => 'w = 0.4 [2, 3]' }, 'w = 0.4 [2, 3]'],
    ['abc', 'abc'],
    ['abc', '"abc"'],
    ['1.50', '1.50'],
    [true, 'true'],
    [undefined, 'undefined'],
    [Promise.resolve(2), '2'],
  ])('%o is printed as %s', async (actual, expected) => {
    expect(await passes(actual, expected)).toBe(true);
  });

  test.each<[unknown, string]>([
    [0.2983711, '0.299'],
    [3.1, '3'],
    ['3', '4'],
    [[1, 2], '[1]'],
    [[1, 2], '[1, 2, 3]'],
    [{ w: 1, b: 2 }, '{ w: 1 }'],
    [{ w: 1 }, '{ b: 1 }'],
    [undefined, '0'],
    [null, '{ w: 1 }'],
    [1, '[1]'],
  ])('%o is not printed as %s', async (actual, expected) => {
    expect(await passes(actual, expected)).toBe(false);
  });

  test('holds an error to its message', async () => {
    const fail = () => {
      throw new TypeError('sizes differ: 2 and 3');
    };
    await check(fail, 'throws sizes differ', 'a.md:1');
    await expect(check(fail, 'throws other', 'a.md:1')).rejects.toThrow('a.md:1');
    await expect(check(fail, '3', 'a.md:1')).rejects.toThrow('sizes differ');
    await expect(check(() => 3, 'throws sizes', 'a.md:1')).rejects.toThrow('the code says 3');
  });
});
