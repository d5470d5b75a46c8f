import { type Slot, unitName } from './setup.ts';

/** What of a picture is lit: the units by name, and the slots by place. */
export interface Lit {
  readonly units: ReadonlySet<string>;
  readonly slots: ReadonlySet<number>;
}

/** All that a number of the network acts on, up to the error. */
export function downstream(sizes: readonly number[], slots: readonly Slot[], chosen: number): Lit {
  const { layer, to } = slots[chosen];
  const units = new Set<string>();
  for (let k = layer + 1; k < sizes.length; k++)
    for (let unit = 0; unit < sizes[k]; unit++)
      if (k > layer + 1 || to < 0 || to === unit) units.add(unitName(sizes, k, unit));
  const lit = slots.flatMap((slot, k) =>
    slot.from >= 0 && slot.layer > layer && units.has(unitName(sizes, slot.layer, slot.from)) ? [k] : [],
  );
  return { units, slots: new Set([chosen, ...lit]) };
}

/** The units on a path as a derivation names it: net_h1 and out_h1 are both h1. */
export function unitsOn(path: readonly string[]): string[] {
  return [...new Set(path.flatMap((name) => /^(?:net|out)_(.+)$/.exec(name)?.[1] ?? []))];
}

/** One path from a number of the network to the error. */
export function alongPath(
  sizes: readonly number[],
  slots: readonly Slot[],
  chosen: number,
  path: readonly string[],
): Lit {
  const units = new Set(unitsOn(path));
  const lit = slots.flatMap(({ layer, to, from }, k) =>
    from >= 0 && units.has(unitName(sizes, layer, from)) && units.has(unitName(sizes, layer + 1, to))
      ? [k]
      : [],
  );
  return { units, slots: new Set([chosen, ...lit]) };
}
