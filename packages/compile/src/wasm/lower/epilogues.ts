import { sizeOf, type Variable } from '../../program/program.ts';
import { isWhole } from './place.ts';
import { type ChainUnit, type KernelUnit, type ProductUnit, readBy, type Unit, writtenBy } from './units.ts';

/**
 * Lets products and convolutions run the chains that go over their results, part by part as soon as these are complete: a bias and
 * an activation, for example. That is possible if everything else that the chain reads is in memory before they begin.
 */
export function withEpilogues(units: readonly Unit[]): Unit[] {
  const writer = new Map<Variable, number>();
  units.forEach((unit, i) => {
    for (const root of writtenBy(unit)) writer.set(root, i);
  });
  const products = new Map<number, Producing>();
  const moved = new Set<Unit>();
  units.forEach((unit) => {
    if (unit.kind !== 'chain' || unit.reductions.length > 0) return;
    const i = Math.max(-1, ...readBy(unit).map(({ root }) => writer.get(root) ?? -1));
    const product = units[i];
    if (!takesEpilogue(product) || products.has(i) || !goesOver(unit, product)) return;
    products.set(i, { ...product, epilogue: unit });
    moved.add(unit);
    for (const root of unit.stores) writer.set(root, i);
  });
  return units.flatMap((unit, i) => (moved.has(unit) ? [] : [products.get(i) ?? unit]));
}

type Producing = ProductUnit | KernelUnit;

const takesEpilogue = (unit: Unit | undefined): unit is Producing =>
  unit?.kind === 'product' || (unit?.kind === 'kernel' && unit.takesEpilogue === true);

/** Whether a chain goes over the numbers of a result in order. */
function goesOver(chain: ChainUnit, { result }: Producing): boolean {
  if (chain.count !== sizeOf(result)) return false;
  return readBy(chain).every((place) => place.root !== result || isWhole(place));
}
