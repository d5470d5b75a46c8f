/** What can be checked: a gradient, a derivation by its lines, a backward pass, or the numbers of a program. */
export const MODES = ['gradient', 'lines', 'pass', 'values'] as const;
export type Mode = (typeof MODES)[number];

/** What is claimed, in each of these forms: going from one to another loses none. */
export interface Claims {
  claim: string;
  lines: string;
  pass: string;
  values: string;
}

/** Which text a form is typed into. */
export const FIELD = {
  gradient: 'claim',
  lines: 'lines',
  pass: 'pass',
  values: 'values',
} as const satisfies Record<Mode, keyof Claims>;

export const modeOf = (text: string | undefined): Mode => MODES.find((mode) => mode === text) ?? 'gradient';
