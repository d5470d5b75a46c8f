import { power } from '../../expression/rational.ts';
import { arrayCall } from './atoms.ts';
import { tensorKey } from './keys.ts';
import { normalized } from './normal.ts';
import { single } from './sums.ts';
import { exactly, type Factor, factor, Index, isOne, type Tensor, type Term } from './tensor.ts';

/** A⁻¹. That of the transpose is the transpose of that, and (AB)⁻¹ is B⁻¹A⁻¹ where A and B are square. */
export function inverseOf(x: Tensor, axes: readonly Index[]): Tensor {
  const [term, ...more] = x.terms;
  const path = more.length === 0 && term ? pathOf(term, x.axes) : undefined;
  if (!path) return single(axes, arrayCall('inverse', [x], axes, { symmetric: isSymmetric(x) }));
  const inner = path.slice(1).map(({ from }) => from);
  const places = [axes[1], ...inner.map(({ size }) => new Index(size)), axes[0]];
  const factors = path.map(({ factor: { atom }, from, to, isTransposed }, k) => {
    const own = [new Index(from.size), new Index(to.size)];
    const plain = single(own, factor(atom, own));
    const at = isTransposed ? [places[k], places[k + 1]] : [places[k + 1], places[k]];
    return arrayCall('inverse', [plain], at, { symmetric: atom.symmetric });
  });
  return normalized(axes, { coefficient: exactly(power(term.coefficient, -1)), factors });
}

interface Step {
  readonly factor: Factor;
  readonly from: Index;
  readonly to: Index;
  readonly isTransposed: boolean;
}

/** Square matrices in a row from one axis to the other; undefined where the factors are anything else. */
function pathOf({ factors }: Term, [first, last]: readonly Index[]): readonly Step[] | undefined {
  const isSquare = factors.every(
    ({ at, exponent }) => at.length === 2 && isOne(exponent) && at.every(({ size }) => size === first.size),
  );
  if (!isSquare || factors.some(({ atom }) => atom.kind === 'delta')) return undefined;
  const steps: Step[] = [];
  let from = first;
  const rest = [...factors];
  while (rest.length > 0) {
    const k = rest.findIndex(({ at }) => at.includes(from));
    if (k < 0) return undefined;
    const [found] = rest.splice(k, 1);
    const isTransposed = found.at[1] === from;
    const to = isTransposed ? found.at[0] : found.at[1];
    steps.push({ factor: found, from, to, isTransposed });
    from = to;
  }
  return from === last ? steps : undefined;
}

export const isSymmetric = (x: Tensor): boolean =>
  tensorKey(x) === tensorKey({ axes: [...x.axes].reverse(), terms: x.terms });
