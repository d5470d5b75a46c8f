import { backward, graph, type Value } from '@chainrule/core';
import { type DrawOptions, draw, type FoldRule } from '@chainrule/formula';
import { pointOf } from '../share/formula-point.ts';
import { checkLayout } from '../share/layout.ts';
import type { DeriveInput } from './derive.ts';
import { markGraph } from './symbols.ts';

/** What a reader has opened (false) and closed (true), by names of nodes and layers. */
export type Folds = Readonly<Record<string, boolean>>;

/** The graph of a formula with its gradients, as SVG. The layout is loaded at the first drawing. */
export async function drawing(
  input: DeriveInput,
  direction: DrawOptions['direction'],
  folds: Folds,
): Promise<string> {
  checkLayout();
  const { root, symbols } = pointOf(input);
  const fold: FoldRule = (name, form) =>
    Object.hasOwn(folds, name) ? folds[name]! : form === 'node' && input.level !== 'full';
  const svg = await draw(root, { direction, fold, gradients: backward(root) });
  const closed = new Map(foldable(root).map((name) => [name, fold(name, 'node')]));
  return markGraph(svg, symbols, closed);
}

/** The named nodes that are computed in more than one step. */
const foldable = (root: Value) =>
  graph(root).nodes.flatMap(({ name, inputs }) =>
    name !== undefined && inputs.some((input) => input.primitive && input.name === undefined) ? [name] : [],
  );
