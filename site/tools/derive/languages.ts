/** The languages in which a formula and its gradient are written, in the order of the buttons. */
export const LANGUAGES = [
  { key: 'numpy', label: 'NumPy' },
  { key: 'pytorch', label: 'PyTorch' },
  { key: 'jax', label: 'JAX' },
  { key: 'typescript', label: 'TypeScript' },
] as const;
export type Language = (typeof LANGUAGES)[number]['key'];
