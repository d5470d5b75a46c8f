import { sizeOf, type Variable } from '../../program/program.ts';
import { PRODUCT } from '../micro-ops.ts';
import { typesOf } from './elementwise.ts';
import type { Rule } from './lowering.ts';
import { own } from './place.ts';

/** A run of axes that are all reduced, or all kept. */
interface Run {
  size: number;
  readonly reduced: boolean;
}

/** Makes a reduction of this kind the end of a chain, if chains have it. */
export const reduction =
  (kind: number): Rule =>
  ({ inputs: [x], attributes, result }, lowering) => {
    if (sizeOf(x) === 0) return false;
    // Kernels multiply in double precision, which does not hold the last bits of large integers: core's own wraps around.
    if (kind === PRODUCT && x.dtype === 'int32') return false;
    const { axes } = attributes as { axes: readonly number[] };
    let runs = runsOf(x, axes);
    let source = lowering.placeOf(x);
    // Axes that do not lie together are reduced in turn, the last ones first.
    for (;;) {
      const last = runs.findLastIndex((run) => run.reduced);
      const done = !runs.slice(0, Math.max(last, 0)).some((run) => run.reduced);
      const [outer, reduced, inner] = [
        runs.slice(0, Math.max(last, 0)),
        runs.slice(Math.max(last, 0), last + 1),
        runs.slice(last + 1),
      ].map((part) => part.reduce((product, { size }) => product * size, 1));
      const between: Variable = done ? result : { shape: [outer, inner], dtype: result.dtype };
      lowering.reduce({ kind, outer, reduced, inner, result: between }, typesOf([x]), source);
      if (done) return true;
      runs = runs.filter((_, k) => k !== last);
      source = own(between);
    }
  };

function runsOf(x: Variable, axes: readonly number[]): Run[] {
  const runs: Run[] = [];
  x.shape.forEach((size, axis) => {
    if (size === 1) return;
    const reduced = axes.includes(axis);
    const last = runs[runs.length - 1];
    if (last?.reduced === reduced) last.size *= size;
    else runs.push({ size, reduced });
  });
  return runs;
}
