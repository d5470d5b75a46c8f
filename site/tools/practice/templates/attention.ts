import type { Template } from '../template.ts';

const topic = 'attention';

/** One query that looks at three keys, and what lies behind it. */
const QUERY = "L = sum(c*o)\no = V' @ p\np = softmax(s)\ns = K @ q/sqrt(2)";

/** Attention, from one score to matrices. */
export const ATTENTION: readonly Template[] = [
  {
    id: 'attention-score',
    topic,
    level: 1,
    title: 'A score by the query',
    idea: 'A score is a scaled inner product: what stands beside the query?',
    make(dice) {
      const d = dice.one([2, 3]);
      const [q, k] = dice.one([
        ['q', 'k'],
        ['k', 'q'],
      ]);
      return {
        formula: `s = ${q} @ ${k}/sqrt(${d})`,
        wrt: q,
        at: { [q]: dice.numbers(d), [k]: dice.numbers(d) },
        solution: `${k}/sqrt(${d})`,
        slip: k,
      };
    },
  },
  {
    id: 'attention-two',
    topic,
    level: 1,
    title: 'Two values, one weight',
    idea: 'The weights add up to 1, so the second is 1 − p: the variable stands twice.',
    make(dice) {
      const p = dice.one(['p', 'a']);
      return {
        formula: `E = 1/2*(t - o)^2\no = ${p}*v_1 + (1 - ${p})*v_2`,
        wrt: p,
        at: dice.positive('t', p, 'v_1', 'v_2'),
        solution: '(o - t)*(v_1 - v_2)',
        slip: '(o - t)*v_1',
      };
    },
  },
  {
    id: 'attention-weights',
    topic,
    level: 1,
    title: 'The output by the weights',
    idea: 'The output is a sum of the rows of V, weighted by p. What comes back to a weight is its row times c.',
    make(dice) {
      return {
        formula: "L = sum(c*o)\no = V' @ p",
        wrt: 'p',
        at: { c: dice.numbers(2), V: dice.numbers(3, 2), p: '[0.2, 0.5, 0.3]' },
        solution: 'V @ c',
        slip: 'sum(c)',
      };
    },
  },
  {
    id: 'attention-line-value',
    topic,
    level: 1,
    title: 'Back to a value',
    idea: 'How does o change with this value? Multiply by that.',
    make(dice) {
      const k = dice.one([1, 2]);
      return {
        formula: 'E = 1/2*(t - o)^2\no = p_1*v_1 + p_2*v_2',
        wrt: `v_${k}`,
        at: dice.positive('t', 'p_1', 'p_2', 'v_1', 'v_2'),
        begun: { lines: ['∂E/∂o = o - t'], left: `∂E/∂v_${k}` },
        solution: `(o - t)*p_${k}`,
        slip: `(o - t)*v_${k}`,
      };
    },
  },
  {
    id: 'attention-values',
    topic,
    level: 2,
    title: 'By the values',
    idea: 'Value i, component j is weighted by p_i and meets c_j.',
    make(dice) {
      return {
        formula: QUERY,
        wrt: 'V',
        at: { c: dice.numbers(2), V: dice.numbers(3, 2), K: dice.numbers(3, 2), q: dice.numbers(2) },
        solution: 'outer(p, c)',
        slip: 'outer(c, p)',
      };
    },
  },
  {
    id: 'attention-scores',
    topic,
    level: 2,
    title: 'By the scores',
    idea: 'First back to the weights, g = V c. Then through the softmax: p·(g − sum(g·p)).',
    make(dice) {
      return {
        formula: "L = sum(c*o)\no = V' @ p\np = softmax(s)",
        wrt: 's',
        at: { c: dice.numbers(2), V: dice.numbers(3, 2), s: dice.numbers(3) },
        solution: 'p*(V @ c - sum(p*(V @ c)))',
        slip: 'p*(V @ c)',
      };
    },
  },
  {
    id: 'attention-line-query',
    topic,
    level: 2,
    title: 'From the scores to the query',
    idea: 'Each score holds the query beside its key. The transpose of K adds up over the keys.',
    make(dice) {
      const d = dice.one([2, 3]);
      return {
        formula: `L = 1/2*sum(s^2)\ns = K @ q/sqrt(${d})`,
        wrt: 'q',
        at: { K: dice.numbers(3, d), q: dice.numbers(d) },
        begun: { lines: ['∂L/∂s = s'], left: '∂L/∂q' },
        solution: `K' @ s/sqrt(${d})`,
        slip: "K' @ s",
      };
    },
  },
  {
    id: 'attention-output',
    topic,
    level: 2,
    title: 'A squared error of the output',
    idea: 'The error at the output, then to the values, each by its weight.',
    make(dice) {
      return {
        formula: "E = 1/2*sum((o - t)^2)\no = V' @ p",
        wrt: 'p',
        at: { t: dice.numbers(2), V: dice.numbers(3, 2), p: '[0.2, 0.5, 0.3]' },
        solution: 'V @ (o - t)',
        slip: '2*V @ (o - t)',
      };
    },
  },
  {
    id: 'attention-query',
    topic,
    level: 3,
    title: 'By the query, all the way',
    idea: 'Back to the weights, through the softmax, and to the query by the transpose of K.',
    make(dice) {
      return {
        formula: QUERY,
        wrt: 'q',
        at: { c: dice.numbers(2), V: dice.numbers(3, 2), K: dice.numbers(3, 2), q: dice.numbers(2) },
        solution: "K' @ (p*(V @ c - sum(p*(V @ c))))/sqrt(2)",
        slip: "K' @ (p*(V @ c - sum(p*(V @ c))))",
      };
    },
  },
  {
    id: 'attention-keys',
    topic,
    level: 3,
    title: 'By the keys',
    idea: 'The error at score i meets the query: an outer product.',
    make(dice) {
      return {
        formula: QUERY,
        wrt: 'K',
        at: { c: dice.numbers(2), V: dice.numbers(3, 2), K: dice.numbers(3, 2), q: dice.numbers(2) },
        solution: 'outer(p*(V @ c - sum(p*(V @ c))), q)/sqrt(2)',
        slip: 'outer(p*(V @ c - sum(p*(V @ c))), q)',
      };
    },
  },
  {
    id: 'attention-matrices',
    topic,
    level: 3,
    title: 'The values, for all queries',
    idea: 'Each query weights the values in a row of P. Which product has the shape of V?',
    make(dice) {
      return {
        formula: "L = sum(C*O)\nO = P @ V\nP = softmax(S)\nS = Q @ K'/sqrt(2)",
        wrt: 'V',
        at: { C: dice.numbers(2, 2), V: dice.numbers(3, 2), K: dice.numbers(3, 2), Q: dice.numbers(2, 2) },
        solution: "P' @ C",
        slip: "(P' @ C)/2",
      };
    },
  },
  {
    id: 'attention-line-softmax',
    topic,
    level: 3,
    title: 'Through the softmax of every row',
    idea: 'Take G = ∂L/∂P. In every row: P·(G − the sum of G·P along the row, which axis=1 with keepDims=true gives).',
    make(dice) {
      return {
        formula: "L = sum(G*P)\nP = softmax(S)\nS = Q @ K'/sqrt(2)",
        wrt: 'Q',
        at: { G: dice.numbers(2, 3), K: dice.numbers(3, 2), Q: dice.numbers(2, 2) },
        begun: { lines: ['∂L/∂P = G'], left: '∂L/∂S' },
        solution: 'P*(G - sum(G*P, axis=1, keepDims=true))',
        slip: 'P*G',
      };
    },
  },
];
