import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AT, shell, UNIT } from './shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'chainrule-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const gradient = async (...args: string[]) =>
  JSON.parse((await shell(['grad', ...args, '--json'])).out).gradients;

test.each([
  [['w=3,x=2']],
  [['w=3', 'x=2']],
  [['w = 3; x = 2']],
  [['{"w": 3, "x": 2}']],
  [[`@${file('numbers.json', '\uFEFF{"w": 3, "x": 2}')}`]],
  [[`@${file('numbers.txt', 'w = 3 # the weight\r\n\r\nx = 2\r\n')}`]],
  [['w=1,x=2', 'w=3']],
  [['w=6/2,x=2e0']],
])('--at %j', async (at) => {
  expect(await gradient('w*x', ...at.flatMap((each) => ['--at', each]))).toEqual({ w: 2, x: 3 });
});

test.each([
  ['-1', -1],
  ['.5', 0.5],
  ['-.5', -0.5],
  ['+2', 2],
  ['1e-3', 0.001],
  ['-1/4', -0.25],
  ['−3', -3],
])('--at x=%s is %d', async (written, x) => {
  expect(await gradient('1/2*x^2', '--at', `x=${written}`)).toEqual({ x });
});

test('arrays nest, in any notation of numbers', async () => {
  expect(await gradient('sum(x^2)/2', '--at', 'x=[[1, -.5], [1e-3, 1/4]]')).toEqual({
    x: [
      [1, -0.5],
      [0.001, 0.25],
    ],
  });
});

test('a name is found however it is written', async () => {
  expect(await gradient('w_5*α', '--at', 'w5=2,alpha=3', '--wrt', 'w_{5}')).toEqual({ w_5: 3 });
  expect(
    await gradient('\\alpha w_{5}', '--at', 'w_5=2', '--at', '\\alpha=3', '--wrt', 'w5,\\alpha'),
  ).toEqual({
    w_5: 3,
    α: 2,
  });
  expect((await shell(['hessian', 'w_5^2', '--at', 'w5=2'])).out).toBe('∂²E/∂w_5² = 2\n');
});

test('--wrt takes names by commas, several times, as JSON and from a file; each counts once', async () => {
  const both = { w: 2, x: 3 };
  const given = ['w*x + 0*b', '--at', 'w=3,x=2,b=1', '--wrt'];
  expect(await gradient(...given, 'w, x')).toEqual(both);
  expect(await gradient(...given, 'w', '--wrt', 'x', '--wrt', 'w')).toEqual(both);
  expect(await gradient(...given, '["w","x"]')).toEqual(both);
  expect(await gradient(...given, `@${file('names.txt', 'w\nx\n')}`)).toEqual(both);
});

test('the formula comes from an argument, a file or standard input', async () => {
  const out = 'E     = 9\n∂E/∂x = 6\n';
  expect((await shell(['grad', 'x^2', '--at', 'x=3'])).out).toBe(out);
  expect((await shell(['grad', '--file', file('f.txt', 'x^2\r\n'), '--at', 'x=3'])).out).toBe(out);
  expect((await shell(['grad', '-', '--at', 'x=3'], { stdin: 'x^2\n' })).out).toBe(out);
  expect((await shell(['grad', '--file', '-', '--at', 'x=3'], { stdin: 'x^2' })).out).toBe(out);
});

test('a formula may begin with a minus sign, and be called E', async () => {
  expect((await shell(['grad', '-x^2', '--at', 'x=3'])).out).toBe('E     = -9\n∂E/∂x = -6\n');
  expect((await shell(['grad', '2*E', '--at', 'E=3'])).out).toBe('E_2     = 6\n∂E_2/∂E = 2\n');
});

test('non-finite numbers are words in JSON, and can be read again', async () => {
  const { out } = await shell(['grad', 'log(x)', '--at', 'x=0', '--json']);
  expect(JSON.parse(out)).toEqual({ name: 'E', value: '-Infinity', gradients: { x: 'Infinity' } });
  expect((await shell(['grad', '2*x', '--at', '{"x": "Infinity"}'])).out).toContain('E     = Infinity');
});

const deep = '['.repeat(5000) + ']'.repeat(5000);

