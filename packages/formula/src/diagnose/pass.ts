import { backward, type Gradients, ones, replay, Value, zeros } from '@chainrule/core';
import type { Route } from '../explain/route.ts';
import type { Landmark } from '../graph/landmarks.ts';
import { handOn, type Step, stepOf } from '../graph/links.ts';
import type { Place } from './place.ts';

/** A link of the chain while a walk goes over it: from a landmark to one of its inputs. */
export interface Crossing {
  readonly from: Landmark;
  readonly to: Landmark;
  /** What comes in, ∂root/∂from. */
  readonly g: Value;
  /** What should be handed on, gᵀ ∂from/∂to. */
  readonly truth: Value;
}

/** What a link hands on in place of what it should; undefined leaves it as it is. */
export type Alteration = (crossing: Crossing) => Value | undefined;

/** Numbers that stand in the place of those that a step should read. */
export interface Readings {
  readonly inputs?: ReadonlyMap<Landmark, Value>;
  readonly result?: Value;
}

/** What a step hands on, as a graph over its inputs, its result and what comes in. */
interface Rule {
  readonly step: Step;
  readonly seed: Value;
  readonly handed: Gradients;
}

const unaltered: Alteration = () => undefined;

/** The walk back over a route at one place, as it should be or altered in some links. */
export class Pass {
  readonly place: Place;
  readonly #route: Route;
  #truth: ReadonlyMap<Landmark, Value> | undefined;
  readonly #handed = new Map<Landmark, Map<Landmark, { g: Value; value: Value }>>();
  readonly #rates = new Map<Landmark, Gradients | undefined>();
  readonly #steps = new Map<Landmark, Step>();
  readonly #rules = new Map<Landmark, Rule>();

  constructor(place: Place, route: Route) {
    this.place = place;
    this.#route = route;
    this.#truth = this.adjoints(unaltered);
  }

  /** ∂root/∂landmark as it should be. */
  adjointOf(landmark: Landmark): Value {
    return this.#truth!.get(landmark)!;
  }

  /** ∂root/∂landmark for every landmark of the route, where some links are altered. */
  adjoints(alter: Alteration): ReadonlyMap<Landmark, Value> {
    const found = new Map<Landmark, Value>();
    const { landmarks } = this.#route;
    for (let i = landmarks.length - 1; i >= 0; i--)
      found.set(landmarks[i], this.#adjoint(landmarks[i], found, alter));
    return found;
  }

  /** ∂start/∂landmark, or that of the sum of its entries. */
  adjointsFrom(start: Landmark): ReadonlyMap<Landmark, Value> {
    const found = new Map<Landmark, Value>([[start, ones(start.node.shape)]]);
    const { landmarks, consumers } = this.#route;
    for (let i = landmarks.indexOf(start) - 1; i >= 0; i--) {
      const to = landmarks[i];
      const parts = consumers(to).flatMap((from) => {
        const g = found.get(from);
        return g ? [this.handOn(from, to, g)] : [];
      });
      if (parts.length > 0)
        found.set(
          to,
          parts.reduce((a, b) => a.add(b)),
        );
    }
    return found;
  }

  #adjoint(to: Landmark, found: ReadonlyMap<Landmark, Value>, alter: Alteration): Value {
    const consumers = this.#route.consumers(to);
    if (consumers.length === 0) return ones(to.node.shape);
    // Where nothing has changed the adjoint is the very node of the walk as it should be, and what it hands on is known.
    let changed = this.#truth === undefined;
    const parts: Value[] = [];
    for (const from of consumers) {
      const g = found.get(from)!;
      const truth = this.handOn(from, to, g);
      const value = alter({ from, to, g, truth }) ?? truth;
      if (value !== truth || g !== this.#truth?.get(from)) changed = true;
      parts.push(value);
    }
    if (!changed) return this.#truth!.get(to)!;
    return parts.reduce((a, b) => a.add(b));
  }

  /** gᵀ ∂from/∂to. */
  handOn(from: Landmark, to: Landmark, g: Value): Value {
    let known = this.#handed.get(from);
    if (known === undefined) {
      known = new Map();
      this.#handed.set(from, known);
    }
    const before = known.get(to);
    if (before?.g === g) return before.value;
    const value = this.#handOn(from, to, g);
    // The walk as it should be comes first, and what it finds is kept.
    if (before === undefined) known.set(to, { g, value });
    return value;
  }

  #handOn(from: Landmark, to: Landmark, g: Value): Value {
    const step = this.#stepOf(from);
    const variable = step.variables.get(to)!;
    if (from.node.rank > 0) return backward(step.result, { seed: g }).of(variable);
    let rates = this.#rates.get(from);
    if (rates === undefined) {
      rates = backward(step.result);
      this.#rates.set(from, rates);
    }
    return g.mul(rates.of(variable));
  }

  #stepOf(landmark: Landmark): Step {
    let step = this.#steps.get(landmark);
    if (step === undefined) {
      step = stepOf(landmark, ({ node }) => this.place.at(node), this.place.outcomes);
      this.#steps.set(landmark, step);
    }
    return step;
  }

  /**
   * What the rule of a step gives where it reads other numbers: in the place of some inputs, or of the result, which stay as
   * they are where they were computed before and kept.
   */
  handOnReading(from: Landmark, to: Landmark, g: Value, read: Readings): Value | undefined {
    if (isOneOperation(from)) return this.#applyRule(from, to, g, read);
    const { step, seed, handed } = this.#ruleOf(from);
    const target = step.variables.get(to);
    if (target === undefined) return undefined;
    const numbers = new Map<Value, Value>([[step.result, read.result ?? this.place.at(from.node)]]);
    for (const [input, variable] of step.variables)
      numbers.set(variable, read.inputs?.get(input) ?? this.place.at(input.node));
    numbers.set(seed, g);
    const rule = handed.of(target);
    return replay(rule, numbers).get(rule) ?? rule;
  }

  #applyRule(from: Landmark, to: Landmark, g: Value, { inputs, result }: Readings): Value {
    const { primitive, attributes, inputs: operands } = from.node;
    const numbers = new Map([...(inputs ?? [])].map(([{ node }, value]) => [node, value]));
    const xs = operands.map((operand) => numbers.get(operand) ?? this.place.at(operand));
    const y = result ?? this.place.at(from.node);
    const parts = operands.flatMap((operand, k) =>
      operand === to.node ? [primitive!.vjp(g, y, xs, k, attributes).sumTo(to.node.shape)] : [],
    );
    return parts.reduce((a, b) => a.add(b));
  }

  #ruleOf(from: Landmark): Rule {
    let rule = this.#rules.get(from);
    if (rule === undefined) {
      const step = this.#stepOf(from);
      const seed = Value.of(ones(from.node.shape), true);
      rule = { step, seed, handed: handOn(step, seed) };
      this.#rules.set(from, rule);
    }
    return rule;
  }

  /** Nothing, in the shape of a landmark. */
  nothing(to: Landmark): Value {
    return zeros(to.node.shape);
  }
}

/** Whether a landmark is one operation over its inputs. */
const isOneOperation = ({ node, inputs }: Landmark) =>
  node.inputs.every((operand) => !operand.primitive || inputs.some((input) => input.node === operand));
