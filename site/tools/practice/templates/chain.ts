import type { Template } from '../template.ts';
import { CURVES, UNITS } from './functions.ts';

const topic = 'chain';
const VARIABLES = ['x', 't', 'u', 'z'];

/** Functions within functions. */
export const CHAIN: readonly Template[] = [
  {
    id: 'chain-power',
    topic,
    level: 1,
    title: 'A power of a sum',
    idea: 'Differentiate the power as if what stands inside were one letter, then multiply by the derivative of the inside.',
    make(dice) {
      const x = dice.one(VARIABLES);
      const [a, b] = dice.some([2, 3, 5, 7], 2);
      const n = dice.whole(3, 6);
      const inside = `${a}*${x} + ${b}`;
      return {
        formula: `y = (${inside})^${n}`,
        wrt: x,
        at: dice.positive(x),
        solution: `${a * n}*(${inside})^${n - 1}`,
        slip: `${n}*(${inside})^${n - 1}`,
      };
    },
  },
  {
    id: 'chain-inside',
    topic,
    level: 1,
    title: 'A function of a power',
    idea: 'Two links: the outer function at the inside, then the inside.',
    make(dice) {
      const x = dice.one(VARIABLES);
      const f = dice.one(CURVES);
      const a = dice.whole(2, 5);
      const n = dice.whole(2, 4);
      const inside = `${a}*${x}^${n}`;
      const slope = `${a * n}*${x}^${n - 1}`;
      return {
        formula: `y = ${f.of(inside)}`,
        wrt: x,
        at: dice.positive(x),
        solution: `${f.slope(inside)}*${slope}`,
        slip: f.slope(inside),
      };
    },
  },
  {
    id: 'chain-product',
    topic,
    level: 1,
    title: 'A product',
    idea: 'Both factors depend on the variable: (f·g)′ has two terms.',
    make(dice) {
      const x = dice.one(VARIABLES);
      const f = dice.one(CURVES);
      const n = dice.whole(2, 5);
      const slope = `${n}*${x}^${n - 1}`;
      return {
        formula: `y = ${x}^${n}*${f.of(x)}`,
        wrt: x,
        at: dice.positive(x),
        solution: `${slope}*${f.of(x)} + ${x}^${n}*${f.slope(x)}`,
        slip: `${slope}*${f.slope(x)}`,
      };
    },
  },
  {
    id: 'chain-line-link',
    topic,
    level: 1,
    title: 'One link of a chain',
    idea: 'Hold everything else, and differentiate one definition by what stands in it.',
    make(dice) {
      const unit = dice.one(UNITS);
      const [out, net] = dice.one([
        ['out', 'net'],
        ['a', 'z'],
        ['h', 'u'],
      ]);
      return {
        formula: `E = (t - ${out})^2\n${out} = ${unit.name}(${net})\n${net} = w*x`,
        wrt: 'w',
        at: dice.positive('t', 'w', 'x'),
        begun: {
          lines: [`∂E/∂w = ∂E/∂${out}*∂${out}/∂${net}*∂${net}/∂w`, `∂E/∂${out} = -2*(t - ${out})`],
          left: `∂${out}/∂${net}`,
        },
        solution: unit.slope(out),
        slip: unit.slope(net),
      };
    },
  },
  {
    id: 'chain-neuron',
    topic,
    level: 2,
    title: 'A neuron with a squared error',
    idea: 'Three links lie between the error and the weight: the error, the activation, the sum.',
    make(dice) {
      const unit = dice.one(UNITS);
      const [w, x] = dice.one([
        ['w', 'x'],
        ['a', 'i'],
        ['v', 'h'],
      ]);
      const half = dice.one([true, false]);
      return {
        formula: `E = ${half ? '1/2*' : ''}(t - out)^2\nout = ${unit.name}(net)\nnet = ${w}*${x} + b`,
        wrt: w,
        at: dice.positive('t', w, x, 'b'),
        solution: `${half ? '' : '2*'}(out - t)*${unit.slope('out')}*${x}`,
        slip: `${half ? '' : '2*'}(out - t)*${x}`,
      };
    },
  },
  {
    id: 'chain-quotient',
    topic,
    level: 2,
    title: 'A quotient',
    idea: 'The quotient rule: f′·g − f·g′ over g².',
    make(dice) {
      const x = dice.one(VARIABLES);
      const f = dice.one(CURVES);
      const c = dice.whole(2, 6);
      const below = `(${x}^2 + ${c})`;
      const above = `${f.slope(x)}*${below} - ${f.of(x)}*2*${x}`;
      return {
        formula: `y = ${f.of(x)}/${below}`,
        wrt: x,
        at: dice.positive(x),
        solution: `(${above})/${below}^2`,
        slip: `(${above})/${below}`,
      };
    },
  },
  {
    id: 'chain-logarithm',
    topic,
    level: 2,
    title: 'Three functions in one another',
    idea: 'Work from the outside to the inside, one factor for each function.',
    make(dice) {
      const x = dice.one(VARIABLES);
      const a = dice.whole(2, 5);
      const inside = `1 + exp(-${a}*${x})`;
      return {
        formula: `y = log(${inside})`,
        wrt: x,
        at: dice.positive(x),
        solution: `-${a}*exp(-${a}*${x})/(${inside})`,
        slip: `exp(-${a}*${x})/(${inside})`,
      };
    },
  },
  {
    id: 'chain-line-back',
    topic,
    level: 2,
    title: 'One step further back',
    idea: 'What has come back so far is multiplied by the next link.',
    make(dice) {
      const unit = dice.one(UNITS);
      return {
        formula: `E = 1/2*(t - out)^2\nout = ${unit.name}(net)\nnet = w*x + b`,
        wrt: 'w',
        at: dice.positive('t', 'w', 'x', 'b'),
        begun: { lines: ['∂E/∂out = out - t'], left: '∂E/∂net' },
        solution: `(out - t)*${unit.slope('out')}`,
        slip: `(out - t)*${unit.slope('net')}`,
      };
    },
  },
  {
    id: 'chain-paths',
    topic,
    level: 3,
    title: 'Two paths to one variable',
    idea: 'The variable reaches the result over two paths. What comes back over each is added up.',
    make(dice) {
      const x = dice.one(['x', 'w', 'z']);
      const [f, g] = dice.some(CURVES.slice(0, 3), 2);
      const [a, b] = dice.some([2, 3, 5], 2);
      return {
        formula: `E = u^2 + v^3\nu = ${f.of(`${a}*${x}`)}\nv = ${g.of(`${b}*${x}`)}`,
        wrt: x,
        at: dice.positive(x),
        solution: `2*u*${a}*${f.slope(`${a}*${x}`)} + 3*v^2*${b}*${g.slope(`${b}*${x}`)}`,
        slip: `2*u*${a}*${f.slope(`${a}*${x}`)}`,
      };
    },
  },
  {
    id: 'chain-deep',
    topic,
    level: 3,
    title: 'Four links',
    idea: 'Write the chain with its names first, ∂E/∂c · ∂c/∂b · …, and then each factor.',
    make(dice) {
      const [f, g, h] = dice.some(CURVES, 3);
      return {
        formula: `E = c^2\nc = ${f.of('b')}\nb = ${g.of('a')}\na = ${h.of('w*x')}`,
        wrt: 'w',
        at: dice.positive('w', 'x'),
        solution: `2*c*${f.slope('b')}*${g.slope('a')}*${h.slope('w*x')}*x`,
        slip: `2*c*${f.slope('b')}*${h.slope('w*x')}*x`,
      };
    },
  },
  {
    id: 'chain-line-sum',
    topic,
    level: 3,
    title: 'A node that feeds two others',
    idea: 'A sum over the consumers of the node: one product for each.',
    make(dice) {
      const unit = dice.one(UNITS);
      return {
        formula: `E = (t - a)^2 + b^2\na = v*h\nb = ${unit.name}(h)\nh = w*x`,
        wrt: 'w',
        at: dice.positive('t', 'v', 'w', 'x'),
        begun: { lines: ['∂E/∂a = -2*(t - a)', '∂E/∂b = 2*b'], left: '∂E/∂h' },
        solution: `-2*(t - a)*v + 2*b*${unit.slope('b')}`,
        slip: '-2*(t - a)*v',
      };
    },
  },
  {
    id: 'chain-shared',
    topic,
    level: 3,
    title: 'A weight that is used twice',
    idea: 'Hold one of its places and differentiate by the other, then the reverse, and add.',
    make(dice) {
      const unit = dice.one(UNITS);
      return {
        formula: `E = 1/2*(t - o)^2\no = w*h\nh = ${unit.name}(w*x)`,
        wrt: 'w',
        at: dice.positive('t', 'w', 'x'),
        solution: `(o - t)*(h + w*${unit.slope('h')}*x)`,
        slip: '(o - t)*h',
      };
    },
  },
];
