import { ones, Value } from '@chainrule/core';
import { derivative, type Expression, type NameExpression, name } from '../expression/expression.ts';
import { simplify } from '../expression/simplify.ts';
import { substitute } from '../expression/structure.ts';
import { expressionOf } from '../graph/expression-of.ts';
import type { Landmark } from '../graph/landmarks.ts';
import { handedOnExpression, handOn, stepOf } from '../graph/links.ts';
import type { Link } from './level.ts';
import { onPaper, shortText } from './plain.ts';
import { brief } from './text.ts';

/** More signs than this are no name: of a longer formula the deepest parts are left out. */
const LONGEST = 60;

/** What the nodes and links of a graph are called in a sentence: a node without a name of the user's goes by its formula. */
export class Speaker {
  readonly #root: Landmark;
  readonly #expressions = new Map<Value, Expression>();

  constructor(named: readonly Landmark[], root: Landmark) {
    this.#root = root;
    // A constant without a name is spoken of by its number, and what is computed by its formula.
    for (const { node, symbol, named: given } of named)
      if (given || node === root.node || (!node.primitive && node.wantsGradient))
        this.#expressions.set(node, symbol);
  }

  /** `out`, or `w·x + b`. */
  node({ node }: Landmark): string {
    return this.nodeText(node);
  }

  nodeText(node: Value): string {
    return shortText(this.#expressionOf(node), LONGEST);
  }

  /** Whether it is only its input in another arrangement, as a reshape is, of which a formula on paper says nothing. */
  isArranged({ node, inputs, named }: Landmark): boolean {
    return !named && inputs.length === 1 && this.nodeText(node) === this.nodeText(inputs[0].node);
  }

  /** What it is computed as. */
  formula({ node }: Landmark): string {
    return shortText(onPaper(expressionOf(node, this.#expressions)), LONGEST);
  }

  /** `∂out/∂net`. */
  rate({ from, to }: Pick<Link, 'from' | 'to'>): string {
    return `∂${bracketed(this.node(from))}/∂${bracketed(this.node(to))}`;
  }

  /**
   * `∂out/∂net = out·(1 − out) = 0.186815602`; of arrays what is handed on is told, `∂A/∂Z, which makes ∂E/∂A · (1 − A²) of
   * what comes back`.
   */
  rateInFull(link: Link): string {
    const { expression, value } = this.#rateOf(link);
    const simple = simplify(onPaper(expression));
    const formula = shortText(simple, 2 * LONGEST);
    const rate = this.rate(link);
    if (value === undefined) return `${rate}, by which ${formula} is handed on`;
    const number = simple.kind === 'number' ? [] : [brief(value.toArray())];
    return [rate, formula, ...number].join(' = ');
  }

  #rateOf({ level, from, to }: Link): { expression: Expression; value?: Value } {
    const step = stepOf(from);
    const variable = step.variables.get(to)!;
    if (from.node.rank === 0) {
      const node = handOn(step).of(variable);
      return {
        expression: this.#spelledOut(level.landmarks, handedOnExpression(step, node, { own: from.symbol })),
        value: node,
      };
    }
    const g = Value.of(ones(from.node.shape), true);
    const symbol = derivative(this.#root.symbol, this.#symbolOf(from));
    const node = handOn(step, g).of(variable);
    const expression = handedOnExpression(step, node, { own: from.symbol, g: { node: g, symbol } });
    return { expression: this.#spelledOut(level.landmarks, expression) };
  }

  /** Names that only the smallest steps have, as their formulas. */
  #spelledOut(landmarks: readonly Landmark[], expression: Expression): Expression {
    const byName = new Map(landmarks.map(({ symbol, node }) => [symbol.name, node]));
    return substitute(expression, (symbol) => {
      const node = symbol.kind === 'name' ? byName.get(symbol.name) : undefined;
      return node && this.#expressionOf(node);
    });
  }

  /** Its name, where it has one that people know. */
  #symbolOf(landmark: Landmark): NameExpression {
    const known = this.#expressionOf(landmark.node);
    return known.kind === 'name' ? known : name(bracketed(this.node(landmark)));
  }

  #expressionOf(node: Value): Expression {
    const known = this.#expressions.get(node);
    if (known) return known;
    const made = onPaper(expressionOf(node, this.#expressions));
    this.#expressions.set(node, made);
    return made;
  }
}

/** A formula in brackets, a name without. */
export const bracketed = (text: string) => (/^[\p{L}\p{N}_⁺]+$/u.test(text) ? text : `(${text})`);
