export type { Language, Languages } from './read/language.ts';
export { programs } from './read/programs/all.ts';
export { javascript } from './read/programs/javascript/index.ts';
export { octave } from './read/programs/octave/index.ts';
export { jax, numpy, python, pytorch } from './read/programs/python/index.ts';
