export { compile } from './compile.ts';
export type { Compiled, CompileOptions } from './compiled.ts';
export { useKernels } from './eager.ts';
export { CompileError } from './errors.ts';
export { type SourceOptions, toSource } from './javascript/source.ts';
export type { Target } from './target.ts';
