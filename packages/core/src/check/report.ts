import { checkCount } from '../errors/surplus.ts';
/** One comparison of two ways to find a derivative. */
export interface GradientRow {
  /** 1 for the gradient, 2 for the gradient of the gradient, and so on. */
  readonly order: number;
  /** The input, by its name or its path. */
  readonly name: string;
  /** Which entry of it, in row-major order; undefined if the row is about all entries. */
  readonly entry?: number;
  readonly kind: 'reverse = differences' | '⟨v, J u⟩ = ⟨Jᵀ v, u⟩';
  /** What reverse mode gives. */
  readonly reverse: number;
  /** What the other way gives. */
  readonly expected: number;
  readonly error: number;
  readonly verdict: 'passed' | 'failed' | 'kink';
  readonly note?: string;
}

/** How many of the rows that passed are shown. */
const SHOWN = 8;

/** What `checkGradients` found. It prints as a table, the worst first, with a verdict below. */
export class GradientReport {
  readonly rows: readonly GradientRow[];
  readonly tolerance: number;

  constructor(rows: readonly GradientRow[], tolerance: number) {
    checkCount('GradientReport', 2, arguments);
    this.rows = [...rows].sort((a, b) => rank(a) - rank(b) || b.error - a.error);
    this.tolerance = tolerance;
  }

  /** Whether nothing failed. A kink is not a failure. */
  get passed(): boolean {
    return this.rows.every((row) => row.verdict !== 'failed');
  }

  toString(): string {
    checkCount('GradientReport.toString', 0, arguments);
    const shown = this.rows.filter((row, i) => row.verdict !== 'passed' || i < SHOWN);
    const cells = shown.map((row) => [
      { passed: '✓', failed: '✗', kink: '~' }[row.verdict],
      `∂${row.order > 1 ? superscript(row.order) : ''}/∂${row.name}${row.entry === undefined ? '' : `[${row.entry}]`}`,
      row.kind,
      row.reverse.toPrecision(9),
      row.expected.toPrecision(9),
      row.error.toExponential(1),
      row.note ?? '',
    ]);
    const head = ['', 'derivative', 'comparison', 'reverse', 'expected', 'error', ''];
    const count = (verdict: GradientRow['verdict']) =>
      this.rows.filter((row) => row.verdict === verdict).length;
    const verdict = `${count('passed')} passed, ${count('failed')} failed, ${count('kink')} at a kink (tolerance ${this.tolerance})`;
    return [...aligned([head, ...cells]), `${this.passed ? '✓' : '✗'} ${verdict}`].join('\n');
  }

  /** What Node's console shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

const superscript = (n: number) => String(n).replace(/./g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]);

const rank = ({ verdict }: GradientRow) => ['failed', 'kink', 'passed'].indexOf(verdict);

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}
