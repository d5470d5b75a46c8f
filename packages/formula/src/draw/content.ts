import type { Value } from '@chainrule/core';
import { shownInputs } from '@chainrule/core/extend';
import { operationName } from '../graph/operation-name.ts';
import { type Box, framesAround, isFolded } from './box.ts';
import { formulaText } from './folded-formula.ts';
import { shortened } from './names.ts';
import { formatNumbers, formatShape } from './numbers.ts';
import type { DrawOptions } from './options.ts';
import type { Picture } from './picture.ts';
import { operationsText, parametersText, plural } from './summary.ts';
import { symbolOf } from './symbols.ts';

/** What stands in a box, in whatever language the picture is written. */
export interface Content {
  /** What is done there: the symbol of an operation, or the formula or operations that are folded. */
  readonly sign: string | undefined;
  readonly name: string | undefined;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly text: string;
  readonly role: 'number' | 'note' | 'gradient';
}

/** The words for a box. */
export function contentOf(box: Box, picture: Picture): Content {
  if (box.form === 'node') return contentOfNode(box, picture);
  if (box.form === 'again') return contentAgain(box, picture);
  if (box.form === 'alike') return contentOfAlike(box, picture);
  const { nodes, group } = box;
  const names = box.form === 'steps' ? namesText(box, picture) : undefined;
  const notes = [plural(nodes.length, 'node'), parametersText(nodes), operationsText(nodes)];
  const name = names ?? group?.slice(framesAround(box).length).join('.');
  return { sign: undefined, name: name && shortened(name), lines: noteLines(notes) };
}

function contentOfNode(box: Box, picture: Picture): Content {
  const { nodes } = box;
  const node = nodes[nodes.length - 1];
  const symbol = node.primitive && symbolOf(operationName(node.primitive), shownInputs(node).length).text;
  return {
    sign: isFolded(box)
      ? (formulaText(nodes, (each) => nameIn(box, each, picture)) ?? operationsText(nodes))
      : symbol,
    name: nameIn(box, node, picture),
    lines: [...valueLines(node, picture.options), ...noteLines(isFolded(box) ? [parametersText(nodes)] : [])],
  };
}

/** A leaf that is drawn once more: its name, or what else it goes by. */
function contentAgain(box: Box, picture: Picture): Content {
  const { name, lines } = isFolded(box) ? contentOfAlike(box, picture) : contentOfNode(box, picture);
  return { sign: undefined, name, lines: name === undefined ? lines.slice(0, 1) : [] };
}

/** Boxes that are alike: how many, and from which name to which. */
function contentOfAlike(box: Box, picture: Picture): Content {
  const { nodes } = box;
  const last = nodes[nodes.length - 1];
  const counted = last.primitive
    ? plural(nodes.length, 'node')
    : parametersText(nodes) || plural(nodes.length, 'constant');
  const shape = formatShape(last);
  const notes = [
    counted,
    last.primitive ? parametersText(nodes) : '',
    shape && nodes.every((node) => formatShape(node) === shape) ? `each ${shape}` : '',
  ];
  return { sign: operationsText(nodes) || undefined, name: namesText(box, picture), lines: noteLines(notes) };
}

/** From which name to which. */
function namesText(box: Box, picture: Picture): string | undefined {
  const names = box.nodes.map((node) => nameIn(box, node, picture)).filter((name) => name !== undefined);
  if (names.length < 3) return names.length === 0 ? undefined : shortened(names.join(', '));
  return shortened(`${names[0]} … ${names[names.length - 1]}`);
}

/** The name of a node, without the path of the layer in whose frame it stands. */
function nameIn(box: Box, node: Value, { nameOf }: Picture): string | undefined {
  const name = nameOf(node);
  const path = framesAround(box)
    .map((frame) => `${frame}.`)
    .join('');
  const rest = name?.startsWith(path) ? name.slice(path.length) : '';
  // Behind a path stands a name, not one more point.
  return name && shortened(/^[^.]/.test(rest) ? rest : name);
}

const noteLines = (notes: readonly string[]): Line[] =>
  notes.filter(Boolean).map((text) => ({ text, role: 'note' }));

/** The numbers, the shape and the gradient of a node, line by line. */
function valueLines(node: Value, options: DrawOptions): Line[] {
  const digits = options.digits ?? 6;
  const gradient = gradientOf(node, options);
  return [
    ...formatNumbers(node, digits).map((text): Line => ({ text, role: 'number' })),
    ...noteLines([formatShape(node)]),
    ...(gradient ? gradientLines(gradient, digits) : []),
  ];
}

/** The gradient to show at a node, if any. */
export function gradientOf(node: Value, { gradients }: DrawOptions): Value | undefined {
  if (gradients) return node.wantsGradient ? gradients.of(node) : undefined;
  return node.grad;
}

function gradientLines(gradient: Value, digits: number): Line[] {
  const lines = formatNumbers(gradient, digits);
  return (lines.length > 0 ? lines : [formatShape(gradient)]).map((text, i) => ({
    text: i === 0 ? `∂ ${text}` : text,
    role: 'gradient',
  }));
}
