/** Rows of numbers, and what a backward pass by hand does with them: no array of the package has a part in it. */
export type Matrix = readonly (readonly number[])[];

export const transpose = (a: Matrix): Matrix => a[0].map((_, j) => a.map((row) => row[j]));

export const matmul = (a: Matrix, b: Matrix): Matrix => {
  const columns = transpose(b);
  return a.map((row) => columns.map((column) => row.reduce((total, x, k) => total + x * column[k], 0)));
};

export const map = (a: Matrix, f: (x: number) => number): Matrix => a.map((row) => row.map(f));

export const zip = (a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix =>
  a.map((row, i) => row.map((x, j) => f(x, b[i][j])));

export const times = (a: Matrix, b: Matrix): Matrix => zip(a, b, (x, y) => x * y);

export const plus = (a: Matrix, b: Matrix): Matrix => zip(a, b, (x, y) => x + y);

export const scale = (a: Matrix, by: number): Matrix => map(a, (x) => by * x);

export const columnSums = (a: Matrix): number[] =>
  transpose(a).map((column) => column.reduce((x, y) => x + y, 0));

export const sameSize = (a: Matrix, b: Matrix): boolean =>
  a.length === b.length && a[0].length === b[0].length;
