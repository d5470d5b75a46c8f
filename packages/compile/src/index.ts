export { type Compiled, type CompileOptions, compile } from './compile.ts';
export { CompileError } from './errors.ts';
export { type SourceOptions, toSource } from './javascript/source.ts';
export type { Target } from './target.ts';
