/** The ways in which each workload is written: with chainrule, with the port of micrograd, and with no graph at all. */
export const VERSIONS = ['chainrule', 'micrograd port', 'by hand'] as const;

export type Version = (typeof VERSIONS)[number];

/** One computation, written several ways. */
export interface Workload {
  readonly name: string;
  /** Each starts from the same weights and returns those that it arrives at, so that it can be timed again and again. */
  readonly run: Readonly<Record<Version, () => number[]>>;
}

const TOLERANCE = 1e-12;

/** Throws unless all versions arrive at the same weights: a wrong result is no faster than a right one. */
export function checkAgreement({ name, run }: Workload): void {
  const expected = run['by hand']();
  for (const version of VERSIONS) {
    const weights = run[version]();
    const wrong = expected.findIndex(
      (w, i) => !(Math.abs(weights[i] - w) <= TOLERANCE * Math.max(1, Math.abs(w))),
    );
    if (weights.length !== expected.length || wrong >= 0) {
      throw new Error(
        `${name}: weight ${wrong} is ${weights[wrong]} with ${version}, ${expected[wrong]} by hand`,
      );
    }
  }
}
