import type { Item } from '../lower/lower.ts';
import { type Access, foldedIn, type Nest } from '../lower/nests.ts';
import { folds } from '../spelling/folds.ts';
import { BINDS } from '../spelling/spelling.ts';
import { spellings } from '../spelling/table.ts';
import { type ModuleText, operandText } from './module-text.ts';

/** An operation on arrays that is written as loops. */
export type LoopItem = Extract<Item, { kind: 'loops' }>;

/** Loops, and the name of the index of each. */
interface Loops {
  readonly sizes: readonly number[];
  readonly indices: readonly string[];
}

/** The arrays that a group of operations reads and fills. */
export function arraysOf(group: readonly LoopItem[], stored: (array: number) => boolean): number[] {
  const made = new Set(group.map(({ write }) => write));
  const arrays = new Set(group.flatMap(({ reads, write }) => [...reads, write]));
  return [...arrays].filter((array) => !made.has(array) || stored(array));
}

/** Writes a group of operations on arrays as one loop. `stored` says which results are read later. */
export function writeNests(
  text: ModuleText,
  group: readonly LoopItem[],
  stored: (array: number) => boolean,
): string[] {
  if (group.length > 1) return writeFused(text, group, stored);
  return group[0].nests.flatMap((nest) => writeNest(text, group[0], nest));
}

function writeFused(
  text: ModuleText,
  group: readonly LoopItem[],
  stored: (array: number) => boolean,
): string[] {
  const loops = loopsOver(text, group[0].nests[0].domain);
  const made = new Set<number>();
  const local = (array: number) => text.local(`v${array}`);
  const lines = group.flatMap((item) => {
    const [nest] = item.nests;
    const read = (access: Access) => {
      const array = item.reads[access.operand];
      return made.has(array) ? local(array) : entry(text, item, access, loops);
    };
    const bound: string[] = [];
    const value = valueOf(text, item, nest, read, bound, `x${item.write}_`);
    made.add(item.write);
    const out = entryAt(text, text.arrayName(item.write), item, nest.write, loops);
    const store = stored(item.write) ? [`${out} = ${local(item.write)};`] : [];
    return [...bound, `const ${local(item.write)} = ${value};`, ...store];
  });
  return enclosed(loops, lines);
}

function writeNest(text: ModuleText, item: LoopItem, nest: Nest): string[] {
  const out = text.arrayName(item.write);
  if (nest.fold === undefined) {
    const loops = loopsOver(text, nest.domain);
    const bound: string[] = [];
    const value = valueOf(text, item, nest, (access) => entry(text, item, access, loops), bound, 'x');
    const lines = [...bound, `${entryAt(text, out, item, nest.write, loops)} = ${value};`];
    return bound.length > 0 ? enclosed(loops, lines) : nested(loops, lines);
  }
  return nest.inner === undefined ? scattered(text, item, nest) : folded(text, item, nest, nest.inner);
}

/** A fold with an inner loop for each number that is written. */
function folded(text: ModuleText, item: LoopItem, nest: Nest, inner: number): string[] {
  const outer = nest.domain.length - inner;
  const all = loopsOver(text, nest.domain);
  const [outside, within] = [
    { sizes: all.sizes.slice(0, outer), indices: all.indices.slice(0, outer) },
    { sizes: all.sizes.slice(outer), indices: all.indices.slice(outer) },
  ];
  const bound: string[] = [];
  const value = valueOf(text, item, nest, (access) => entry(text, item, access, all), bound, 'x');
  const { start } = folds[nest.fold!];
  const total = text.local('y');
  const lines = [
    `let ${total} = ${start};`,
    ...enclosed(within, [...bound, ...combined(text, item, nest, total, value)]),
    `${entryAt(text, text.arrayName(item.write), item, nest.write, all)} = ${total};`,
  ];
  return enclosed(outside, lines);
}

