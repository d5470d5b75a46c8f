import { sizeOf, type Variable } from '../../program/program.ts';
import { PRODUCT } from '../micro-ops.ts';
import { typesOf } from './elementwise.ts';
import type { Rule } from './lowering.ts';
import { own } from './place.ts';

/** Neighbouring axes that are all reduced, or all kept. */
interface AxisGroup {
  size: number;
  readonly reduced: boolean;
}

/** Makes a reduction of this kind the end of a chain, if chains have it. */
export const reduction =
  (kind: number): Rule =>
  ({ inputs: [x], attributes, result }, lowering) => {
    if (sizeOf(x) === 0) return false;
    // The kernels multiply in double precision, which loses the last bits of large integers; core's own kernel wraps around.
    if (kind === PRODUCT && x.dtype === 'int32') return false;
    const { axes } = attributes as { axes: readonly number[] };
    let groups = groupsOf(x, axes);
    let source = lowering.placeOf(x);
    // Axes that are not adjacent are reduced in turn, the last ones first.
    for (;;) {
      const last = groups.findLastIndex((group) => group.reduced);
      const done = !groups.slice(0, Math.max(last, 0)).some((group) => group.reduced);
      const [outer, reduced, inner] = [
        groups.slice(0, Math.max(last, 0)),
        groups.slice(Math.max(last, 0), last + 1),
        groups.slice(last + 1),
      ].map((part) => part.reduce((product, { size }) => product * size, 1));
      const between: Variable = done ? result : { shape: [outer, inner], dtype: result.dtype };
      lowering.reduce({ kind, outer, reduced, inner, result: between }, typesOf([x]), source);
      if (done) return true;
      groups = groups.filter((_, k) => k !== last);
      source = own(between);
    }
  };

function groupsOf(x: Variable, axes: readonly number[]): AxisGroup[] {
  const groups: AxisGroup[] = [];
  x.shape.forEach((size, axis) => {
    if (size === 1) return;
    const reduced = axes.includes(axis);
    const last = groups[groups.length - 1];
    if (last?.reduced === reduced) last.size *= size;
    else groups.push({ size, reduced });
  });
  return groups;
}
