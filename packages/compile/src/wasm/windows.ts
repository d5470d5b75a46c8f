/** The windows along one axis, as core's pools have them: what of starts[i], starts[i] + step, … lies below ends[i]. */
export interface Windows {
  readonly size: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly step: number;
}

const WHOLE: Windows = { size: 1, starts: [0], ends: [1], step: 1 };

/** One to three axes as three, the first ones of a single entry. */
export const threeAxes = (boxes: readonly Windows[]): Windows[] => [
  ...new Array<Windows>(3 - boxes.length).fill(WHOLE),
  ...boxes,
];

/** The table of an axis: where each window begins and ends. */
export const windowTable = ({ starts, ends }: Windows): Int32Array =>
  Int32Array.from(starts.flatMap((start, i) => [start, ends[i]!]));

/** A matrix by its entries that are not zero. */
export interface SparseMatrix {
  readonly height: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

/** The tables of RESAMPLE: where the entries of each row begin, their columns and their weights. */
export function matrixTables({ height, rows, columns, weights }: SparseMatrix) {
  const order = Array.from(rows.keys()).sort((a, b) => rows[a]! - rows[b]! || a - b);
  const begins = new Int32Array(height + 1);
  for (const row of rows) begins[row + 1]!++;
  for (let row = 0; row < height; row++) begins[row + 1]! += begins[row]!;
  return {
    rows: begins,
    columns: Int32Array.from(order, (entry) => columns[entry]!),
    weights: Float64Array.from(order, (entry) => weights[entry]!),
  };
}
