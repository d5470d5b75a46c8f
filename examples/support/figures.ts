/** A quantity of a tutorial, and what the tutorial's page prints for it. */
export interface Figure {
  /** How the tables call it, and under which key a program gives it: `∂E/∂w5`. */
  readonly symbol: string;
  /** What it is, in words. */
  readonly name: string;
  /** The number exactly as the page prints it; absent where the page leaves the quantity out. */
  readonly printed?: string;
  /** What a reader has to know who compares the two. */
  readonly note?: string;
}

/** What a program computed, by symbol. */
export type Quantities = Readonly<Record<string, number>>;

/**
 * Whether a computed number, rounded to as many decimals as are printed, has exactly the printed digits.
 *
 * Rounded and not truncated: the pages print .023560026 for 0.0235600256. A tie goes away from zero.
 */
export function meets(printed: string, computed: number): boolean {
  const decimals = printed.split('.')[1]?.length ?? 0;
  return Number(computed.toFixed(decimals)) === Number(printed.replace('−', '-'));
}

/** How many quantities two programs both give, and the largest difference between them. */
export interface Comparison {
  readonly common: number;
  readonly largest: number;
}

/** Compares two programs on the quantities that both give. */
export function compare(a: Quantities, b: Quantities): Comparison {
  const common = Object.keys(a).filter((symbol) => symbol in b);
  // NaN must not hide: Math.max keeps it, and no comparison with it holds.
  return { common: common.length, largest: Math.max(0, ...common.map((key) => Math.abs(a[key] - b[key]))) };
}
