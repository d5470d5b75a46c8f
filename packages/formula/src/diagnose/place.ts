import { backward, type Gradients, graph, ones, type Value } from '@chainrule/core';
import { largest } from './agreement.ts';

/** A graph at other numbers. */
export class Place {
  /** The node of the graph that is differentiated. */
  readonly root: Value;
  /** What came of comparisons, which no derivative passes through. */
  readonly outcomes: ReadonlyMap<Value, Value>;
  readonly #moved: ReadonlyMap<Value, Value>;
  readonly #gradients = new Map<Value, Gradients>();
  #scale: number | undefined;

  constructor(
    root: Value,
    moved: ReadonlyMap<Value, Value>,
    outcomes: ReadonlyMap<Value, Value> = new Map(),
  ) {
    this.root = root;
    this.outcomes = outcomes;
    this.#moved = moved;
  }

  /** What stands here in the place of a node of the graph. */
  at(node: Value): Value {
    return this.#moved.get(node) ?? node;
  }

  /** ∂root/∂node here. */
  gradientOf(node: Value): Value {
    return this.rateOf(this.root, node);
  }

  /** ∂of/∂node here, where `of` is an array that of the sum of its entries. */
  rateOf(of: Value, node: Value): Value {
    let gradients = this.#gradients.get(of);
    if (gradients === undefined) {
      const root = this.at(of);
      gradients = backward(root, { seed: ones(root.shape) });
      this.#gradients.set(of, gradients);
    }
    return gradients.of(this.at(node));
  }

  /** The size of the terms that make the gradients here: what rounding leaves of them when they cancel is measured by it. */
  get scale(): number {
    this.#scale ??= graph(this.at(this.root))
      .nodes.filter(({ wantsGradient }) => wantsGradient)
      .reduce((most, node) => Math.max(most, largest(this.gradientOf(node))), 0);
    return this.#scale;
  }
}
