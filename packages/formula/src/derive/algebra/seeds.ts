import { ONE } from '../../expression/rational.ts';
import { product } from './arithmetic.ts';
import { kept, normalized } from './normal.ts';
import { tensor } from './sums.ts';
import {
  DELTA,
  type Factor,
  factor,
  Index,
  isOne,
  moved,
  renewed,
  type Tensor,
  type Term,
  Unsaid,
} from './tensor.ts';

/*
 * A walk back from an array is weighted by a seed v, and its result is linear in v. The coefficient of vᵢ is the derivative of
 * the entry i: it is what is left when δ stands in the place of v.
 */

/** A tensor that is linear in a seed of this name and these sizes, without it: the axes of the seed come first. */
export function unseeded(x: Tensor, name: string, sizes: readonly string[]): Tensor {
  const seedAxes = sizes.map((size) => new Index(size));
  const axes = [...seedAxes, ...x.axes];
  const seed: Seed = { name, key: JSON.stringify(name), axes: seedAxes };
  const terms = x.terms.flatMap((term) => withoutSeed(renewed(term, x.axes), seed, axes));
  return tensor(
    axes,
    terms.flatMap((term) => normalized(axes, term).terms),
  );
}

interface Seed {
  readonly name: string;
  /** What the key of every atom with the seed in it has. */
  readonly key: string;
  readonly axes: readonly Index[];
}

function withoutSeed(term: Term, seed: Seed, axes: readonly Index[]): readonly Term[] {
  const k = term.factors.findIndex(({ atom }) => atom.key.includes(seed.key));
  const found: Factor | undefined = term.factors[k];
  if (!found || !isOne(found.exponent)) throw new Unsaid('a part that is not linear');
  const rest = { coefficient: term.coefficient, factors: term.factors.toSpliced(k, 1) };
  const { atom, at } = found;
  if (atom.kind === 'symbol') {
    const places = at.map((index, j) => factor(DELTA, [index, seed.axes[j]]));
    return [product([rest, { coefficient: ONE, factors: places }])];
  }
  if (atom.kind !== 'sum') throw new Unsaid('a part that is not linear');
  const to = new Map(atom.of.axes.map((axis, j) => [axis, at[j]]));
  return atom.of.terms.flatMap((each) => {
    const opened = product([rest, moved(renewed(each, atom.of.axes), to)]);
    return withoutSeed(kept(axes, term, opened)!, seed, axes);
  });
}
