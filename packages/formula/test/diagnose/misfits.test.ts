import { diagnose, FormulaError, parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

const NEURON = 'E = 1/2*(t - out)^2; out = sigmoid(net); net = w*x + b';
const PATHS = 'E = a^2 + b^2; a = tanh(u*h); b = tanh(v*h); h = sigmoid(w*x)';

function neuron(formula = NEURON) {
  const given = { t: 0.01, w: 0.4, x: 0.59, b: 0.6, u: 0.5, v: -0.8 };
  const f = parse(formula);
  const { result, nodes } = f.graph(
    Object.fromEntries(f.names.map((name) => [name, given[name as keyof typeof given]])),
  );
  return { E: result, wrt: nodes.get('w')! };
}

describe('what does not belong in a claim', () => {
  test.each([
    ['-(t - out) * net*(1 - net) * x', ['net*(1 - net)']],
    ['(out - t) * (out - out^2) * b', ['b']],
    ['-(t - out) * (out*(1 - out))^2 * x', ['(out*(1 - out))^2']],
    ['-6*(t - out) * out*(1 - out) * x', ['-6']],
    ['x * b / (1/(out - t)) * out / (1 + exp(net))', ['b']],
    ['-(t - out) * out*(1 - out) * x + 0.01*w', ['0.01*w']],
    ['-(t - out) * o*(1 - o) * x; o = net', ['o*(1 - o)']],
    ['\\left(out - t\\right) net \\left(1 - net\\right) x', ['net \\left(1 - net\\right)']],
    ['dout * net * x', ['net']],
    ['-(t - out) * x', []],
    ['(t - out) * out*(1 - out) * x', []],
    ['cos(w)', []],
    ['0.08', []],
  ])('%s: %j', (claim, marked) => {
    const { E, wrt } = neuron();
    const { right, misfits } = diagnose(E, { wrt, claim });
    expect(right).toBe(false);
    expect(misfits.map(({ start, end }) => claim.slice(start, end))).toEqual(marked);
  });

  test('is a factor of one term of a sum, where the others are right', () => {
    const { E, wrt } = neuron('E = w^2*x + sin(w)*b');
    const claim = '2*w*x + sin(w)*b';
    const [{ start, end }] = diagnose(E, { wrt, claim }).misfits;
    expect(claim.slice(start, end)).toBe('sin(w)');
  });

  test('is found beside a sum over paths', () => {
    const { E, wrt } = neuron(PATHS);
    const claim = '(2*a*(1 - a^2)*u + 2*b*(1 - b^2)*v) * a*(1 - a) * x';
    const [{ start, end }] = diagnose(E, { wrt, claim }).misfits;
    expect(claim.slice(start, end)).toBe('a*(1 - a)');
  });

  test('is a factor too many, where another is a product of what the gradient has', () => {
    const { result, nodes } = parse('L = -(y*log(p) + (1 - y)*log(1 - p)); p = sigmoid(w*x)').graph({
      y: 0.3,
      w: 0.4,
      x: 0.7,
    });
    const claim = '(p - y)*p*(1 - p)*x';
    const [{ start, end }] = diagnose(result, { wrt: nodes.get('w')!, claim }).misfits;
    expect(claim.slice(start, end)).toBe('p*(1 - p)');
  });

  test('is nothing in a right claim', () => {
    const { E, wrt } = neuron();
    expect(diagnose(E, { wrt, claim: '(out - t) * (out - out^2) * x' }).misfits).toEqual([]);
  });
});

describe('a backward pass as programs write it', () => {
  const lines = ['dout = out - t', 'dnet = dout * net*(1 - net)', 'dE_dw = dnet * x'];
  const text = lines.join('\n');

  test('is judged line by line, each with the true gradients of the others', () => {
    const { parts, first } = diagnose(neuron().E, { derivation: text });
    expect(parts.map(({ right }) => right)).toEqual([true, false, true]);
    expect(first).toBe(lines[1]);
    expect(parts[1].reasons[0].kind).toBe('wrong-point');
  });

  test('says where each line stands, and what in it is wrong', () => {
    const { parts, misfits } = diagnose(neuron().E, { derivation: text });
    const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end).trim();
    expect(parts.map((part) => at(part.at!))).toEqual(lines);
    expect(misfits.map(at)).toEqual(['net*(1 - net)']);
  });

  test('can be numbers', () => {
    const { parts } = diagnose(neuron().E, { derivation: 'dout = 0.687622102\ndw = 0.0865' });
    expect(parts.map(({ right }) => right)).toEqual([true, false]);
  });

  test('a name of the formula is that name', () => {
    const { result } = parse('E = (x - dx)^2').graph({ x: 2, dx: 0.5 });
    expect(diagnose(result, { derivation: '∂E/∂x = 2*(x - dx)' }).right).toBe(true);
  });
});

test('a mistake in a formula has its place as offsets', () => {
  const text = 'E = w^2\nz = 3 * sigmoyd(w)';
  const read = () => parse(text);
  expect(read).toThrow(FormulaError);
  try {
    read();
  } catch (error) {
    const { start, end } = (error as FormulaError).at;
    expect(text.slice(start, end)).toBe('sigmoyd');
  }
});
