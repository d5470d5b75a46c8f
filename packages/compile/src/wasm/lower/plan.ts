import { bytesOf, type Program, type Variable } from '../../program/program.ts';
import type { Lowered } from './lower.ts';
import { isWhole } from './place.ts';
import { type KernelUnit, type ProductUnit, readBy, type Unit, writtenBy } from './units.ts';

/*
 * The offset of each buffer in the program's block of memory. Inputs, constants and results have room of their own; temporaries
 * reuse room that is no longer needed. A result that takes the place of an input in the next call overwrites it, if nothing reads
 * the input afterwards and no kernel of core is called after that: it may throw, and the input must be there for another try.
 */

/** The result (its index) that takes the place of an input (by index) in the next call, or −1. */
export type Donations = readonly number[];

export interface Plan {
  /** The offset of a root's buffer in the block. */
  offsetOf(root: Variable): number;
  /** For each input the result whose numbers are in its buffer after a run, or −1. */
  readonly donated: Donations;
  readonly bytes: number;
}

/** Vectors are read in 16 bytes, buffers do not share cache lines, and an empty buffer has an address of its own. */
const aligned = (bytes: number) => 64 * Math.max(1, Math.ceil(bytes / 64));

/** The lifetime of a root: from the unit that writes it to the last that reads it. */
interface Life {
  readonly from: number;
  to: number;
}

/** `guard` is the number of guard bytes on either side of each buffer; with any, memory is not reused. */
export function plan(program: Program, { units, results }: Lowered, wanted: Donations, guard = 0): Plan {
  const lives = livesOf(units);
  const kept = new Set(results.map(({ root }) => root));
  const room = new Room(guard);
  const offsets = new Map<Variable, number>();
  const settle = (x: Variable) => offsets.set(x, room.take(bytesOf(x)));
  for (const x of program.inputs) settle(x);
  const read = readersOf(units);
  const lastCall = units.findLastIndex(({ kind }) => kind === 'host');
  const donated = program.inputs.map((x, i) => {
    const root = wanted[i] >= 0 ? results[wanted[i]].root : x;
    const life = lives.get(root);
    if (life === undefined || offsets.has(root) || kept.has(x) || life.from < lastCall) return -1;
    // Two results of one root: one may still be read when the other is passed back.
    if (results.filter((each) => each.root === root).length > 1) return -1;
    if (!mayOverwrite(x, root, units, life.from, read.get(x) ?? -1)) return -1;
    offsets.set(root, offsets.get(x)!);
    return wanted[i];
  });
  const constants = units.flatMap(readBy).flatMap(({ root }) => (lives.has(root) ? [] : [root]));
  for (const root of [...constants, ...kept]) if (!offsets.has(root)) settle(root);
  placeTemporaries(units, lives, offsets, room);
  return { offsetOf: (root) => offsets.get(root)!, donated, bytes: room.size };
}

function livesOf(units: readonly Unit[]): Map<Variable, Life> {
  const lives = new Map<Variable, Life>();
  units.forEach((unit, i) => {
    for (const { root } of readBy(unit)) {
      const life = lives.get(root);
      if (life) life.to = i;
    }
    for (const root of writtenBy(unit)) lives.set(root, { from: i, to: i });
  });
  return lives;
}

/** The last unit that reads each root. */
function readersOf(units: readonly Unit[]): Map<Variable, number> {
  const last = new Map<Variable, number>();
  units.forEach((unit, i) => {
    for (const { root } of readBy(unit)) last.set(root, i);
  });
  return last;
}

/** Whether unit `from`, which writes a root, may overwrite x, which unit `last` is the last to read. */
function mayOverwrite(
  x: Variable,
  root: Variable,
  units: readonly Unit[],
  from: number,
  last: number,
): boolean {
  return last < from ? alike(x, root) : last === from && entryByEntry(units[from], x, root);
}

const alike = (x: Variable, y: Variable) => x.dtype === y.dtype && bytesOf(x) === bytesOf(y);

/** Whether a unit reads each entry of x just before it writes the same entry of a root. */
function entryByEntry(unit: Unit, x: Variable, root: Variable): boolean {
  if (unit.kind === 'host' || !alike(x, root)) return false;
  const chain = unit.kind === 'chain' ? unit : unit.epilogue;
  if (!chain?.stores.has(root)) return false;
  // The inputs of an instruction may be read again after part of its epilogue has run.
  const early = unit.kind === 'chain' ? [] : readBy({ ...unit, epilogue: undefined });
  if (early.some((place) => place.root === x)) return false;
  return readBy(chain).every((place) => place.root !== x || isWhole(place));
}

const hasEpilogue = (unit: Unit): unit is ProductUnit | KernelUnit =>
  (unit.kind === 'product' || unit.kind === 'kernel') && unit.epilogue !== undefined;

/** Gives offsets to temporaries. */
function placeTemporaries(
  units: readonly Unit[],
  lives: ReadonlyMap<Variable, Life>,
  offsets: Map<Variable, number>,
  room: Room,
): void {
  const ending = units.map((): Variable[] => []);
  for (const [root, { to }] of lives) if (!offsets.has(root)) ending[to].push(root);
  units.forEach((unit, i) => {
    const over = new Set(ending[i]);
    // The result of a product is there before its epilogue writes; the buffers of one chain are written at the same time.
    const before = ending[i].filter(
      (x) => lives.get(x)!.from < i || (hasEpilogue(unit) && x === unit.result),
    );
    for (const root of writtenBy(unit)) {
      if (offsets.has(root)) continue;
      const under = before.find((x) => over.has(x) && offsets.has(x) && entryByEntry(unit, x, root));
      if (under !== undefined) over.delete(under);
      offsets.set(root, under === undefined ? room.take(bytesOf(root)) : offsets.get(under)!);
    }
    for (const x of over) room.give(offsets.get(x)!, bytesOf(x));
  });
}

/** Free offsets: the smallest gap that fits is taken. */
class Room {
  size = 0;
  #gaps: { offset: number; bytes: number }[] = [];
  readonly #guard: number;

  constructor(guard: number) {
    this.#guard = guard;
  }

  take(size: number): number {
    const bytes = aligned(size) + 2 * this.#guard;
    const fitting = this.#gaps.filter((gap) => gap.bytes >= bytes).sort((a, b) => a.bytes - b.bytes)[0];
    if (fitting === undefined) {
      const offset = this.size;
      this.size += bytes;
      return offset + this.#guard;
    }
    const { offset } = fitting;
    fitting.offset += bytes;
    fitting.bytes -= bytes;
    this.#gaps = this.#gaps.filter((gap) => gap.bytes > 0);
    return offset;
  }

  give(offset: number, size: number): void {
    // Guard bytes stay where they are.
    if (this.#guard > 0) return;
    this.#gaps.push({ offset, bytes: aligned(size) });
    this.#gaps.sort((a, b) => a.offset - b.offset);
    this.#gaps = this.#gaps.reduce<{ offset: number; bytes: number }[]>((joined, gap) => {
      const last = joined[joined.length - 1];
      if (last && last.offset + last.bytes === gap.offset) last.bytes += gap.bytes;
      else joined.push(gap);
      return joined;
    }, []);
  }
}
