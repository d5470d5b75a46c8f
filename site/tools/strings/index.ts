/**
 * Every string that the tools show, a file for each tool, so that a page loads its own alone. Another language is another
 * object of this shape. Exercises, examples and programs are content, and carry their titles themselves.
 */
export { words as bench } from './bench.ts';
export { words as check } from './check.ts';
export { words as derive } from './derive.ts';
export { words as digits } from './digits.ts';
export { words as embed } from './embed.ts';
export { words as files } from './files.ts';
export { words as gallery } from './gallery.ts';
export { words as home } from './home.ts';
export { words as learn } from './learn.ts';
export { words as practice } from './practice.ts';
export { words as sets } from './sets.ts';
export { words as share } from './share.ts';
export { words as try } from './try.ts';
export { words as typed } from './typed.ts';
export { words as work } from './work.ts';
