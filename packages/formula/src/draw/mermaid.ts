import { checkCount, type Value } from '@chainrule/core';
import { type Arrow, type Box, isFolded } from './box.ts';
import { contentOf } from './content.ts';
import { hasPorts } from './label.ts';
import { foldedText } from './legend.ts';
import { shortened } from './names.ts';
import type { DrawOptions } from './options.ts';
import { type Frame, type Picture, pictureOf } from './picture.ts';
import { operandName } from './symbols.ts';
import { COLOURS, FRAME, INK, type Kind, kindOf } from './theme.ts';

/**
 * The graph that a Value stands on, as a Mermaid flowchart, for pages that draw Mermaid themselves: Markdown on code
 * hosts, notebooks, wikis. It shows what `toDot` shows.
 *
 * Leaves are round, folded boxes have double sides, an arrow that no derivative passes is dotted. Mermaid draws at most
 * 500 arrows unless the page sets its `maxEdges`. Errors as for `toDot`.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { toMermaid } from '@chainrule/formula';
 * const x = value(3, { name: 'x' });
 * const lines = toMermaid(x.mul(x).named('y')).split('\n');
 * lines[0]; // → flowchart LR
 * lines[1].trim(); // → n0(["x<br/>3"]):::parameter
 * lines[3].trim(); // → n0 --> n1
 * ```
 */
export function toMermaid(root: Value, options: DrawOptions = {}): string {
  checkCount('toMermaid', 2, arguments);
  const picture = pictureOf('toMermaid', root, options);
  const kinds = new Set(picture.boxes.map((box) => kindOf(box, root)));
  const folded = foldedText(picture);
  return [
    // JSON's strings are YAML's, between quotation marks.
    ...(options.title ? ['---', `title: ${JSON.stringify(printable(options.title))}`, '---'] : []),
    `flowchart ${picture.direction}`,
    ...linesOf(picture.frame, picture),
    ...(folded ? [`  folded["${escaped(folded)}"]:::note`] : []),
    ...picture.arrows.map((arrow) => `  ${arrowLine(arrow)}`),
    ...[...kinds].map((kind) => `  classDef ${kind} ${styleOf(kind)}`),
    ...(folded ? [`  classDef note fill:none,stroke:none,color:${INK}`] : []),
    '',
  ].join('\n');
}

const styleOf = (kind: Kind) => `fill:${COLOURS[kind].fill},stroke:${COLOURS[kind].line},color:${INK}`;

function linesOf({ boxes, frames }: Frame, picture: Picture): string[] {
  const lines = [
    ...boxes.map((box) => boxLine(box, picture)),
    ...frames.flatMap((frame) => [
      `subgraph ${frame.id}["${escaped(shortened(frame.title))}"]`,
      ...linesOf(frame, picture),
      'end',
      `style ${frame.id} fill:${FRAME.fill},stroke:${FRAME.line}`,
    ]),
  ];
  return lines.map((line) => `  ${line}`);
}

function boxLine(box: Box, picture: Picture): string {
  const { sign, name, lines } = contentOf(box, picture);
  const texts = [name, sign, ...lines.map(({ text }) => text)].filter((text) => text !== undefined);
  const leaf = box.nodes.every((node) => !node.primitive);
  const [open, close] = leaf ? ['([', '])'] : isFolded(box) ? ['[[', ']]'] : ['[', ']'];
  return `${box.id}${open}"${texts.map(escaped).join('<br/>')}"${close}:::${kindOf(box, picture.root)}`;
}

function arrowLine({ from, to, input, carries }: Arrow): string {
  const operand = input !== undefined && hasPorts(to) ? `|${operandName(input)}|` : '';
  return `${from.id} ${carries ? '-->' : '-.->'}${operand} ${to.id}`;
}

/**
 * Text between quotation marks. Mermaid reads labels as Markdown with HTML and entities, so of ASCII only what is none
 * of that stays as it is; a stop does where a digit follows, since `1. ` begins a list.
 */
function escaped(text: string): string {
  return printable(text).replaceAll(/(?!\.\d)[!-/:-@\\^-`{-~]/g, (sign) =>
    sign === ',' || sign === '=' ? sign : `#${sign.charCodeAt(0)};`,
  );
}

const printable = (text: string) => text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu, '�');
