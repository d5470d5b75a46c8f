import { flat, type NDArray } from '../array/ndarray.ts';
import { type Described, shapeText } from '../errors/text.ts';
import type { Primitive } from '../primitive.ts';

/** What this file reads of a node. */
export interface Printable extends NDArray, Described {
  readonly dtype: NDArray['dtype'];
  readonly primitive?: Pick<Primitive, 'name' | 'movement'> | undefined;
  readonly inputs: readonly Printable[];
  readonly grad?: NDArray | undefined;
}

/** Entries shown at either end of a long axis. */
const EDGE = 3;
const LONGEST_AXIS = 2 * EDGE + 2;

/** The numbers as nested brackets; the middle of a long axis is left out. As many digits as identify the number. */
export function formatData(x: NDArray): string {
  const data = flat(x);
  const cell = (n: number) => {
    if (x.dtype === 'bool') return String(n !== 0);
    return x.dtype === 'float32' ? String(Number(n.toPrecision(8))) : String(n);
  };
  const build = (axis: number, offset: number, size: number): string => {
    const length = x.shape[axis];
    if (length === undefined) return cell(data[offset]);
    const step = size / length;
    const run = (count: number, from = 0) =>
      Array.from({ length: count }, (_, i) => build(axis + 1, offset + (from + i) * step, step));
    const shown = length > LONGEST_AXIS ? [...run(EDGE), '…', ...run(EDGE, length - EDGE)] : run(length);
    return `[${shown.join(', ')}]`;
  };
  return build(0, 0, data.length);
}

const label = (node: Printable): string => {
  if (node.name !== undefined) return node.name;
  if (node.primitive) return `${node.primitive.name}(…)`;
  return node.shape.length === 0 ? formatData(node) : shapeText(node.shape);
};

/** The operation over its operands by name, `mul(w5, out_h1)`; undefined for a leaf. */
export function formatOperation(node: Printable): string | undefined {
  const { primitive } = node;
  return primitive && `${primitive.name}(${shownInputs(node).map(label).join(', ')})`;
}

/** The inputs that are shown: places to read from, or to add to, are not operands. */
export function shownInputs<X>({ primitive, inputs }: Shown<X>): readonly X[] {
  return primitive?.movement?.endsWith('-blocks') ? inputs.slice(0, 1) : inputs;
}

interface Shown<X> {
  readonly primitive?: Pick<Primitive, 'movement'> | undefined;
  readonly inputs: readonly X[];
}

const typeSuffix = (node: Printable): string => {
  if (node.shape.length > 0) return ` ${node.dtype}${shapeText(node.shape)}`;
  return node.dtype === 'float64' ? '' : ` ${node.dtype}`;
};

/** `out_h1 = sigmoid(net_h1) = 0.593…`: the name, the operation and the data, as far as they exist. */
export function formatLine(node: Printable): string {
  return (
    [node.name, formatOperation(node), formatData(node)].filter((part) => part !== undefined).join(' = ') +
    typeSuffix(node)
  );
}

/** Everything about a node, as Node's console shows it. */
export function formatInspected(node: Printable): string {
  const fields = [
    node.name !== undefined && `name: ${JSON.stringify(node.name)}`,
    `data: ${formatData(node)}`,
    `shape: ${shapeText(node.shape)}`,
    `dtype: ${node.dtype}`,
    `op: ${formatOperation(node) ?? 'none (leaf)'}`,
    node.grad && `grad: ${formatData(node.grad)}`,
  ];
  return `Value { ${fields.filter(Boolean).join(', ')} }`;
}
