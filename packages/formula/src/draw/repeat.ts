import { type Arrow, type Box, framesAround } from './box.ts';

/** Boxes along the way from the first to the last use of a leaf that is drawn once. */
const FAR = 3;

/**
 * Arrows such that none of a leaf is long: where it is used again further on, its box is drawn again. A weight that is
 * used at every step would else have an arrow along the whole picture for each, and the layout would take minutes.
 */
export function repeatLeaves(boxes: readonly Box[], arrows: readonly Arrow[]): Arrow[] {
  const depths = depthsOf(boxes, arrows);
  const standing = new Map<Box, { box: Box; since: number; count: number }>();
  const byDepth = [...arrows].sort((a, b) => depths.get(a.to)! - depths.get(b.to)!);
  const repeated = new Map<Arrow, Arrow>();
  for (const arrow of byDepth) {
    const { from, to } = arrow;
    if (from.nodes.some((node) => node.primitive)) continue;
    const depth = depths.get(to)!;
    const stands = standing.get(from) ?? { box: from, since: depth, count: 0 };
    if (depth - stands.since > FAR) {
      stands.count++;
      stands.since = depth;
      stands.box = { ...from, id: `${from.id}_${stands.count}`, group: framesAround(to), form: 'again' };
    }
    standing.set(from, stands);
    repeated.set(arrow, { ...arrow, from: stands.box });
  }
  return arrows.map((arrow) => repeated.get(arrow) ?? arrow);
}

/** How many boxes there are on the longest way to each. Arrows back, as between layers, are passed by. */
export function depthsOf(boxes: readonly Box[], arrows: readonly Arrow[]): ReadonlyMap<Box, number> {
  const order = new Map(boxes.map((box, i) => [box, i]));
  const incoming = new Map<Box, Box[]>(boxes.map((box) => [box, []]));
  for (const { from, to } of arrows) if (order.get(from)! < order.get(to)!) incoming.get(to)!.push(from);
  const depths = new Map<Box, number>();
  for (const box of boxes)
    depths.set(
      box,
      incoming.get(box)!.reduce((deepest, from) => Math.max(deepest, depths.get(from)! + 1), 1),
    );
  return depths;
}
