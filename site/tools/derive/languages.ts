/** The languages in which a formula and its gradient are written, in the order of the buttons. */
export const LANGUAGES = ['numpy', 'pytorch', 'jax', 'typescript'] as const;
export type Language = (typeof LANGUAGES)[number];
