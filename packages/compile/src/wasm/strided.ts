/*
 * The axes of COPY_STRIDED and ADD_STRIDED in the order in which the kernel is fast.
 */

interface Axis {
  readonly length: number;
  /** Steps in the result and in x, in elements. */
  readonly outStep: number;
  readonly step: number;
}

/**
 * The fields of a strided copy or sum behind its dtype: entry i of the index space goes from x + Σ i·steps to
 * out + Σ i·outSteps, both counted in elements from an address.
 */
export function stridedFields(
  shape: readonly number[],
  out: { readonly address: number; readonly steps: readonly number[] },
  x: { readonly address: number; readonly steps: readonly number[] },
): number[] {
  const axes = arranged(shape.map((length, k) => ({ length, outStep: out.steps[k]!, step: x.steps[k]! })));
  const flat = axes.flatMap(({ length, outStep, step }) => [length, outStep, step]);
  return [axes.length, sharedAxis(axes), out.address, x.address, ...flat];
}

const NONE: Axis = { length: 1, outStep: 0, step: 0 };

function arranged(axes: readonly Axis[]): Axis[] {
  if (axes.some(({ length }) => length === 0)) return [NONE, { ...NONE, length: 0 }];
  const sorted = axes
    .filter(({ length }) => length > 1)
    .sort((a, b) => Math.abs(b.outStep) - Math.abs(a.outStep) || Math.abs(b.step) - Math.abs(a.step));
  const merged: Axis[] = [];
  for (const axis of sorted) {
    const top = merged.at(-1);
    if (top?.outStep === axis.outStep * axis.length && top.step === axis.step * axis.length)
      merged.splice(-1, 1, { ...axis, length: top.length * axis.length });
    else merged.push(axis);
  }
  // Beside the last axis stands the one whose entries lie side by side in x: the two make a transpose.
  const beside = merged.slice(0, -1).findIndex(({ step }) => step === 1);
  if (beside >= 0) merged.splice(-1, 0, ...merged.splice(beside, 1));
  return [...new Array<Axis>(Math.max(1, 2 - merged.length)).fill(NONE), ...merged];
}

/**
 * The longest of the axes whose slices do not meet in the result: beyond one of its steps none of the others reaches. The
 * first axis, of length 1, where there is none.
 */
function sharedAxis(axes: readonly Axis[]): number {
  const reach = axes.reduce((sum, { length, outStep }) => sum + (length - 1) * Math.abs(outStep), 0);
  return axes.reduce((best, { length, outStep }, k) => {
    const others = reach - (length - 1) * Math.abs(outStep);
    return Math.abs(outStep) > others && length > axes[best]!.length ? k : best;
  }, 0);
}
