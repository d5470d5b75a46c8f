import { checkGradients, constant, sum, type Value, value } from '@chainrule/core';
import { formula, parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

const NETWORK = 'E = 1/2*(t - out)^2; out = sigmoid(net); net = w*x + b';
const AT = { w: 0.4, x: 0.59, b: 0.6, t: 0.01 };
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('parse', () => {
  test('definitions may come in any order; the one that no other uses is the result', () => {
    const f = parse(NETWORK);
    expect(f.names).toEqual(['t', 'w', 'x', 'b']);
    expect(f.definitions.map(({ name }) => name)).toEqual(['net', 'out', 'E']);
    expect(f.result).toBe('E');
    const out = sigmoid(0.4 * 0.59 + 0.6);
    expect(f(AT).item()).toBeCloseTo((0.01 - out) ** 2 / 2, 15);
    const { result, nodes } = f.graph(AT);
    expect([...nodes.keys()]).toEqual(['t', 'w', 'x', 'b', 'net', 'out', 'E']);
    expect([...nodes].every(([name, node]) => node.name === name)).toBe(true);
    expect(result.backward().of(nodes.get('w')!).item()).toBeCloseTo(
      (out - 0.01) * out * (1 - out) * 0.59,
      15,
    );
    expect(String(f)).toBe(NETWORK);
  });

  test('the gradient of what it builds is right', () => {
    const f = parse("sum(tanh(W @ x)^2 / 2 + |x'|)");
    const at = {
      W: [
        [0.1, 0.2],
        [0.3, -0.4],
      ],
      x: [0.5, -1],
    };
    expect(() => checkGradients((given: { W: Value; x: Value }) => f({ ...given }), at)).not.toThrow();
  });

  test('a Value is used as it is, and what it is called is not touched', () => {
    const w = value(2);
    const named = value(3, { name: 'other' });
    const { nodes } = parse('y = w * x').graph({ w, x: named });
    expect(nodes.get('w')).toBe(w);
    expect(w.name).toBeUndefined();
    expect(named.name).toBe('other');
  });

  test('another name for a node is a node of its own', () => {
    const w = value([1, 2], { name: 'w' });
    const { nodes, result } = parse('y = sum(a); a = w').graph({ w });
    expect(w.name).toBe('w');
    expect(nodes.get('a')).not.toBe(w);
    expect(result.backward().of(nodes.get('a')!).toArray()).toEqual([1, 1]);
    expect(result.backward().of(w).toArray()).toEqual([1, 1]);
  });

  test('numbers become leaves of their name, and so do definitions that are numbers', () => {
    const { nodes, result } = parse('w = 1/2; w * x * k').graph({
      x: new Float32Array([1, 2]),
      k: new Int32Array([3, 4]),
    });
    expect(nodes.get('w')!.wantsGradient).toBe(true);
    expect(nodes.get('k')!.wantsGradient).toBe(false);
    expect(nodes.get('x')!.dtype).toBe('float32');
    expect(result.toArray()).toEqual([1.5, 4]);
  });

  test('names find each other however the subscript is written, if only one is there', () => {
    expect(parse('w_{5} * α')({ w5: 2, alpha: 3 }).item()).toBe(6);
    expect(parse('w_5')({ w_5: 2 }).item()).toBe(2);
    expect(() => parse('w_{5}')({ w5: 1, w__5: 2 })).toThrow('w_5 can be either');
    expect(() => parse('w_15 + 1; w1_5 = 1; w15 = 2')).toThrow('w_15 can mean w1_5 or w15');
  });

  test('the option result chooses among definitions', () => {
    expect(() => parse('a = x; b = 2x')).toThrow('expected one result, got a, b');
    expect(parse('a = x; b = 2x', { result: 'a' })({ x: 3 }).item()).toBe(3);
    expect(() => parse('a = x', { result: 'aa' })).toThrow('expected one of a, got the string "aa"');
  });

  test.each([
    [{ w: 1 }, 'no value is given for x'],
    [{ w: 1, X: 1 }, 'no value is given for x, got X: did you mean X?'],
    [{ w: 1, x: 2, y: 3 }, 'the formula has no free name y: it is defined there'],
    [{ w: 1, x: 2, z: 3 }, 'the formula has no free name z'],
    [{ w: 1, x: 2, e: 3 }, "no free name e but the constant: say { names: ['e'] }"],
    [{ w: 1, x: 'a' }, 'x: expected a Value, a number or an array of numbers, got the string "a"'],
    [null, 'expected an object with a value for each name, got null'],
  ])('values %o are refused', (values, message) => {
    expect(() => parse('y = w*x')(values as never)).toThrow(message);
  });
});

describe('formula', () => {
  const W = value(
    [
      [1, 2],
      [3, 4],
    ],
    { name: 'W' },
  );

  test('takes Values, numbers and arrays', () => {
    expect(formula`sum(${W} @ ${[1, 1]})`.item()).toBe(10);
    expect(formula`sum(${W}, axis=${0})`.toArray()).toEqual([4, 6]);
    expect(formula`sum(${W}, axis=${[0, 1]})`.item()).toBe(10);
    expect(formula`2${W}[0]`.toArray()).toEqual([2, 4]);
    expect(formula`\frac{1}{2} ${W}`.toArray()).toEqual([
      [0.5, 1],
      [1.5, 2],
    ]);
  });

  test('lists with Values are stacked, others stay numbers', () => {
    const x = value(3);
    expect(formula`[${x}, 2${x}]`.toArray()).toEqual([3, 6]);
    expect(formula`reshape(${W}, [4])`.toArray()).toEqual([1, 2, 3, 4]);
    expect(formula`concat([${W}, ${W}], axis=1)`.shape).toEqual([2, 4]);
    expect(formula`split(${W}, 1)[-1]`.toArray()).toEqual([[3, 4]]);
  });

  test('a plain number never promotes a dtype', () => {
    expect(formula`1/3 * ${constant(new Float32Array([1]))}`.dtype).toBe('float32');
  });

  test('transposing exchanges the last two axes', () => {
    expect(formula`${constant(new Float64Array(24), { shape: [2, 3, 4] })}'`.shape).toEqual([2, 4, 3]);
  });

  test('definitions inside name their nodes', () => {
    expect(formula`net = ${W} @ [1, 1]; sum(net)`.inputs[0].name).toBe('net');
  });

  test('what stands in a comment is nothing', () => {
    expect(
      formula`1 # ${W}
 + ${2}`.item(),
    ).toBe(3);
  });

  test('free names are refused, and so is what is no number', () => {
    expect(() => formula`${W} * q`).toThrow('q has no value');
    expect(() => formula`${W} * ${'text'}`).toThrow('expected a Value, a number or an array here');
    expect(sum(W).item()).toBe(10);
  });
});
