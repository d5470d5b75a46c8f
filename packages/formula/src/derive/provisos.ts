import { type CallExpression, type Expression, isCall } from '../expression/expression.ts';
import { namesIn } from '../expression/parts.ts';
import { toText } from '../write/text.ts';
import type { Proviso } from './derivative.ts';

/** What an expression needs to be defined, and what a formula of these variables does not need already. */
export function provisosOf(
  derivative: Expression,
  formula: readonly Expression[],
  variables: readonly string[],
): readonly Proviso[] {
  // Sizes and constants are above zero.
  const isVariable = ({ of }: Proviso) => [...namesIn(of)].some((name) => variables.includes(name));
  const known = new Set(formula.flatMap(needsOf).map(keyOf));
  const found = new Map<string, Proviso>();
  for (const each of needsOf(derivative).filter(isVariable)) {
    const key = keyOf(each);
    // What has to be above zero is not zero.
    if (!known.has(key) && !known.has(keyOf({ ...each, needs: 'positive' }))) found.set(key, each);
  }
  return [...found.values()];
}

const keyOf = ({ of, needs }: Proviso) => `${needs}:${toText(of)}`;

function needsOf(expression: Expression): readonly Proviso[] {
  if (expression.kind === 'list') return expression.items.flatMap(needsOf);
  if (expression.kind !== 'call') return [];
  return [...ownNeeds(expression), ...expression.operands.flatMap(needsOf)];
}

function ownNeeds({ name, operands }: CallExpression): readonly Proviso[] {
  const [a, b] = operands;
  switch (name) {
    case 'div':
      return nonzero(b);
    case 'reciprocal':
      return nonzero(a);
    case 'sign':
      return [{ of: a, needs: 'nonzero' }];
    case 'log': {
      if (a.kind === 'number') return [];
      const matrix: readonly Proviso[] = isCall(a, 'det') ? [{ of: a.operands[0], needs: 'invertible' }] : [];
      return [{ of: a, needs: 'positive' }, ...matrix];
    }
    case 'logDet':
    case 'inverse':
      return [{ of: a, needs: 'invertible' }];
    default:
      return [];
  }
}

/** The factors of a denominator that are not known to differ from zero. */
function nonzero(of: Expression): readonly Proviso[] {
  if (of.kind === 'number') return [];
  if (of.kind !== 'call') return [{ of, needs: 'nonzero' }];
  const [a, b] = of.operands;
  if (of.name === 'mul') return [...nonzero(a), ...nonzero(b)];
  if (of.name === 'pow') return b.kind === 'number' || isCall(b, 'div') ? nonzero(a) : [];
  if (of.name === 'sqrt' || of.name === 'square' || of.name === 'norm') return nonzero(a);
  if (['exp', 'cosh', 'softmax', 'sigmoid'].includes(of.name)) return [];
  if (of.name === 'log' && a.kind === 'number') return [];
  return isAbovezero(of) ? [] : [{ of, needs: 'nonzero' }];
}

/** Sums of squares and of exponentials with a number above zero. */
function isAbovezero(of: Expression): boolean {
  if (of.kind === 'number') return of.value > 0;
  if (of.kind !== 'call') return false;
  const [a, b] = of.operands;
  switch (of.name) {
    case 'add':
      return (isAbovezero(a) && isNotBelow(b)) || (isNotBelow(a) && isAbovezero(b));
    case 'mul':
    case 'div':
      return isAbovezero(a) && isAbovezero(b);
    case 'exp':
    case 'cosh':
    case 'sigmoid':
      return true;
    case 'pow':
    case 'sqrt':
      return isAbovezero(a);
    default:
      return false;
  }
}

function isNotBelow(of: Expression): boolean {
  if (isAbovezero(of)) return true;
  if (of.kind !== 'call') return false;
  const [a, b] = of.operands;
  if (of.name === 'pow') return b.kind === 'number' && b.value % 2 === 0;
  if (of.name === 'mul' || of.name === 'add') return isNotBelow(a) && isNotBelow(b);
  return of.name === 'abs' || of.name === 'sqrt' || of.name === 'norm';
}
