import type { Random } from '@chainrule/core';
import { bodyOf, type Model } from './model.ts';
import { pick } from './models.ts';
import {
  add,
  div,
  evaluate,
  isOperation,
  mul,
  neg,
  pow,
  type Scope,
  sizeOf,
  sub,
  type Term,
  term,
} from './term.ts';

/** Another form of the same; undefined where the rule does not apply. */
type Rule = (each: Term) => Term | undefined;

/** A rule for one operation, given its operands. */
const on =
  (op: Parameters<typeof term>[0], rule: (a: Term, b: Term) => Term | undefined): Rule =>
  (each) =>
    isOperation(each, op) ? rule(each.args[0], each.args[1]) : undefined;

const isSum = (each: Term) => isOperation(each, 'add', 'sub');

/** (b ± c) with both sides changed. */
const overSum = (each: Term, change: (side: Term) => Term): Term | undefined =>
  isOperation(each, 'add', 'sub') ? term(each.op, change(each.args[0]), change(each.args[1])) : undefined;

const exp = (a: Term) => term('exp', a);

const RULES: readonly Rule[] = [
  on('add', (a, b) => add(b, a)),
  on('mul', (a, b) => mul(b, a)),
  on('sub', (a, b) => neg(sub(b, a))),
  on('sub', (a, b) => add(neg(b), a)),
  on('mul', (a, b) => overSum(b, (side) => mul(a, side))),
  on('mul', (a, b) => overSum(a, (side) => mul(side, b))),
  on('mul', (a, b) => (isOperation(b, 'mul') ? mul(mul(a, b.args[0]), b.args[1]) : undefined)),
  on('mul', (a, b) => (isOperation(a, 'div') ? div(mul(a.args[0], b), a.args[1]) : undefined)),
  on('mul', (a, b) => (isOperation(b, 'neg') ? neg(mul(a, b.args[0])) : undefined)),
  on('neg', (a) => (isSum(a) ? overSum(a, neg) : mul(-1, a))),
  on('div', (a, b) => overSum(a, (side) => div(side, b))),
  on('div', (a, b) => mul(a, pow(b, -1))),
  on('add', (a, b) =>
    isOperation(a, 'div') && isOperation(b, 'div')
      ? div(add(mul(a.args[0], b.args[1]), mul(b.args[0], a.args[1])), mul(a.args[1], b.args[1]))
      : undefined,
  ),
  on('pow', (a, n) => (n === 2 ? mul(a, a) : undefined)),
  on('pow', (a, n) =>
    n === 2 && isOperation(a, 'sub')
      ? add(sub(pow(a.args[0], 2), mul(mul(2, a.args[0]), a.args[1])), pow(a.args[1], 2))
      : undefined,
  ),
  on('sub', (a, b) =>
    a === 1 && isOperation(b, 'pow') && b.args[1] === 2
      ? mul(sub(1, b.args[0]), add(1, b.args[0]))
      : undefined,
  ),
  on('sigmoid', (x) => div(1, add(1, exp(neg(x))))),
  on('sigmoid', (x) => div(exp(x), add(exp(x), 1))),
  on('sigmoid', (x) => div(add(1, term('tanh', div(x, 2))), 2)),
  on('tanh', (x) => div(sub(exp(mul(2, x)), 1), add(exp(mul(2, x)), 1))),
  on('tanh', (x) => sub(mul(2, term('sigmoid', mul(2, x))), 1)),
  on('softplus', (x) => term('log', add(1, exp(x)))),
  on('sqrt', (x) => div(x, term('sqrt', x))),
  on('log', (x) => neg(term('log', div(1, x)))),
];

/** Rules that look silly and are what an unfinished simplification leaves. */
const CLUMSY: readonly Rule[] = [
  (each) => (typeof each === 'string' ? sub(add(each, 10), 10) : undefined),
  (each) => (typeof each === 'string' ? div(mul(each, 3), 3) : undefined),
  (each) => (typeof each === 'string' ? add(div(each, 2), div(each, 2)) : undefined),
  (each) => (typeof each === 'number' && each !== 0 ? div(2 * each, 2) : undefined),
];

/** A name that a step gives as what the step says. */
function inFull({ steps }: Model): Rule {
  const bodies = new Map(steps.map((step) => [step.name, bodyOf(step)]));
  return (each) => (typeof each === 'string' ? bodies.get(each) : undefined);
}

/** A term with a rule applied at the k-th place where it applies; undefined where there are not so many. */
function applied(each: Term, rule: Rule, k: number): Term | undefined {
  let left = k;
  const walk = (part: Term): Term => {
    const made = rule(part);
    if (made !== undefined && left-- === 0) return made;
    return typeof part === 'object' && left >= 0 ? term(part.op, ...part.args.map(walk)) : part;
  };
  const changed = walk(each);
  return left < 0 ? changed : undefined;
}

const countOf = (each: Term, rule: Rule): number =>
  (rule(each) === undefined ? 0 : 1) +
  (typeof each === 'object' ? each.args.reduce<number>((total, arg) => total + countOf(arg, rule), 0) : 0);

/** Larger formulas nobody writes by hand. */
const LARGEST = 60;

/** How far rounding may carry a form from the original, relative to it. */
const ROUNDING = 1e-10;

/** The same in another form: some rules, each where it applies, that leave the number as it is at all these points. */
export function rewrite(
  original: Term,
  model: Model,
  scopes: readonly Scope[],
  random: Random,
  rounding = ROUNDING,
): Term {
  const expand = inFull(model);
  const rules = [...RULES, ...RULES, ...CLUMSY, expand, expand, expand, expand];
  let current = original;
  for (let tries = 5 + Math.floor(35 * random.next()); tries > 0; tries--) {
    const rule = pick(random, rules);
    const place = Math.floor(countOf(current, rule) * random.next());
    const changed = applied(current, rule, place);
    if (changed !== undefined && sizeOf(changed) <= LARGEST && stays(original, changed, scopes, rounding))
      current = changed;
  }
  return current;
}

const stays = (original: Term, changed: Term, scopes: readonly Scope[], rounding: number) =>
  scopes.every((scope) => {
    const was = evaluate(original, scope);
    return Math.abs(evaluate(changed, scope) - was) <= rounding * Math.abs(was);
  });
