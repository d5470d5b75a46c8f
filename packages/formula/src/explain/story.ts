import { backward, type Gradients, Value } from '@chainrule/core';
import {
  call,
  type DerivativeExpression,
  derivative,
  type Expression,
  type NameExpression,
} from '../expression/expression.ts';
import { simplify } from '../expression/simplify.ts';
import { equal, substitute } from '../expression/structure.ts';
import { entriesOf } from '../graph/entries.ts';
import type { Landmark } from '../graph/landmarks.ts';
import { handedOnExpression, handOn, stepOf } from '../graph/links.ts';
import { toText } from '../write/text.ts';
import type { Equation, StepKind } from './derivation.ts';
import type { Route } from './route.ts';

/** A formula with more numbers than this put in says nothing. */
const MOST_NUMBERS_AT_ONCE = 24;

/** What one landmark hands on to another. */
export interface HandedOn {
  /** The expression as the rule gives it, in the landmarks and, unless the link is plain, in ∂root/∂from. */
  readonly expression: Expression;
  /** The node of the expression, not yet brought to the numbers of ∂root/∂from where it is plain. */
  readonly node: Value;
  /** Whether both are scalars: then the expression is ∂from/∂to, without what comes in. */
  readonly plain: boolean;
}

/** How a story is told. */
export interface Telling {
  /** Whether every step of the rules is shown before it is simplified. */
  readonly full: boolean;
  readonly rootSymbol?: DerivativeExpression;
  /** The story that this one goes on from: what was computed there is not computed again. */
  readonly after?: Story;
}

/** A derivation while it is written: the symbols, and the numbers that belong to them. */
export class Story {
  readonly root: Landmark;
  /** How the root is written: its name, or ∂E/∂w where that is differentiated once more. */
  readonly rootSymbol: NameExpression | DerivativeExpression;
  readonly landmarks: readonly Landmark[];
  readonly route: Route;
  /** Whether every step of the rules is shown before it is simplified. */
  readonly full: boolean;
  readonly #gradients: Gradients;
  readonly #nodes: ReadonlySet<Value>;
  readonly #byName: ReadonlyMap<string, Landmark>;
  readonly #handed = new Map<Landmark, ReadonlyMap<Landmark, HandedOn>>();

  readonly #after: Story | undefined;

  constructor(landmarks: readonly Landmark[], route: Route, { full, rootSymbol, after }: Telling) {
    this.root = landmarks[landmarks.length - 1];
    this.rootSymbol = rootSymbol ?? this.root.symbol;
    this.#after = after;
    this.landmarks = landmarks;
    this.route = route;
    this.full = full;
    this.#gradients = backward(this.root.node);
    this.#nodes = new Set(landmarks.map(({ node }) => node));
    this.#byName = new Map(landmarks.map((landmark) => [landmark.symbol.name, landmark]));
  }

  /** ∂root/∂landmark as a number or an array. */
  gradientOf(landmark: Landmark): Value {
    return this.#gradients.of(landmark.node);
  }

  /** ∂root/∂landmark as a symbol. */
  gradientSymbol({ symbol }: Landmark): DerivativeExpression {
    return derivative(this.rootSymbol, symbol);
  }

  /** How a landmark is written. */
  symbolOf(landmark: Landmark): NameExpression | DerivativeExpression {
    return landmark === this.root ? this.rootSymbol : landmark.symbol;
  }

