import { MOST, range, type Slot, unitName } from './setup.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface UnitPlace extends Place {
  readonly name: string;
  readonly layer: number;
  readonly unit: number;
}

/** A line from where a number acts to where it goes; a bias of one unit has none. */
export interface EdgePlace {
  /** Which of the slots. */
  readonly slot: number;
  readonly from: Place;
  readonly to: Place;
  /** Where its number stands, where there is room for it. */
  readonly label?: Place;
  /** Whether there is room for its name and its gradient too. */
  readonly isFull?: boolean;
}

export interface BiasPlace extends Place {
  readonly slot: number;
  readonly isShared: boolean;
}

/** Where everything of the picture of a network is, in pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  /** Whether there is room for numbers beside and in the units. */
  readonly isRoomy: boolean;
  readonly units: readonly UnitPlace[];
  readonly edges: readonly EdgePlace[];
  readonly biases: readonly BiasPlace[];
}

/** Edges between two layers of which each can have its number written, and its gradient and name as well. */
const MOST_LABELS = 10;
const MOST_FULL = 4;

/** How large units are, and how far apart, by the most that a layer has. */
const WIDE = [
  { most: 2, radius: 36, gap: 160 },
  { most: 3, radius: 36, gap: 132 },
  { most: 5, radius: 27, gap: 92 },
  { most: MOST.units, radius: 17, gap: 50 },
];
const NARROW = [
  { most: 3, radius: 20, gap: 136 },
  { most: 5, radius: 20, gap: 80 },
  { most: MOST.units, radius: 11, gap: 38 },
];
/** Half the height of the box of a bias of a layer. */
const BOX = 15;

export function layoutOf(sizes: readonly number[], slots: readonly Slot[], width: number): Layout {
  const isWide = width >= 560;
  const most = Math.max(...sizes);
  const hasShared = slots.some(({ from, to }) => from < 0 && to < 0);
  const isRoomy = most <= 5;
  const { radius, gap } = (isWide ? WIDE : NARROW).find((each) => most <= each.most)!;
  const top = radius + 26;
  const height = top + (most - 1) * gap + radius + 34 + (hasShared ? 56 : 0);
  const left = radius + (isWide ? 28 : 2);
  const right = radius + (isWide ? 116 : 62);
  const xOf = (layer: number) => left + ((width - left - right) * layer) / (sizes.length - 1);
  const yOf = (layer: number, unit: number) =>
    top + ((most - 1) * gap) / 2 + (unit - (sizes[layer] - 1) / 2) * gap;
  const place = (layer: number, unit: number): Place => ({ x: xOf(layer), y: yOf(layer, unit) });
  const units = sizes.flatMap((count, layer) =>
    range(count).map((unit) => ({ name: unitName(sizes, layer, unit), layer, unit, ...place(layer, unit) })),
  );
  const biases = slots.flatMap(({ layer, to, from }, slot): BiasPlace[] => {
    if (from >= 0) return [];
    const isShared = to < 0;
    if (!isShared) {
      const { x, y } = place(layer + 1, to);
      return [{ slot, isShared, x: x - radius * 0.72, y: y + radius * 0.72 }];
    }
    return [{ slot, isShared, x: (xOf(layer) + xOf(layer + 1)) / 2, y: height - 38 }];
  });
  const space = (width - left - right) / (sizes.length - 1) - 2 * radius;
  const product = (layer: number) => sizes[layer] * sizes[layer + 1];
  const isFull = (layer: number) =>
    space >= (isWide ? 96 : 64) &&
    (product(layer) <= MOST_FULL || Math.min(sizes[layer], sizes[layer + 1]) === 1);
  const hasLabels = (layer: number) =>
    isRoomy &&
    space >= 44 &&
    (isWide ? isFull(layer) || product(layer) <= MOST_LABELS : most <= 3 && isFull(layer));
  const edges = slots.flatMap(({ layer, to, from }, slot): EdgePlace[] => {
    if (from < 0) {
      if (to >= 0) return [];
      const box = biases.find((bias) => bias.slot === slot)!;
      const begin = { x: box.x, y: box.y - BOX };
      return range(sizes[layer + 1]).map((unit) => ({
        slot,
        from: begin,
        to: rim(begin, place(layer + 1, unit), radius),
      }));
    }
    const [a, b] = [place(layer, from), place(layer + 1, to)];
    const [begin, end] = [rim(b, a, radius), rim(a, b, radius)];
    if (!hasLabels(layer)) return [{ slot, from: begin, to: end }];
    const label = along(
      begin,
      end,
      labelAt(sizes[layer] < sizes[layer + 1], isWide ? Math.max(0.27, 30 / space) : 0.33),
    );
    return [{ slot, from: begin, to: end, label, isFull: isFull(layer) }];
  });
  return { width, height, radius, isRoomy, units, edges, biases };
}

/** How far along its edge a number stands: nearer to the layer with more units, where edges are further apart. */
const labelAt = (isSpreading: boolean, near: number): number => (isSpreading ? 1 - near : near);

const along = (a: Place, b: Place, t: number): Place => ({
  x: a.x + (b.x - a.x) * t,
  y: a.y + (b.y - a.y) * t,
});

/** Where a line from a to the middle of a unit at b meets its rim. */
function rim(a: Place, b: Place, radius: number): Place {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return along(a, b, 1 - radius / length);
}
