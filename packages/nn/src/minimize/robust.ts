/** ρ of a squared residual z, and its derivative. */
type Rho = (z: number) => readonly [value: number, derivative: number];

/**
 * The loss of squared residuals z, relative to the scale: z itself, or less for large ones, so that outliers weigh less. The
 * names and formulas are SciPy's.
 */
export const robustLosses: Readonly<Record<'linear' | 'softL1' | 'huber' | 'cauchy' | 'arctan', Rho>> = {
  linear: (z) => [z, 1],
  softL1: (z) => [2 * (Math.sqrt(1 + z) - 1), (1 + z) ** -0.5],
  huber: (z) => (z <= 1 ? [z, 1] : [2 * Math.sqrt(z) - 1, z ** -0.5]),
  cauchy: (z) => [Math.log1p(z), 1 / (1 + z)],
  arctan: (z) => [Math.atan(z), 1 / (1 + z * z)],
};

export type RobustLoss = keyof typeof robustLosses;
