import { type Diagnosis, diagnose, explain, type PathContribution, parse, why } from '@chainrule/formula';
import { BIASES, LEARNING_RATE, TARGETS, WEIGHTS } from '../02-tutorial-b/given.ts';
import { forward, network } from '../02-tutorial-b/scalar.ts';
import { updated } from '../02-tutorial-b/training.ts';
import { parameters } from '../support/network.ts';

/** The gradient of an output's error with respect to its sum, as the tutorial writes it. */
const delta_o1 = '(out_o1 - target_o1)*out_o1*(1 - out_o1)';
const delta_o2 = '(out_o2 - target_o2)*out_o2*(1 - out_o2)';

/** What comes back to the sum of a hidden unit, through its weights to the two outputs. */
const deltaOf = (unit: 'h1' | 'h2', toO1: string, toO2: string) =>
  `(${delta_o1}*${toO1} + ${delta_o2}*${toO2})*out_${unit}*(1 - out_${unit})`;

/** 1. One bias feeds two neurons: which path counts? */
export function biasOfTwo(): { one: Diagnosis; both: Diagnosis; paths: readonly PathContribution[] } {
  const start = parameters('trained');
  const { E_total } = forward(start);
  const wrt = start.b1;
  const [first, second] = [deltaOf('h1', 'w5', 'w7'), deltaOf('h2', 'w6', 'w8')];
  return {
    one: diagnose(E_total, { wrt, claim: first }),
    both: diagnose(E_total, { wrt, claim: `${first} + ${second}` }),
    paths: why(E_total, wrt),
  };
}

/** The second total error of a reader whose weights are all right. */
export const READERS_ERROR = 0.342613;

/** 7. All weights are right, the second total error is not: where did the program go wrong? */
export function secondError(): { error: Diagnosis; between: Diagnosis } {
  const weights = updated(network(WEIGHTS), 'simultaneous');
  const nodes = network(weights);
  const reported = { ...weights, E_total: READERS_ERROR };
  // The error alone does not say. Intermediate numbers do: here those of a program that forgets b2 in the first sum.
  const net_o1 = nodes.net_o1.item() - BIASES.b2;
  const between = {
    ...weights,
    out_h1: nodes.out_h1.item(),
    net_o1,
    out_o1: 1 / (1 + Math.exp(-net_o1)),
  };
  return {
    error: diagnose(nodes.E_total, { values: reported }),
    between: diagnose(nodes.E_total, { values: between }),
  };
}

/** 8. Is ∂out/∂net = net(1 − net)? */
export function wrongPoint(): Diagnosis {
  const { E_total, w5 } = network(WEIGHTS);
  return diagnose(E_total, { wrt: w5, claim: '(out_o1 - target_o1) * net_o1*(1 - net_o1) * out_h1' });
}

/** 9. Is ∂E/∂out_h1 the sum over the errors, or the sum over the deltas? */
export function twoForms(): readonly Diagnosis[] {
  const { E_total, out_h1 } = network(WEIGHTS);
  return [
    '∂E_total/∂E_o1 * ∂E_o1/∂out_h1 + ∂E_total/∂E_o2 * ∂E_o2/∂out_h1',
    `${delta_o1}*w5 + ${delta_o2}*w7`,
  ].map((claim) => diagnose(E_total, { wrt: out_h1, claim }));
}

/** 10. Why is w5 updated only after the gradient of w1 has been computed with the old one? */
export function oldOrNew(): { withNew: Diagnosis; withOld: Diagnosis } {
  const { E_total, w1 } = network(WEIGHTS);
  const claim = (toO1: string, toO2: string) => `${deltaOf('h1', toO1, toO2)} * i1`;
  const newW5 = `(w5 - ${LEARNING_RATE}*${delta_o1}*out_h1)`;
  const newW7 = `(w7 - ${LEARNING_RATE}*${delta_o2}*out_h1)`;
  return {
    withNew: diagnose(E_total, { wrt: w1, claim: claim(newW5, newW7), learningRate: LEARNING_RATE }),
    withOld: diagnose(E_total, { wrt: w1, claim: claim('w5', 'w7'), learningRate: LEARNING_RATE }),
  };
}

/** 11. Where does the −1 in −(target − out) come from? Every operation is a separate step here. */
export function minusOne() {
  const { target_o1, out_o1 } = { ...TARGETS, out_o1: network(WEIGHTS).out_o1.item() };
  const { result, nodes } = parse('E = 1/2 * (target - out)^2').graph({ target: target_o1, out: out_o1 });
  return explain(result, { wrt: nodes.get('out'), level: 'full' });
}
