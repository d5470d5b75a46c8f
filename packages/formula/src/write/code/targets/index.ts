import type { Target } from '../target.ts';
import { jax } from './jax.ts';
import { numpy } from './numpy.ts';
import { pytorch } from './pytorch.ts';
import { typescript } from './typescript.ts';

/** What a formula can be written as a program for. */
export type CodeTarget = 'numpy' | 'pytorch' | 'jax' | 'typescript';

export const TARGETS: Readonly<Record<CodeTarget, Target>> = { numpy, pytorch, jax, typescript };
