import { range, type Slot, unitName } from './setup.ts';

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

/** Edges between two layers of which each can have its number written. */
const MOST_LABELS = 10;

export function layoutOf(sizes: readonly number[], slots: readonly Slot[], width: number): Layout {
  const isWide = width >= 560;
  const most = Math.max(...sizes);
  const hasShared = slots.some(({ from, to }) => from < 0 && to < 0);
  const isRoomy = most <= 5;
  const radius = isRoomy ? (isWide ? (most <= 3 ? 36 : 27) : 22) : isWide ? 17 : 11;
  const gap = isRoomy
    ? isWide
      ? most <= 2
        ? 190
        : most <= 3
          ? 132
          : 92
      : most <= 3
        ? 118
        : 80
    : isWide
      ? 50
      : 38;
  const top = radius + 34;
  const height = top + (most - 1) * gap + radius + 34 + (hasShared ? 56 : 0);
  const left = radius + (isWide ? 28 : 10);
  const right = radius + (isWide ? 116 : 66);
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
  const hasLabels = (layer: number) =>
    isRoomy &&
    sizes[layer] * sizes[layer + 1] <= MOST_LABELS &&
    (width - left - right) / (sizes.length - 1) > 2 * radius + 44;
  const edges = slots.flatMap(({ layer, to, from }, slot): EdgePlace[] => {
    if (from < 0) {
      if (to >= 0) return [];
      const begin = biases.find((bias) => bias.slot === slot)!;
      return range(sizes[layer + 1]).map((unit) => ({
        slot,
        from: begin,
        to: rim(begin, place(layer + 1, unit), radius),
      }));
    }
    const [a, b] = [place(layer, from), place(layer + 1, to)];
    const [begin, end] = [rim(b, a, radius), rim(a, b, radius)];
    const label = hasLabels(layer) ? along(begin, end, labelAt(sizes, layer, from, to)) : undefined;
    return [{ slot, from: begin, to: end, ...(label ? { label } : {}) }];
  });
  return { width, height, radius, isRoomy, units, edges, biases };
}

/** How far along its edge a number stands: near the beginning, and where edges would meet, apart. */
function labelAt(sizes: readonly number[], layer: number, from: number, to: number): number {
  const many = sizes[layer] > 2 || sizes[layer + 1] > 2;
  return many ? (sizes[layer] < sizes[layer + 1] ? 0.68 : 0.3) + ((from + to) % 2) * 0.08 : 0.27;
}

const along = (a: Place, b: Place, t: number): Place => ({
  x: a.x + (b.x - a.x) * t,
  y: a.y + (b.y - a.y) * t,
});

/** Where a line from a to the middle of a unit at b meets its rim. */
function rim(a: Place, b: Place, radius: number): Place {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return along(a, b, 1 - radius / length);
}
