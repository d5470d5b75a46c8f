import type { Effort } from './measure.ts';

/** A program that measures, and how its figures are shown. `Row` is what it writes for each thing that it measured. */
export interface Suite<Row = unknown> {
  /** Its name on the command line, and its file in bench/results. */
  readonly name: string;
  /** The source of the program. It is given a file to write its rows to, as JSON, and whether to be quick. */
  readonly program: string;
  /** The ways to start Node: the program is run once in each. */
  readonly modes: readonly Mode[];
  /** How long a timing takes, for a program that times. */
  readonly effort?: Effort;
  /** For the terminal. */
  table(results: readonly ModeResult<Row>[]): Record<string, string>[];
  /** For bench/results/README.md. */
  section(saved: Saved<Row>): string;
  /** SVG by the name of its file in bench/results, for the section to show. */
  pictures?(saved: Saved<Row>): Readonly<Record<string, string>>;
}

/** One way to run the program of a suite. */
export interface Mode {
  readonly name: string;
  /** For Node. */
  readonly flags: readonly string[];
  /** For the program, after those that every program gets. */
  readonly args?: readonly string[];
}

/** The results of one way to start Node. */
export interface ModeResult<Row> {
  readonly name: string;
  readonly measurements: readonly Row[];
}

/** The file of a suite in bench/results: its figures, and the machine they were measured on. */
export interface Saved<Row> extends Partial<Effort> {
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly results: readonly ModeResult<Row>[];
}
