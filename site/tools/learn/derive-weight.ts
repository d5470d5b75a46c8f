import { explain, why } from '@chainrule/formula';
import { derivationBody } from '../share/derivation.ts';
import { nodesOf } from './network.ts';
import { type Setup, slotsOf } from './setup.ts';

/** How the gradient of one weight comes about. */
export interface WeightDerivation {
  readonly html: string;
  readonly paths: readonly WeightPath[];
}

/** One way from a weight to the error, with what it adds to the gradient. */
export interface WeightPath {
  readonly names: readonly string[];
  /** Whether it is one path up to the error, and not all that begin alike. */
  readonly isWhole: boolean;
  readonly contribution: number;
  readonly share: number;
}

export async function deriveWeight(
  setup: Setup,
  numbers: readonly number[],
  sample: { readonly inputs: readonly number[]; readonly targets: readonly number[] },
  name: string,
): Promise<WeightDerivation> {
  const slots = slotsOf(setup);
  const { total, slots: leaves } = nodesOf(setup, slots, numbers, sample);
  const wrt = leaves[slots.findIndex((slot) => slot.name === name)];
  // An update is a part of the derivation where it is nothing but a step against this gradient.
  const isPlain = setup.optimizer === 'sgd' && setup.order === 'together' && setup.batch === 0;
  const isTrained = setup.bias !== 'held' || name.startsWith('w');
  const update = isPlain && isTrained && setup.data === 'given' ? { learningRate: setup.rate } : {};
  const derivation = explain(total, { wrt, ...update });
  const paths = why(total, wrt).map(({ path, whole, contribution, share }) => ({
    names: path.map((symbol) => symbol.name),
    isWhole: whole,
    contribution: contribution.item(),
    share,
  }));
  return { html: await derivationBody(derivation), paths };
}
