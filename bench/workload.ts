/** The results of a version: one array of numbers for each. */
export type Results = readonly ArrayLike<number>[];

/** One computation, written several ways. */
export interface Workload {
  readonly name: string;
  /**
   * The versions under their names, chainrule's own first. Each starts from the same numbers, so that it can be run
   * again and again.
   */
  readonly run: { readonly chainrule: () => Results } & Readonly<Record<string, () => Results>>;
  /** Converts the results of a version with another layout to chainrule's. This is not timed. */
  readonly arrange?: Readonly<Record<string, (results: Results) => Results>>;
  /** The relative tolerance of results, by their largest number. */
  readonly tolerance: number;
}

/** Throws unless all versions give the same numbers. */
export function checkAgreement({ name, run, arrange, tolerance }: Workload): void {
  const { chainrule, ...others } = run;
  const expected = chainrule();
  for (const [version, computed] of Object.entries(others)) {
    const results = arrange?.[version]?.(computed()) ?? computed();
    const wrong = differenceOf(expected, results, tolerance);
    if (wrong === undefined) continue;
    throw new Error(
      `${name}: number ${wrong.at} is ${wrong.expected} with chainrule, ${wrong.got} with ${version}`,
    );
  }
}

/** The first number that differs by more than this part of the largest number in its array; undefined if none does. */
export function differenceOf(
  expected: Results,
  got: Results,
  tolerance: number,
): { at: number; expected: number; got: number } | undefined {
  for (const [i, numbers] of expected.entries()) {
    const at = differsAt(numbers, got[i] ?? [], tolerance);
    if (at !== undefined) return { at, expected: numbers[at], got: got[i]?.[at] };
  }
  return undefined;
}

function differsAt(
  expected: ArrayLike<number>,
  numbers: ArrayLike<number>,
  tolerance: number,
): number | undefined {
  let largest = 0;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(expected[i]));
  for (let i = 0; i < Math.max(expected.length, numbers.length); i++) {
    if (!(Math.abs(expected[i] - numbers[i]) <= tolerance * largest)) return i;
  }
  return undefined;
}
