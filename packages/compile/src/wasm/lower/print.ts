import { bytesOf, type Variable } from '../../program/program.ts';
import { MICRO_OPS } from '../micro-table.ts';
import type { Place } from './place.ts';
import { type ChainUnit, readBy, type Unit, writtenBy } from './units.ts';

/*
 * Units as text, one a line, with the buffers that they read and write and where these lie:
 *
 *   product [64, 784] × [784, 128], then add relu    x, W1 → h1 @1024
 */

/** The units with what they do, what they read, and what they write where. */
export function printUnits(units: readonly Unit[], offsetOf: (root: Variable) => number): string {
  const names = new Map<Variable, string>();
  const nameOf = (x: Variable) => {
    if (!names.has(x)) names.set(x, x.constant ? 'constant' : (x.name ?? `b${names.size}`));
    return names.get(x)!;
  };
  const lines = units.map((unit) => {
    const read = [...new Set(readBy(unit).map(({ root }) => nameOf(root)))];
    const written = writtenBy(unit).map((x) => `${nameOf(x)} @${offsetOf(x)} (${bytesOf(x)} B)`);
    return [workOf(unit), `${read.join(', ')} → ${written.join(', ')}`];
  });
  const width = Math.max(0, ...lines.map(([work]) => work.length));
  return lines.map(([work, buffers]) => `  ${work.padEnd(width)}  ${buffers}`).join('\n');
}

/** What a unit does. */
export function workOf(unit: Unit): string {
  if (unit.kind === 'chain') return `chain ${unit.type} [${unit.count}]: ${operationsOf(unit)}`;
  if (unit.kind === 'host') return `core's ${unit.instruction.primitive.name}`;
  const then = unit.epilogue ? `, then ${operationsOf(unit.epilogue)}` : '';
  if (unit.kind === 'kernel') return `${unit.name} ${sizeText(unit.inputs[0])}${then}`;
  const { rows, columns, depth, batch } = unit;
  const batches = batch[0] * batch[1] > 1 ? `${batch[0] * batch[1]} times ` : '';
  return `product ${batches}[${rows}, ${depth}] × [${depth}, ${columns}]${then}`;
}

/** The operations of chains by their opcodes; of two names the first. */
const NAMES = new Map(
  Object.entries(MICRO_OPS)
    .reverse()
    .map(([name, opcode]) => [opcode, name]),
);

const sizeText = (place: Place | undefined) => (place ? `[${place.shape.join(', ')}]` : '');

const operationsOf = ({ links, reductions }: ChainUnit): string =>
  [
    ...links.map(({ operation }) => NAMES.get(operation)!),
    ...reductions.map(({ outer, reduced, inner }) => `reduce [${outer}, ${reduced}, ${inner}]`),
  ].join(' ');
