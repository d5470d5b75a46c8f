import { type CallExpression, call, type Expression, isCall, number } from './expression.ts';
import { multipleOf, productOf, type Simplify, takenApart } from './product.ts';
import { negated, plus, type Rational } from './rational.ts';
import { equal } from './structure.ts';

interface Term {
  coefficient: Rational;
  /** What there is so many times; the number 1 for a constant. */
  readonly of: Expression;
  /** As it was written, without its sign: x/2 is not to become 0.5·x. */
  written: Expression | undefined;
}

/** Whether an expression is a sum or a difference of two. */
export function isSum(
  expression: Expression,
): expression is CallExpression & { readonly options?: undefined } {
  if (expression.kind !== 'call' || expression.options || expression.operands.length !== 2) return false;
  return expression.name === 'add' || expression.name === 'sub';
}

/** A sum with those of its operands that are sums themselves: constants and equal terms together, in their order. */
export function simpleSum(sum: Expression, simplify: Simplify): Expression {
  const terms = termsOf(sum, simplify).filter(({ coefficient }) => coefficient.numerator !== 0);
  const added = terms.map((term) => ({ negative: term.coefficient.numerator < 0, size: sizeOf(term) }));
  const whole = added.reduce<Expression | undefined>(
    (left, { negative, size }) =>
      left ? call(negative ? 'sub' : 'add', [left, size]) : negative ? opposite(size) : size,
    undefined,
  );
  // Where 3(a + b) − 2(a + b) left a + b, its terms may meet others.
  return added.length > 1 && added.some(({ size }) => isSum(size))
    ? simpleSum(whole!, simplify)
    : (whole ?? number(0));
}

const opposite = (size: Expression) => (size.kind === 'number' ? number(-size.value) : call('neg', [size]));

function sizeOf({ coefficient, of, written }: Term): Expression {
  return written ?? multipleOf(coefficient.numerator < 0 ? negated(coefficient) : coefficient, of);
}

function termsOf(sum: Expression, simplify: Simplify): Term[] {
  const terms: Term[] = [];
  // A long sum is deep: a stack in place of recursion. What is on it is walked from the left.
  const rest = [{ part: sum, sign: 1, simple: false }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { part, sign, simple } = next;
    if (isSum(part)) {
      const [left, right] = part.operands;
      rest.push(
        { part: right, sign: part.name === 'sub' ? -sign : sign, simple },
        { part: left, sign, simple },
      );
    } else if (isCall(part, 'neg') && part.operands.length === 1)
      rest.push({ part: part.operands[0], sign: -sign, simple });
    else if (simple) add(terms, termOf(part, sign));
    else rest.push({ part: simplify(part), sign, simple: true });
  }
  return terms;
}

function termOf(part: Expression, sign: number): Term {
  const [coefficient, of] = takenApart(productOf(part, (each) => each));
  const written = part.kind === 'number' && part.value < 0 ? number(-part.value) : part;
  return { coefficient: sign < 0 ? negated(coefficient) : coefficient, of, written };
}

function add(terms: Term[], term: Term): void {
  for (const same of terms) {
    const together = equal(same.of, term.of) && plus(same.coefficient, term.coefficient);
    if (!together) continue;
    same.coefficient = together;
    same.written = undefined;
    return;
  }
  terms.push(term);
}
