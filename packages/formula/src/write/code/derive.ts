import { type AbstractInput, add, mul, type TracedStep, traceAbstract, type Value } from '@chainrule/core';
import { routeToAll } from '../../explain/targets.ts';
import { type Expression, name } from '../../expression/expression.ts';
import { namesIn } from '../../expression/parts.ts';
import { simplify } from '../../expression/simplify.ts';
import { type Landmark, landmarksOf } from '../../graph/landmarks.ts';
import { handOn, stepOf, variableOf } from '../../graph/links.ts';
import { TracedExpressions } from '../../graph/traced-expressions.ts';
import { build } from '../../read/build.ts';
import type { Program } from '../../read/definitions.ts';
import type { Source } from '../../read/tokens.ts';
import type { Line } from './shared.ts';

/** A gradient line by line: the landmarks in their order, then what comes back to each. */
export interface DerivedLines {
  readonly forward: readonly Line[];
  readonly backward: readonly Line[];
  /** The names of the lines that are the gradients, in the order of what was differentiated by. */
  readonly results: readonly string[];
}

/**
 * Derives a gradient as `explain` does, from landmark to landmark, of arrays that have a shape and no numbers: so what
 * depends on numbers, as the mask of relu, stands in the lines as what it is computed by.
 */
export function deriveLines(
  source: Source,
  program: Program,
  inputs: readonly AbstractInput[],
  wrt: readonly string[],
): DerivedLines {
  const { value: told, steps } = traceAbstract(inputs, (leaves) => {
    const given = new Map(leaves.map((leaf, k) => [inputs[k].name!, leaf]));
    const { result } = build(source, program, given);
    return new Telling(result, given, wrt).tell();
  });
  return written(told, steps);
}

/** What was traced: nodes, and how they are called. */
interface Told {
  readonly landmarks: readonly Landmark[];
  readonly backward: readonly (readonly [symbol: string, node: Value])[];
  readonly names: Map<Value, Expression>;
  readonly results: readonly string[];
}

class Telling {
  readonly #landmarks: readonly Landmark[];
  readonly #root: Landmark;
  readonly #targets: ReadonlySet<Value>;
  readonly #names: Map<Value, Expression>;
  readonly #backward: [string, Value][] = [];
  readonly #gradients = new Map<Landmark, Value>();

  constructor(result: Value, given: ReadonlyMap<string, Value>, wrt: readonly string[]) {
    this.#targets = new Set(wrt.map((each) => given.get(each)!));
    this.#landmarks = landmarksOf(result, { also: this.#targets });
    this.#root = this.#landmarks[this.#landmarks.length - 1];
    this.#names = new Map([...given].map(([each, leaf]) => [leaf, name(each)]));
    for (const { node, symbol } of this.#landmarks) this.#names.set(node, symbol);
  }

  tell(): Told {
    const { route, wanted } = routeToAll('toCode', this.#targets, this.#landmarks);
    for (const landmark of [...route.landmarks].reverse()) {
      if (landmark === this.#root) continue;
      const terms = route.consumers(landmark).map((consumer) => this.#handedOn(consumer, landmark));
      const total = terms.reduce((sum, term) => add(sum, term));
      this.#gradients.set(landmark, this.#line(symbolOf(this.#root, landmark), total));
    }
    return {
      landmarks: this.#landmarks,
      backward: this.#backward,
      names: this.#names,
      results: wanted.map((landmark) => symbolOf(this.#root, landmark)),
    };
  }

  /** What a landmark adds to the gradient of one of its inputs: between scalars a product, whose factor has a line. */
  #handedOn(from: Landmark, to: Landmark): Value {
    const step = stepOf(from);
    this.#names.set(step.result, from.symbol);
    for (const [input, variable] of step.variables) this.#names.set(variable, input.symbol);
    const variable = step.variables.get(to)!;
    if (from === this.#root) return handOn(step).of(variable);
    const g = this.#gradients.get(from)!;
    if (from.node.rank > 0 || to.node.rank > 0) return handOn(step, g).of(variable);
    const local = handOn(step).of(variable);
    return local.primitive && !this.#names.has(local)
      ? mul(g, this.#line(symbolOf(from, to), local))
      : mul(g, local);
  }

  /** Gives what was computed a line; what uses it sees its name alone. */
  #line(symbol: string, node: Value): Value {
    this.#backward.push([symbol, node]);
    const seen = variableOf(node);
    this.#names.set(seen, name(symbol));
    return seen;
  }
}

const symbolOf = (of: Landmark, by: Landmark) => `∂${of.symbol.name}/∂${by.symbol.name}`;

function written({ landmarks, backward, names, results }: Told, steps: readonly TracedStep[]): DerivedLines {
  const expressions = new TracedExpressions(steps, names);
  const forward = landmarks.flatMap(({ node, symbol }): Line[] => {
    const expression = expressions.computed(node);
    return expression ? [{ name: symbol.name, expression: simplify(expression) }] : [];
  });
  return {
    forward: inOrder(forward),
    backward: backward.map(([symbol, node]) => ({
      name: symbol,
      expression: simplify(names.get(node) ?? expressions.of(node)),
    })),
    results,
  };
}

/** Lines, each after those that it uses: what was not recorded stood before all. */
function inOrder(lines: readonly Line[]): readonly Line[] {
  const byName = new Map(lines.map((line) => [line.name, line]));
  const ordered = new Set<Line>();
  const add = (line: Line): void => {
    if (ordered.has(line)) return;
    byName.delete(line.name);
    for (const used of namesIn(line.expression)) {
      const before = byName.get(used);
      if (before) add(before);
    }
    ordered.add(line);
  };
  lines.forEach(add);
  return [...ordered];
}
