import type { Template } from '../template.ts';
import { ATTENTION } from './attention.ts';
import { CHAIN } from './chain.ts';
import { LAYERS } from './layers.ts';
import { LOGISTIC } from './logistic.ts';
import { MATRIX } from './matrix.ts';
import { NORM } from './norm.ts';
import { SOFTMAX } from './softmax.ts';

export const TEMPLATES: readonly Template[] = [
  ...CHAIN,
  ...LOGISTIC,
  ...SOFTMAX,
  ...LAYERS,
  ...NORM,
  ...ATTENTION,
  ...MATRIX,
];
