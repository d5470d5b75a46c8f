import { sizeOf, type Variable } from '../../program/program.ts';
import { SUM } from '../micro-ops.ts';
import { ELEMENTWISE_OPS } from '../micro-table.ts';
import { LONGEST_SUM } from '../opcodes.ts';
import type { Lowering, Rule } from './lowering.ts';
import { broadcast, own, type Place } from './place.ts';
import type { Factor, ProductUnit } from './units.ts';

/** Makes a product of matrices a unit of the engine, if they are floats of one dtype and not empty. */
export const product: Rule = ({ inputs, result }, lowering) => {
  if (inputs.some((x) => sizeOf(x) === 0 || x.dtype !== result.dtype)) return false;
  if (result.dtype !== 'float32' && result.dtype !== 'float64') return false;
  const batch = result.shape.slice(0, -2);
  const [a, b] = inputs.map((x) => {
    const place = lowering.placeOf(x);
    return broadcast(place, [...batch, ...place.shape.slice(-2)]);
  });
  const deep = a.shape[a.shape.length - 1] > LONGEST_SUM;
  // A deep product needs an axis of batches for its parts.
  const shared = [asRows(a, b), asBatches(a, b)].find((unit) => unit && !(deep && unit.batch[0] > 1));
  const unit = shared ?? asBatches(lowering.copied(a, inputs[0]), lowering.copied(b, inputs[1]))!;
  if (deep) putDeep(unit, result, lowering);
  else put(unit, result, lowering);
  return true;
};

function put(unit: Product, result: Variable, lowering: Lowering): void {
  for (const { place } of [unit.a, unit.b]) lowering.read(place);
  lowering.put({ kind: 'product', ...unit, result, epilogue: undefined });
}

/**
 * A product of long sums: it is cut along them into a batch of products, whose sum is kept in double precision, and a shorter
 * remainder.
 */
function putDeep(unit: Product, result: Variable, lowering: Lowering): void {
  const { dtype, name } = result;
  const count = Math.ceil(unit.depth / LONGEST_SUM);
  // Whole cache lines, so that no part begins between two.
  const depth = 16 * Math.floor(unit.depth / count / 16);
  const rest = unit.depth - count * depth;
  const parts: Variable = { shape: [count, ...result.shape], dtype };
  const inBatch = (factor: Factor, step: number): Factor => ({
    ...factor,
    batch: [depth * step, factor.batch[1]],
  });
  const [a, b] = [inBatch(unit.a, unit.a.column), inBatch(unit.b, unit.b.row)];
  put({ ...unit, depth, batch: [count, unit.batch[1]], a, b }, parts, lowering);
  const total: Variable = rest === 0 ? result : { shape: result.shape, dtype, name };
  const sum = { kind: SUM, outer: 1, reduced: count, inner: sizeOf(result), result: total };
  const type = dtype === 'float32' ? 'float32' : 'float64';
  lowering.reduce(sum, [type], own(parts));
  if (rest === 0) return;
  const left: Variable = { shape: result.shape, dtype };
  const behind = (factor: Factor, step: number): Factor => ({
    ...factor,
    place: moved(factor.place, count * depth * step),
  });
  put(
    { ...unit, depth: rest, a: behind(unit.a, unit.a.column), b: behind(unit.b, unit.b.row) },
    left,
    lowering,
  );
  lowering.link(result, sizeOf(result), [type], [own(total), own(left)], [ELEMENTWISE_OPS.add]);
}

const moved = (place: Place, by: number): Place => ({ ...place, offset: place.offset + by });

type Product = Omit<ProductUnit, 'kind' | 'result' | 'epilogue'>;

/** Batches that share the right matrix as more rows of the left one, if one stride covers these. */
function asRows(a: Place, b: Place): Product | undefined {
  const axes = a.shape.length;
  if (b.strides.slice(0, -2).some((stride, k) => stride !== 0 && b.shape[k] !== 1)) return undefined;
  const rows = batchRuns({ shape: a.shape.slice(0, -1), strides: [a.strides.slice(0, -1)] });
  if (rows.length > 1) return undefined;
  const [{ size, strides }] = rows.length === 1 ? rows : [{ size: 1, strides: [0] }];
  return {
    rows: size,
    columns: b.shape[axes - 1],
    depth: a.shape[axes - 1],
    batch: [1, 1],
    a: { place: a, row: strides[0], column: a.strides[axes - 1], batch: [0, 0] },
    b: { place: b, row: b.strides[axes - 2], column: b.strides[axes - 1], batch: [0, 0] },
  };
}

/** Matrices in batches along at most two axes; undefined if that does not suffice. */
function asBatches(a: Place, b: Place): Product | undefined {
  const axes = a.shape.length;
  const runs = batchRuns({
    shape: a.shape.slice(0, -2),
    strides: [a.strides.slice(0, -2), b.strides.slice(0, -2)],
  });
  if (runs.length > 2) return undefined;
  const [outer, inner] = [...new Array(2 - runs.length).fill({ size: 1, strides: [0, 0] }), ...runs];
  const factor = (place: Place, k: number): Factor => ({
    place,
    row: place.strides[axes - 2],
    column: place.strides[axes - 1],
    batch: [outer.strides[k], inner.strides[k]],
  });
  return {
    rows: a.shape[axes - 2],
    columns: b.shape[axes - 1],
    depth: a.shape[axes - 1],
    batch: [outer.size, inner.size],
    a: factor(a, 0),
    b: factor(b, 1),
  };
}

interface BatchRun {
  readonly size: number;
  /** Of each operand. */
  readonly strides: readonly number[];
}

/** Axes, merged as far as one stride covers them in all operands; none of size 1. */
function batchRuns({
  shape,
  strides,
}: {
  shape: readonly number[];
  strides: readonly (readonly number[])[];
}): BatchRun[] {
  const runs: BatchRun[] = [];
  shape.forEach((size, k) => {
    if (size === 1) return;
    const along = strides.map((each) => each[k]);
    const last = runs[runs.length - 1];
    if (last?.strides.every((stride, i) => stride === size * along[i]))
      runs[runs.length - 1] = { size: last.size * size, strides: along };
    else runs.push({ size, strides: along });
  });
  return runs;
}
