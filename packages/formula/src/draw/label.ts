import { shownInputs } from '@chainrule/core/extend';
import { operationName } from '../graph/operation-name.ts';
import { type Box, isFolded } from './box.ts';
import { type Content, contentOf, type Line } from './content.ts';
import { coloured, escapeMarkup, nameMarkup, small } from './markup.ts';
import type { Picture } from './picture.ts';
import { operandName, symbolOf } from './symbols.ts';
import { COLOURS, FAINT, GRADIENT, INK, kindOf } from './theme.ts';

const SYMBOL_SIZE = 13;
const DETAIL_SIZE = 8;
const OPERAND_SIZE = 8;

/** Characters of a line of words, and of numbers. */
const WORDS_LENGTH = 24;
const NUMBERS_LENGTH = 36;

/** The HTML-like label of a box. Each operand of an operation where their order matters has a port of its letter. */
export function labelOf(box: Box, picture: Picture): string {
  const kind = kindOf(box, picture.root);
  const content = contentOf(box, picture);
  const text = textOf(content);
  if (kind === 'constant' && !content.name) return text;
  const { fill, line } = COLOURS[kind];
  const frame = `BORDER="1" CELLPADDING="${content.name ? 3 : 2}" STYLE="ROUNDED" COLOR="${line}" BGCOLOR="${fill}"`;
  if (content.sign === undefined) return table(frame, [[text]]);
  const sign = isFolded(box)
    ? small(wrapped(content.sign, INK, WORDS_LENGTH), DETAIL_SIZE)
    : coloured(small(escapeMarkup(content.sign), SYMBOL_SIZE), INK);
  const cells = content.name ? [sign, text] : [`${sign}<BR/>${text}`];
  const operands = operandsOf(box, picture.direction);
  if (!operands) return table(frame, [cells]);
  if (picture.direction === 'LR') return table(frame, [[operands, ...cells]]);
  return table(frame, [[operands], [table(BARE, [cells])]]);
}

const BARE = 'BORDER="0" CELLPADDING="1"';

/** A table of rows of cells, the cells of a row parted by a line. */
function table(attributes: string, rows: readonly (readonly string[])[]): string {
  const body = rows.map((row) => `<TR>${row.map((cell) => `<TD>${cell}</TD>`).join('<VR/>')}</TR>`).join('');
  return `<TABLE ${attributes} CELLBORDER="0" CELLSPACING="0">${body}</TABLE>`;
}

/** Name and lines; the name stands in a row of its own, so that its subscript has room. In small without a name. */
function textOf({ name, lines }: Content): string {
  const text = lines.map((line) => lineMarkup(line, name === undefined)).join('<BR/>');
  if (name === undefined) return small(text, DETAIL_SIZE);
  return table(BARE, [[nameMarkup(name)], ...(text ? [[text]] : [])]);
}

function lineMarkup({ text, role }: Line, faint: boolean): string {
  if (role === 'note') return wrapped(text, FAINT, WORDS_LENGTH);
  const colour = role === 'gradient' ? GRADIENT : faint ? FAINT : INK;
  return wrapped(text, colour, NUMBERS_LENGTH);
}

/** Text in lines of some length, broken after commas. */
function wrapped(text: string, colour: string, length: number): string {
  const lines: string[] = [];
  for (const part of text.split(/(?<=, )/)) {
    const line = lines[lines.length - 1];
    if (line !== undefined && line.length + part.length <= length) lines[lines.length - 1] += part;
    else lines.push(part);
  }
  return lines.map((line) => coloured(escapeMarkup(line), colour)).join('<BR/>');
}

/** The letters of the operands, along the side where their edges arrive; nothing where their order does not matter. */
function operandsOf(box: Box, direction: 'LR' | 'TB'): string | undefined {
  if (!hasPorts(box)) return undefined;
  const letters = shownInputs(box.nodes[0]).map((_, k) => {
    const name = operandName(k);
    return `<TD PORT="${name}">${coloured(small(name, OPERAND_SIZE), FAINT)}</TD>`;
  });
  const rows = direction === 'TB' ? letters.join('') : letters.join('</TR><TR>');
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="2"><TR>${rows}</TR></TABLE>`;
}

/** Whether the operands of a box stand apart. */
export function hasPorts(box: Box): boolean {
  const [node] = box.nodes;
  const { primitive } = node;
  return (
    !isFolded(box) &&
    primitive !== undefined &&
    symbolOf(operationName(primitive), shownInputs(node).length).ordered
  );
}
