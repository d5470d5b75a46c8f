import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AT, RIGHT, shell, UNIT } from './shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'chainrule-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const check = (...args: string[]) => shell(['check', UNIT, ...AT, ...args]);

test('a right claim exits with 0 and a wrong one with 1, with the reason', async () => {
  expect(await check('--wrt', 'w', '--claim', RIGHT)).toEqual({
    code: 0,
    out: '✓ ∂E/∂w is right. (Read as −(t − out) · out · (1 − out) · x.)\n',
    err: '',
  });
  const { code, out } = await check('--wrt', 'w', '--claim', '(t - out)*out*(1 - out)*x');
  expect(code).toBe(1);
  expect(out).toMatch(/^✗ ∂E\/∂w is wrong: the sign is wrong/);
});

test('a claim that names something else is wrong, and says what was probably meant', async () => {
  const { code, out } = await check('--wrt', 'w', '--claim', 'outt*x');
  expect(code).toBe(1);
  expect(out).toContain('E does not depend on outt (did you mean out?)');
});

test('a claim can be a number, or an array of them', async () => {
  expect((await check('--wrt', 'w', '--claim', '0.08558')).code).toBe(0);
  expect((await check('--wrt', 'w', '--claim', '-0.08558')).code).toBe(1);
  const squares = ['check', 'sum(x^2)', '--at', 'x=[1,-2]', '--claim'];
  expect((await shell([...squares, '[2, -4]'])).code).toBe(0);
  expect((await shell([...squares, '[2, 4]'])).code).toBe(1);
});

test('JSON holds the diagnosis', async () => {
  const { code, out } = await check('--wrt', 'w', '--claim', '-(t - out)*x', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ right: false, verdict: 'wrong', reasons: [{ kind: 'left-out' }] });
});

test('a derivation is read line by line, from a file or standard input', async () => {
  const lines = '∂E/∂out = -(t - out)\n∂out/∂net = net*(1 - net)\n';
  const wrong = await check('--derivation', file('derivation.txt', lines));
  expect(wrong.code).toBe(1);
  expect(wrong.out).toContain('the first mistake is at ∂out/∂net');
  const right = await shell(['check', UNIT, ...AT, '--derivation', '-'], {
    stdin: lines.replace('net*(1 - net)', 'out*(1 - out)'),
  });
  expect(right.code).toBe(0);
});

test('a backward pass is read from JSON', async () => {
  const claims = { w: 0.0855799669521933, b: 0.14505079144439545 };
  expect((await check('--claims', file('right.json', JSON.stringify(claims)))).code).toBe(0);
  const wrong = await check('--claims', file('wrong.json', JSON.stringify({ ...claims, b: 1 })));
  expect(wrong.code).toBe(1);
  expect(wrong.out).toContain('∂E/∂b is wrong');
});

test('the numbers of a program are read from CSV and JSON', async () => {
  const right = 'Name, Value,gradient\r\nnet,0.836,0.14505079144439545\r\nout,0.69762210,\r\n';
  expect(await check('--values', file('right.csv', right))).toMatchObject({ code: 0 });
  const wrong = await check('--values', file('wrong.csv', 'name,value\nnet,0.836\nout,0.5\n'));
  expect(wrong.out).toContain('the first mistake is at out');
  const values = JSON.stringify({ values: { net: 0.836 }, gradients: { w: 1 } });
  expect((await check('--values', file('values.json', values))).code).toBe(1);
});

test.each([
  [['--wrt', 'w'], 'expected one of --claim, --derivation, --claims and --values, got none'],
  [['--claim', '1', '--values', 'x'], 'got --claim and --values'],
  [['--claim', '1'], 'say which one of t, w, x, b'],
  [['--wrt', 'w,b', '--claim', '1'], 'say which one of w, b'],
  [['--wrt', 'w', '--claim', '-(t - '], '^'],
  [['--claims', 'nowhere.json'], 'cannot read nowhere.json: no such file or directory\n'],
  [['--claims', file('null.json', 'null')], 'expected an object of numbers by name'],
  [['--values', file('null.json', 'null')], 'expected an object of numbers by name'],
  [['--claims', file('half.json', '{')], 'expected JSON'],
  [['--values', file('columns.csv', 'a,b\n1,2\n')], 'expected the columns name and value, got "a, b"'],
  [['--values', file('short.csv', 'name,value\nnet\n')], 'short.csv'],
  [['--values', file('twice.csv', 'name,value\nnet,1\nnet,2\n')], 'net is there twice'],
  [['--values', file('text.csv', 'name,value\nnet,much\n')], 'expected a number'],
])('%j is bad input', async (args, message) => {
  const { code, out, err } = await check(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
  expect(err).not.toMatch(/\n +at /);
});

const FORWARD = `h = np.maximum(0, X @ W1)
out = h @ W2
loss = np.mean((out - y) ** 2)
`;

const BACKWARD = `# the backward pass
dout = 2 * (out - y) / len(y)
dW2 = h.T @ dout
dh = np.outer(dout, W2)
dh[h <= 0] = 0
dW1 = X.T @ dh
`;

const NUMBERS = 'X=[[1,2],[-1,0.5],[0.3,0.4]],W1=[[0.5,-0.2],[0.3,0.4]],W2=[0.5,-0.6],y=[1,0,2]';

test('programs are formulas, claims and whole passes', async () => {
  const at = ['--at', NUMBERS];
  const forward = file('forward.py', FORWARD);
  const pass = (text: string) =>
    shell(['check', '--file', forward, ...at, '--derivation', file('pass.py', text)]);
  expect(await pass(BACKWARD)).toMatchObject({ code: 0, err: '' });
  expect((await pass(FORWARD + BACKWARD)).code).toBe(0);
  const wrong = await pass(BACKWARD.replace('dh[h <= 0] = 0\n', ''));
  expect(wrong.code).toBe(1);
  expect(wrong.out).toContain('dW1 = X.T @ dh');
  const whole = file('whole.py', FORWARD + BACKWARD);
  expect(
    (await shell(['check', '--file', whole, '--result', 'loss', ...at, '--derivation', whole])).code,
  ).toBe(0);
  const claim = await shell([
    'check',
    '--file',
    forward,
    ...at,
    '--wrt',
    'W2',
    '--claim',
    'h.T @ (2 * (out - y)) / 3',
  ]);
  expect(claim.out).toContain("✓ ∂loss/∂W2 is right. (Read as h' @ (2 · (out − y))/3.)");
});

test('the language is told by --syntax, by the file name, or by what is written', async () => {
  const at = ['--at', 'A=[[1,2],[3,4]],B=[[1,0],[2,1]]', '--wrt', 'A'];
  const formula = 'f = sum(sum((A * B) .^ 2))';
  const claim = ['--claim', "2 * (A * B) * B'"];
  expect((await shell(['check', formula, ...at, ...claim])).code).toBe(0);
  expect((await shell(['check', '--file', file('f.m', `${formula};`), ...at, ...claim])).code).toBe(0);
  const squares = ['check', 'sum((A @ B)^2)', ...at, '--syntax'];
  expect((await shell([...squares, 'octave', ...claim])).code).toBe(2);
  expect((await shell([...squares, 'basic', ...claim])).err).toContain('text, latex, python');
  const out = await shell(['grad', 'Math.exp(-x) * k', '--at', 'x=0,k=2', '--wrt', 'x']);
  expect(out.out).toContain('∂E/∂x = -2');
});
