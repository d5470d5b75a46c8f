/** Functions of one variable with their derivatives, both at `u`. */
export const CURVES: readonly {
  readonly of: (u: string) => string;
  readonly slope: (u: string) => string;
}[] = [
  { of: (u) => `sin(${u})`, slope: (u) => `cos(${u})` },
  { of: (u) => `cos(${u})`, slope: (u) => `(-sin(${u}))` },
  { of: (u) => `exp(${u})`, slope: (u) => `exp(${u})` },
  { of: (u) => `tanh(${u})`, slope: (u) => `(1 - tanh(${u})^2)` },
];

/** Activations of a unit; the slope is written in what the unit puts out. */
export const UNITS: readonly { readonly name: string; readonly slope: (out: string) => string }[] = [
  { name: 'sigmoid', slope: (out) => `${out}*(1 - ${out})` },
  { name: 'tanh', slope: (out) => `(1 - ${out}^2)` },
];
