import { graph, noGrad, ones, type Primitive, type Value } from '@chainrule/core';
import { hasOrigin } from '../read/outcomes.ts';
import { flat } from './agreement.ts';
import type { Place } from './place.ts';

/** Operations whose derivative jumps and no kink of theirs says so: it depends on another operand, or on all entries. */
const BENT = new Set(['leakyRelu', 'prelu', 'hardTanh', 'elu', 'celu', 'where', 'max', 'min']);

const isBent = ({ name, kink }: Primitive) => kink !== undefined || BENT.has(name);

/**
 * On which sides of the kinks of a graph places lie: whether a unit is on or off. A claim that leaves the derivative of
 * such a unit out is right wherever the unit is on, so places have to be found on both sides.
 */
export class Sides {
  readonly #bent: readonly Value[];
  /** For each operation with a kink the sides that were seen, a bit for each, entry by entry. */
  readonly #seen = new Map<Value, Uint8Array>();

  constructor(root: Value) {
    this.#bent = graph(root).nodes.filter(
      (node) =>
        hasOrigin(node) || (node.primitive !== undefined && node.wantsGradient && isBent(node.primitive)),
    );
  }

  /** Whether each entry was seen on two sides, which is all that most have; so too where nothing has a kink. */
  get complete(): boolean {
    return this.#bent.every((node) => this.#seen.get(node)?.every((bits) => (bits & (bits - 1)) !== 0));
  }

  /** Whether something lies here on a side that was not seen yet. */
  isNew(place: Place): boolean {
    return this.#bent.some((node) => {
      const seen = this.#seen.get(node);
      return !seen || sidesOf(node, place).some((bit, i) => (seen[i] & bit) === 0);
    });
  }

  see(place: Place): void {
    for (const node of this.#bent) {
      const seen = this.#seen.get(node);
      const here = sidesOf(node, place);
      this.#seen.set(node, seen ? here.map((bit, i) => bit | seen[i]) : here);
    }
  }

  /** What lies on another side at some of these places than at a given one; nothing where one of them crosses no kink. */
  crossed(given: Place, places: readonly Place[]): Value[] {
    const crosses = (node: Value, place: Place) => {
      const before = sidesOf(node, given);
      return sidesOf(node, place).some((bit, i) => bit !== before[i]);
    };
    const all = places.every((place) => this.#bent.some((node) => crosses(node, place)));
    return all ? this.#bent.filter((node) => places.some((place) => crosses(node, place))) : [];
  }
}

/** Which piece of an operation its inputs lie on, entry by entry, told by the sign of its kink or by its derivatives; of an
 * outcome, what came out. */
function sidesOf(node: Value, place: Place): Uint8Array {
  const y = place.at(node);
  if (!node.primitive) return Uint8Array.from(flat(y), sideOf);
  const { primitive, inputs, attributes } = y;
  const { kink } = primitive!;
  if (kink && inputs.length === 1) return Uint8Array.from(flat(inputs[0]), (x) => sideOf(kink(x)));
  const slopes = node.inputs.flatMap((input, k) =>
    input.wantsGradient
      ? Array.from(flat(noGrad(() => primitive!.vjp(ones(y.shape), y, inputs, k, attributes))))
      : [],
  );
  return Uint8Array.from(slopes, sideOf);
}

const sideOf = (x: number) => (x === 0 ? 1 : x === 1 ? 2 : x > 0 ? 4 : 8);
