import { checkCount, type Value } from '@chainrule/core';
import type { Arrow } from './box.ts';
import { hasPorts, labelOf } from './label.ts';
import { legendOf } from './legend.ts';
import { coloured, escapeMarkup } from './markup.ts';
import { shortened } from './names.ts';
import type { DrawOptions } from './options.ts';
import { type Frame, type Picture, pictureOf } from './picture.ts';
import { operandName } from './symbols.ts';
import { EDGE, EDGE_OF_CONSTANT, FAINT, FONT, FONT_SIZE, FRAME } from './theme.ts';

/**
 * The graph that a Value stands on, as Graphviz DOT text.
 *
 * An operation is a small box with its symbol; where its result has a name the two are one box, with the name, the
 * numbers and the gradient. Parameters, constants, intermediates and the result differ in colour. Layers are framed,
 * and a graph of more than some 200 nodes is folded, as the options `group` and `fold` say.
 *
 * Throws a DataError where `group` gives what is no name, or `fold` is none of its words.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { toDot } from '@chainrule/formula';
 * const x = value(3, { name: 'x' });
 * const y = x.mul(x).named('y');
 * const dot = toDot(y, { title: 'a square' });
 * dot.split('\n')[0]; // → digraph {
 * dot.match(/n0 -> n1/g)?.length; // → 2
 * ```
 */
export function toDot(root: Value, options: DrawOptions = {}): string {
  checkCount('toDot', 2, arguments);
  return dotOf(pictureOf('toDot', root, options));
}

/** A picture as DOT text. Box and frame go by their ids. */
export function dotOf(picture: Picture): string {
  return [
    'digraph {',
    `  graph [rankdir=${picture.direction}, ranksep=0.35, nodesep=0.16, bgcolor=white, fontname="${FONT}", fontsize=${FONT_SIZE}]`,
    `  graph [label=<${legendOf(picture)}>, labelloc=t, labeljust=l]`,
    `  node [shape=plain, fontname="${FONT}", fontsize=${FONT_SIZE}]`,
    `  edge [color="${EDGE}", penwidth=0.9, arrowsize=0.55]`,
    // Edges first: Graphviz begins with the order in which it meets the nodes, and so first operands stand on top.
    ...picture.arrows.map((arrow) => `  ${arrowLine(arrow, picture)}`),
    ...linesOf(picture.frame, picture),
    '}\n',
  ].join('\n');
}

function arrowLine({ from, to, input, carries }: Arrow, { direction }: Picture): string {
  const side = direction === 'LR' ? 'w' : 'n';
  const port = input !== undefined && hasPorts(to) ? `:${operandName(input)}:${side}` : '';
  return `${from.id} -> ${to.id}${port}${carries ? '' : ` [color="${EDGE_OF_CONSTANT}"]`}`;
}

function linesOf({ boxes, frames }: Frame, picture: Picture): string[] {
  const lines = [
    ...boxes.map((box) => `${box.id} [label=<${labelOf(box, picture)}>]`),
    ...frames.flatMap((frame) => clusterLines(frame, picture)),
  ];
  return lines.map((line) => `  ${line}`);
}

function clusterLines(frame: Frame, picture: Picture): string[] {
  const title = coloured(escapeMarkup(shortened(frame.title)), FAINT);
  return [
    `subgraph "cluster_${frame.id}" {`,
    `  graph [label=<${title}>, style="rounded,filled", color="${FRAME.line}", fillcolor="${FRAME.fill}", margin=8]`,
    ...linesOf(frame, picture),
    '}',
  ];
}
