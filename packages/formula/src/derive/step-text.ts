import { call, derivative, type Expression, isCall, name } from '../expression/expression.ts';
import { simplify } from '../expression/simplify.ts';
import { toText } from '../write/text.ts';
import type { DerivationRule, DerivationStep, StepPart } from './steps.ts';

/** A step as a line of text: what is differentiated, what the rule says, what it comes to, and its shortest form. */
export function stepText({ rule, of, wrt, parts, written, result }: DerivationStep): string {
  const d = (part: Expression) =>
    part.kind === 'name' ? toText(derivative(part, name(wrt))) : `∂(${toText(part)})/∂${wrt}`;
  const inner = rule === 'chain' ? `, u = ${toText(parts[0].part)}` : '';
  const isPlain = parts.every(({ part }) => part.kind === 'name' && part.name === wrt);
  const sides = [
    d(of),
    ...(isPlain ? [] : [saidBy(parts, wrt, d)]),
    ...[written, result].map((each) => toText(each)),
  ];
  return `${TITLES[rule]}${inner}: ${sides.filter((side, k) => !sides.slice(0, k).includes(side)).join(' = ')}`;
}

/** The sum of local derivatives times the derivatives of the parts, whose symbols stand for expressions. */
function saidBy(parts: readonly StepPart[], wrt: string, d: (part: Expression) => string): string {
  const symbol = (k: number) => `slope_${k}_`;
  const terms = parts.map(({ part, local }, k) => {
    if (part.kind === 'name' && part.name === wrt) return local;
    const product = call('mul', [local, name(symbol(k))]);
    return local.kind === 'number' || isCall(local, 'neg') ? simplify(product) : product;
  });
  const sum = terms.reduce((left, term) =>
    isCall(term, 'neg') ? call('sub', [left, term.operands[0]]) : call('add', [left, term]),
  );
  return parts.reduce((text, { part }, k) => text.replace(symbol(k), () => d(part)), toText(sum));
}

const TITLES: Readonly<Record<DerivationRule, string>> = {
  sum: 'sum rule',
  'constant factor': 'constant factor',
  product: 'product rule',
  quotient: 'quotient rule',
  power: 'power rule',
  exponential: 'exponential',
  logarithm: 'logarithm',
  chain: 'chain rule',
  function: 'derivative of the function',
  definition: 'by definition',
};
