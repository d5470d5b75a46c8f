import type { NumberFunction } from '../array/map.ts';
import { SCALAR } from '../array/shape.ts';
import type { NumberForm } from '../primitive.ts';
import { withRecording } from '../recording.ts';
import { Value } from '../value.ts';
import type { Product } from './elementwise.ts';

/**
 * Turns a derivative rule written in Values into a function of numbers, so that the walk over a scalar graph builds no graph
 * of its own. The rule runs once, on placeholders and with everything recorded, and its graph becomes nested functions. No
 * source text is made, so it works where eval is forbidden.
 */
export class TracedNumberForm implements NumberForm {
  readonly forward: NumberFunction;
  readonly #products: readonly (Product | undefined)[];
  #vjps: NumberForm['vjps'] | undefined;

  constructor(forward: NumberFunction, products: readonly (Product | undefined)[]) {
    this.forward = forward;
    this.#products = products;
  }

  /** Traced on first use, since rules name operations that are declared later. */
  get vjps(): NumberForm['vjps'] {
    this.#vjps ??= this.#products.map((product) => product && trace(product, this.#products.length));
    return this.#vjps;
  }
}

function trace(product: Product, arity: number): NumberFunction {
  const [g, y, ...xs] = Array.from({ length: 2 + arity }, () => new Value(0.5, SCALAR, 'float64'));
  const result = withRecording('everything', () => product(g, y, ...xs));
  return toNumbers(result, [g, y, ...xs]);
}

/** The graph below a node as a function of the placeholders' numbers. */
function toNumbers(node: Value, placeholders: readonly Value[]): NumberFunction {
  const argument = placeholders.indexOf(node);
  if (argument >= 0) return ARGUMENTS[argument];
  if (!node.primitive) {
    const fixed = node.item();
    return () => fixed;
  }
  const f = node.primitive.onNumbers!.forward;
  const [p, q, r] = node.inputs.map((input) => toNumbers(input, placeholders));
  if (!q) return (g, y, a, b, c) => f(p(g, y, a, b, c));
  // Most rules are g times a slope: this saves one call for every gradient.
  if (!r && p === G) return (g, y, a, b, c) => f(g, q(g, y, a, b, c));
  if (!r) return (g, y, a, b, c) => f(p(g, y, a, b, c), q(g, y, a, b, c));
  return (g, y, a, b, c) => f(p(g, y, a, b, c), q(g, y, a, b, c), r(g, y, a, b, c));
}

const G: NumberFunction = (g) => g;

const ARGUMENTS: readonly NumberFunction[] = [
  G,
  (_, y) => y,
  (_, __, a) => a,
  (_, __, ___, b) => b,
  (_, __, ___, ____, c) => c,
];
