/** What is drawn as the network knows pictures: 20 pixels at most in each direction, the middle of the ink in the middle. */
export function pictureFrom(ink: readonly number[], from: number, side: number): Float32Array {
  const picture = new Float32Array(side * side);
  const marks = ink.flatMap((shade, k) => (shade > 0.1 ? [[k % from, Math.floor(k / from), shade]] : []));
  if (marks.length === 0) return picture;
  const [xs, ys] = [marks.map(([x]) => x), marks.map(([, y]) => y)];
  const size = Math.max(spread(xs), spread(ys)) + 1;
  const weight = marks.reduce((sum, [, , shade]) => sum + shade, 0);
  const [midX, midY] = [0, 1].map(
    (axis) => marks.reduce((sum, mark) => sum + mark[axis] * mark[2], 0) / weight,
  );
  const scale = size / 20;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      picture[y * side + x] = meanAt(
        ink,
        from,
        midX + (x - side / 2) * scale,
        midY + (y - side / 2) * scale,
        scale,
      );
  return picture;
}

const spread = (xs: readonly number[]) =>
  xs.reduce((a, b) => Math.max(a, b)) - xs.reduce((a, b) => Math.min(a, b));

/** The mean shade of a square whose corner is at (x, y). */
function meanAt(ink: readonly number[], from: number, x: number, y: number, scale: number): number {
  const steps = Math.max(1, Math.round(scale));
  let sum = 0;
  for (let j = 0; j < steps; j++)
    for (let i = 0; i < steps; i++) {
      const [u, v] = [
        Math.floor(x + ((i + 0.5) * scale) / steps),
        Math.floor(y + ((j + 0.5) * scale) / steps),
      ];
      if (u >= 0 && v >= 0 && u < from && v < from) sum += ink[v * from + u];
    }
  return sum / steps ** 2;
}