  /** What other steps call the step of this kind about a landmark, or about a link from one to another. */
  id(kind: StepKind, landmark: Landmark, to?: Landmark): string {
    if (kind === 'forward' && this.#after?.knows(landmark)) return this.#after.id(kind, landmark);
    const about = `${kind} ${landmark.symbol.name}${to ? `/${to.symbol.name}` : ''}`;
    return this.#after ? `again ${about}` : about;
  }

  /** Whether a landmark was computed here. */
  knows({ node }: Landmark): boolean {
    return this.#nodes.has(node);
  }

  /** What a landmark hands on to one of its inputs on the route. */
  handedOn(from: Landmark, to: Landmark): HandedOn {
    let all = this.#handed.get(from);
    if (!all) {
      all = this.#handOn(from);
      this.#handed.set(from, all);
    }
    return all.get(to)!;
  }

  /** Between scalars the derivative alone; else, and from the root, what ∂root/∂from comes to at the input. */
  #handOn(from: Landmark): ReadonlyMap<Landmark, HandedOn> {
    const step = stepOf(from);
    const isRoot = from === this.root;
    const g = isRoot ? undefined : Value.of(this.gradientOf(from), true);
    const plainly = isRoot || from.node.rank === 0 ? handOn(step) : undefined;
    const wholly = plainly && isRoot ? plainly : handOn(step, g);
    const symbols = { own: this.symbolOf(from), g: g && { node: g, symbol: this.gradientSymbol(from) } };
    const handed = new Map<Landmark, HandedOn>();
    for (const [to, variable] of step.variables) {
      const plain = plainly !== undefined && to.node.rank === 0;
      const node = (plain ? plainly : wholly).of(variable);
      handed.set(to, { expression: handedOnExpression(step, node, symbols), node, plain });
    }
    return handed;
  }

  /**
   * `left = symbols = numbers = value`. The numbers are left out where they would say the same as the value, and both
   * where there are too many.
   */
  equation(left: Expression, forms: readonly Expression[], value: Value, extra?: Expression): Equation {
    const symbols = forms.filter((form, k) => k === 0 || toText(form) !== toText(forms[k - 1]));
    const last = symbols[symbols.length - 1];
    const numbers = extra ?? (last && this.withNumbers(last));
    const total = entriesOf(value);
    const known = (form: Expression | undefined) => form && total && equal(form, total);
    return {
      left,
      symbols: symbols.filter((form) => !known(form)),
      numbers: known(numbers) ? undefined : numbers,
      value: total,
      shape: value.shape,
    };
  }

  /** The forms in which a formula is shown: simplified, and before that as it is where every step is asked for. */
  forms(expression: Expression): readonly Expression[] {
    const simple = simplify(expression);
    return this.full ? [expression, simple] : [simple];
  }

  /** An expression with numbers in the place of its symbols; undefined where one of them has too many. */
  withNumbers(expression: Expression): Expression | undefined {
    let complete = true;
    const filled = substitute(expression, (symbol) => {
      const value = this.#valueOf(symbol);
      const numbers = value && entriesOf(value);
      if (numbers === undefined) complete = false;
      return numbers;
    });
    return complete && numbersIn(filled) <= MOST_NUMBERS_AT_ONCE ? filled : undefined;
  }

  #valueOf(symbol: NameExpression | DerivativeExpression): Value | undefined {
    if (equal(symbol, this.rootSymbol)) return this.root.node;
    if (symbol.kind === 'name') return this.#byName.get(symbol.name)?.node;
    const wrt = this.#byName.get(symbol.wrt.name);
    if (wrt && equal(symbol.of, this.rootSymbol)) return this.gradientOf(wrt);
    const from = symbol.of.kind === 'name' ? this.#byName.get(symbol.of.name) : undefined;
    return from && wrt && this.handedOn(from, wrt).node;
  }
}

/** How many numbers stand in an expression. */
function numbersIn(expression: Expression): number {
  const parts =
    expression.kind === 'call' ? expression.operands : expression.kind === 'list' ? expression.items : [];
  return parts.reduce((count, part) => count + numbersIn(part), expression.kind === 'number' ? 1 : 0);
}

/** a · b · c, with nothing for no factor but one. */
export const product = (factors: readonly Expression[]): Expression =>
  factors.reduce((a, b) => call('mul', [a, b]));

/** a + b + c. */
export const sum = (terms: readonly Expression[]): Expression => terms.reduce((a, b) => call('add', [a, b]));
