/** The geometry of a convolution: output o and tap k meet at entry o·stride + k·dilation of each axis of x. */
export interface Window {
  readonly size: readonly number[];
  readonly kernel: readonly number[];
  readonly out: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
}

/**
 * The tables of a convolution: where in a group of x the window of each output begins, and how far from there each tap of each
 * of the group's channels is, in bytes.
 */
export function convolutionTables(
  { size, kernel, out, stride, dilation }: Window,
  channels: number,
  elementBytes: number,
): { starts: Int32Array; taps: Int32Array } {
  const along = size.map((_, k) => size.slice(k + 1).reduce((product, n) => product * n, elementBytes));
  const plane = along.length > 0 ? along[0]! * size[0]! : elementBytes;
  const steps = (by: readonly number[]) => by.map((step, k) => step * along[k]!);
  return {
    starts: lattice(out, steps(stride)),
    taps: lattice([channels, ...kernel], [plane, ...steps(dilation)]),
  };
}

/** Σ index · step for every index below a shape, in row-major order. */
function lattice(shape: readonly number[], steps: readonly number[]): Int32Array {
  let offsets = [0];
  shape.forEach((n, axis) => {
    const along = Array.from({ length: n }, (_, i) => i * steps[axis]!);
    offsets = offsets.flatMap((offset) => along.map((step) => offset + step));
  });
  return Int32Array.from(offsets);
}
