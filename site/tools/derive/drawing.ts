import { backward } from '@chainrule/core';
import { type DrawOptions, draw } from '@chainrule/formula';
import { pointOf } from '../share/formula-point.ts';
import type { DeriveInput } from './derive.ts';
import { markGraph } from './symbols.ts';

const FOLDS = { brief: 'names', normal: 'names', full: 'none' } as const;

/** The graph of a formula with its gradients, as SVG. The layout is loaded at the first drawing. */
export async function drawing(input: DeriveInput, direction: DrawOptions['direction']): Promise<string> {
  const { root, symbols } = pointOf(input);
  const svg = await draw(root, { direction, fold: FOLDS[input.level], gradients: backward(root) });
  return markGraph(svg, symbols);
}