test.each([
  [['explain', UNIT], 'no numbers are given for t, w, x, b: say --at t=…,w=…,x=…,b=…'],
  [['explain', UNIT, '--at', 'w=1,x=1,b=1'], 'no value is given for t'],
  [['grad', 'x', '--at', 'y=1'], 'x'],
  [['grad', 'x', '--at', 'x'], '--at: expected name=number, got "x"'],
  [['grad', 'x', '--at', 'x=y'], '--at x: expected a number or an array of numbers, got "y"'],
  [['grad', 'x', '--at', 'x=1 +'], '^'],
  [['grad', 'x', '--at', 'x=[1,[2]]'], 'x'],
  [['grad', 'x', '--at', `@${file('deep.json', `{"x": ${deep}}`)}`], 'arrays too deep'],
  [['grad', 'x', '--at', '{"x": "much"}'], '--at x: expected a number or an array of numbers, got "much"'],
  [['grad', 'x', '--at', '{"__proto__": [1], "x": 1}'], '__proto__'],
  [['grad', 'x', '--at', '{'], '--at: expected JSON'],
  [['grad', 'x', '--at', '@nowhere'], 'cannot read nowhere'],
  [['grad', 'x', '--at', 'x=1', '--wrt', 'constructor'], '"constructor" is not in the formula, which has x'],
  [['grad', 'x', '--at', 'x=1', '--wrt', '\u001b[31m'], '\\u001b'],
  [['grad', 'x', '--at', 'x=1', '--wrt', ','], '--wrt: expected names, got none'],
  [['grad', 'x', '--file', 'y'], 'expected a formula or --file, got both'],
  [['grad', '--at', 'x=1'], 'expected a formula, a file (--file), or - for standard input'],
  [['grad', '--file', folder], 'cannot read'],
  [['grad', '('.repeat(10_000), '--at', 'x=1'], 'error:'],
  [['grad', 'constructor(x)', '--at', 'x=1'], 'constructor is not a function'],
  [['grad', 'x', '--at', 'x=[1,2]'], 'scalar'],
  [['grad', 'x', '--at', 'x=1', '-o', join(folder, 'no', 'such')], 'no such file or directory'],
  [['hessian', 'out = x^2', '--at', 'x=1', '--wrt', 'out'], 'out is defined by them'],
  [['explain', 'x^2', '--at', 'x=1', '--order', '3'], 'expected 1 or 2'],
  [['explain', 'x^2', '--at', 'x=1', '--digits', '1e9'], 'expected a whole number'],
  [['explain', 'x^2', '--at', 'x=1', '--format', 'pdf'], 'Allowed choices are text, md, tex, html'],
  [['explain', 'x^2', '--at', 'x=1', '--format', 'md', '--json'], "cannot be used with option '--json'"],
  [['explian', 'x^2'], 'Did you mean explain?'],
  [['grad', 'x', '--att', 'x=1'], 'Did you mean --at?'],
  [['grad', 'x', 'y'], 'too many arguments'],
  [['grad', 'x', '--at'], 'argument missing'],
  [['draw', 'x', '-q'], "unknown option '-q'"],
  [[], 'Usage'],
])('%j is bad input', async (args, message) => {
  const { code, out, err } = await shell(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
  expect(err).not.toMatch(/\n +at /);
});

test('standard input is read once', async () => {
  const { code, err } = await shell(['grad', '-', '--at', '@-'], { stdin: 'x' });
  expect({ code, err }).toEqual({
    code: 2,
    err: 'error: standard input (-) can be only one thing: put the other in a file\n',
  });
});

test('the message about a formula comes out with its caret', async () => {
  const { err } = await shell(['grad', 'y = sigmiod(x)', ...AT]);
  expect(err).toBe(
    'error: parse: no function is called sigmiod: did you mean sigmoid?\n  1 | y = sigmiod(x)\n          ^^^^^^^\n',
  );
});

test('help is not an error', async () => {
  const { code, out } = await shell(['--help']);
  expect(code).toBe(0);
  for (const name of ['explain', 'check', 'grad', 'hessian', 'draw']) expect(out).toContain(`  ${name} `);
});