/** A fold that revisits places: in doubles, if rounding each time would lose precision. */
function scattered(text: ModuleText, item: LoopItem, nest: Nest): string[] {
  const out = text.arrayName(item.write);
  const apart = item.instruction.result.dtype === 'float32';
  const target = apart ? text.local('sums') : out;
  const loops = loopsOver(text, nest.domain);
  const bound: string[] = [];
  const value = valueOf(text, item, nest, (access) => entry(text, item, access, loops), bound, 'x');
  const at = entryAt(text, target, item, nest.write, loops);
  const lines = enclosed(loops, [...bound, ...combined(text, item, nest, at, value)]);
  if (!apart) return [`${out}.fill(${folds[nest.fold!].start});`, ...lines];
  return ['{', `const ${target} = new Float64Array(${out}.length);`, ...lines, `${out}.set(${target});`, '}'];
}

function combined(text: ModuleText, item: LoopItem, nest: Nest, into: string, value: string): string[] {
  const { result } = item.instruction;
  const { spelling } = folds[nest.fold!];
  const code = text.lowered.opcodes.spelled(nest.fold!, foldedIn(nest.fold!, result.dtype), spelling);
  const x = text.local('x');
  return [`const ${x} = ${value};`, `${into} = ${text.applied(code, [into, x])};`];
}

/** The function of the numbers that are read. */
function valueOf(
  text: ModuleText,
  { instruction }: LoopItem,
  nest: Nest,
  read: (access: Access) => string,
  bound: string[],
  prefix: string,
): string {
  const { opcodes } = text.lowered;
  const { primitive, inputs, result } = instruction;
  const { apply, fold, reads } = nest;
  const xs = reads.map(read);
  const bind = (entry: string) => {
    const name = text.local(`${prefix}${bound.length}`);
    bound.push(`const ${name} = ${entry};`);
    return name;
  };
  const dtype = fold && result.dtype !== 'int32' ? foldedIn(fold, result.dtype) : result.dtype;
  const code =
    apply === undefined
      ? fold === undefined && opcodes.rounding(inputs[reads[0].operand].dtype, result.dtype)
      : apply === 'primitive'
        ? opcodes.of(primitive, dtype, inputs.length)
        : opcodes.spelled(apply, dtype, spellings[apply]);
  if (!code) return xs[0];
  const needs = (k: number) => code.spelling?.needs[k] ?? BINDS.any;
  return text.applied(
    code,
    xs.map((x, k) => operandText(x, needs(k), bind)),
  );
}

function loopsOver(text: ModuleText, domain: readonly number[]): Loops {
  return { sizes: domain, indices: domain.map((_, axis) => text.local(`i${axis}`)) };
}

const entry = (text: ModuleText, item: LoopItem, access: Access, loops: Loops): string =>
  entryAt(text, text.arrayName(item.reads[access.operand]), item, access, loops);

/** The entry of an array that is accessed at the indices of these loops. */
function entryAt(
  text: ModuleText,
  array: string,
  item: LoopItem,
  access: Access,
  { sizes, indices }: Loops,
): string {
  const { offset, strides, at } = access;
  const terms = strides.flatMap((stride, axis) =>
    stride === 0 || sizes[axis] === 1 ? [] : [stride === 1 ? indices[axis] : `${indices[axis]} * ${stride}`],
  );
  if (at !== undefined)
    terms.unshift(`${text.arrayName(item.reads[at])}[${sizes[0] === 1 ? 0 : indices[0]}]`);
  if (offset !== 0 || terms.length === 0) terms.push(String(offset));
  return `${array}[${terms.join(' + ')}]`;
}

/** Loops around statements; an index that is always 0 needs no loop. */
function nested({ sizes, indices }: Loops, body: readonly string[]): string[] {
  const opening = sizes.flatMap((size, axis) => {
    const i = indices[axis];
    return size === 1 ? [] : [`for (let ${i} = 0; ${i} < ${size}; ${i}++) {`];
  });
  return [...opening, ...body, ...opening.map(() => '}')];
}

/** The same for statements that declare something: in a block if there is no loop. */
const enclosed = (loops: Loops, body: readonly string[]): string[] =>
  loops.sizes.every((size) => size === 1) ? ['{', ...body, '}'] : nested(loops, body);
