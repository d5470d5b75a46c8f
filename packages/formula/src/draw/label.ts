import type { Value } from '@chainrule/core';
import { coloured, escapeMarkup, nameMarkup, small } from './markup.ts';
import { formatNumbers, formatShape } from './numbers.ts';
import type { DrawOptions } from './options.ts';
import { operandName, symbolOf } from './symbols.ts';
import { COLOURS, FAINT, GRADIENT, INK, kindOf } from './theme.ts';

const SYMBOL_SIZE = 13;
const DETAIL_SIZE = 8;
const OPERAND_SIZE = 8;

/** The HTML-like label of a node. Each operand of an operation where their order matters has a port of its letter. */
export function labelOf(node: Value, root: Value, options: DrawOptions): string {
  const kind = kindOf(node, root);
  const content = contentOf(node, options);
  if (kind === 'constant' && !node.name) return content;
  const { fill, line } = COLOURS[kind];
  const frame = `BORDER="1" CELLPADDING="${node.name ? 3 : 2}" STYLE="ROUNDED" COLOR="${line}" BGCOLOR="${fill}"`;
  const text = node.name ? namedContent(node.name, content) : content;
  if (!node.primitive) return table(frame, [[text]]);
  const symbol = symbolOf(node.primitive.name, node.inputs.length);
  const sign = coloured(small(escapeMarkup(symbol.text), SYMBOL_SIZE), INK);
  const cells = node.name ? [sign, text] : [`${sign}<BR/>${text}`];
  if (!symbol.ordered) return table(frame, [cells]);
  if (options.direction !== 'TB') return table(frame, [[operandsTable(node, 'LR'), ...cells]]);
  return table(frame, [[operandsTable(node, 'TB')], [table(BARE, [cells])]]);
}

const BARE = 'BORDER="0" CELLPADDING="1"';

/** A table of rows of cells, the cells of a row parted by a line. */
function table(attributes: string, rows: readonly (readonly string[])[]): string {
  const body = rows.map((row) => `<TR>${row.map((cell) => `<TD>${cell}</TD>`).join('<VR/>')}</TR>`).join('');
  return `<TABLE ${attributes} CELLBORDER="0" CELLSPACING="0">${body}</TABLE>`;
}

/** The name stands in a row of its own, so that its subscript has room. */
const namedContent = (name: string, content: string) => table(BARE, [[nameMarkup(name)], [content]]);

/** The letters of the operands, along the side where their edges arrive. */
function operandsTable(node: Value, direction: 'LR' | 'TB'): string {
  const letters = node.inputs.map((_, k) => {
    const name = operandName(k);
    return `<TD PORT="${name}">${coloured(small(name, OPERAND_SIZE), FAINT)}</TD>`;
  });
  const rows = direction === 'TB' ? letters.join('') : letters.join('</TR><TR>');
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="2"><TR>${rows}</TR></TABLE>`;
}

/** The numbers, the shape and the gradient, line by line; in small where the node has no name. */
function contentOf(node: Value, options: DrawOptions): string {
  const digits = options.digits ?? 6;
  const gradient = gradientOf(node, options);
  const shape = formatShape(node);
  const lines = [
    ...formatNumbers(node, digits).map((text) => coloured(escapeMarkup(text), node.name ? INK : FAINT)),
    ...(shape ? [coloured(shape, FAINT)] : []),
    ...(gradient ? gradientLines(gradient, digits) : []),
  ].join('<BR/>');
  return node.name ? lines : small(lines, DETAIL_SIZE);
}

/** The gradient to show at a node, if any. */
export function gradientOf(node: Value, { gradients }: DrawOptions): Value | undefined {
  if (gradients) return node.wantsGradient ? gradients.of(node) : undefined;
  return node.grad;
}

function gradientLines(gradient: Value, digits: number): string[] {
  const lines = formatNumbers(gradient, digits);
  return (lines.length > 0 ? lines : [formatShape(gradient)]).map((text, i) =>
    coloured(escapeMarkup(i === 0 ? `∂ ${text}` : text), GRADIENT),
  );
}
