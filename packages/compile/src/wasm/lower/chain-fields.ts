import type { DType } from '@chainrule/core';
import type { Chain, ContiguousStore, Load, MicroOperation, ReducingStore } from '../fused.ts';
import { CONTIGUOUS, CONTIGUOUS_STORE, DIVMOD, IMMEDIATE, SPLAT, STRIDED } from '../micro-ops.ts';
import { BOOL, FLOAT32, FLOAT64, INT32 } from '../opcodes.ts';
import { rowOfAll } from './chains.ts';
import { merged, type Place } from './place.ts';
import type { Addresses, ChainUnit, Link, Operand, Reduction } from './units.ts';

/** The engine's codes of dtypes. */
export const TYPE_CODES: Readonly<Record<DType, number>> = {
  float32: FLOAT32,
  float64: FLOAT64,
  int32: INT32,
  bool: BOOL,
};

/** Elements in a chunk, which one thread computes: large enough to be worth it, small enough to balance threads. */
const CHUNK = 16_384;

/** A chain with its chunks, which are known before its buffers are. */
export interface ChunkedChain {
  readonly unit: ChainUnit;
  /** Elements in a chunk. */
  readonly chunk: number;
  readonly chunks: number;
  /** The reductions of which each chunk computes a part, one after the other in the room for parts. */
  readonly inParts: readonly Reduction[];
  /** The bytes of these parts. */
  readonly partBytes: number;
}

/** Cuts a chain into chunks, which do not depend on the number of threads. */
export function chunked(unit: ChainUnit): ChunkedChain {
  const { count, reductions } = unit;
  const row = rowOfAll(reductions);
  const chunk = Math.min(count, row * Math.max(1, Math.round(CHUNK / row)));
  const chunks = Math.ceil(count / chunk);
  const inParts = chunks > 1 ? reductions.filter(({ outer }) => outer === 1) : [];
  return {
    unit,
    chunk,
    chunks,
    inParts,
    partBytes: inParts.reduce((sum, { inner }) => sum + 8 * inner * chunks, 0),
  };
}

/** Allocates the registers of a chain. */
class Registers {
  readonly loads: Load[] = [];
  count = 0;
  readonly #loaded = new Map<string, number>();
  readonly #links = new Map<Link, number>();
  readonly #uses = new Map<Link, number>();
  readonly #free: number[] = [];
  readonly #addresses: Addresses;

  constructor({ links, reductions, stores }: ChainUnit, addresses: Addresses) {
    this.#addresses = addresses;
    const operands = [...links.flatMap((link) => link.operands), ...reductions.map(({ operand }) => operand)];
    for (const operand of operands) if (operand.kind === 'link') this.#use(operand.link);
    for (const link of links) if (link.result && stores.has(link.result)) this.#use(link);
  }

  #use(link: Link): void {
    this.#uses.set(link, (this.#uses.get(link) ?? 0) + 1);
  }

  /** The register that holds an operand. */
  of(operand: Operand): number {
    if (operand.kind === 'link') return this.#links.get(operand.link)!;
    return operand.kind === 'number'
      ? this.#load(`number ${Object.is(operand.value, -0) ? '-0' : operand.value}`, {
          kind: IMMEDIATE,
          value: operand.value,
        })
      : this.#loadPlace(operand.place);
  }

  /** Notes a read of an operand: the register of one that is not read again is freed. */
  release(operand: Operand): void {
    if (operand.kind !== 'link') return;
    const left = this.#uses.get(operand.link)! - 1;
    this.#uses.set(operand.link, left);
    if (left === 0) this.#free.push(this.#links.get(operand.link)!);
  }

  /** A register for the result of a link. */
  take(link: Link): number {
    const register = this.#free.pop() ?? this.count++;
    this.#links.set(link, register);
    return register;
  }

  #loadPlace(place: Place): number {
    const source = sourceOf(place);
    const address = this.#addresses.of(place);
    const type = TYPE_CODES[place.root.dtype];
    return this.#load(`${address} ${JSON.stringify(source)}`, { ...source, address, type } as Unplaced);
  }

  #load(key: string, load: Unplaced): number {
    const known = this.#loaded.get(key);
    if (known !== undefined) return known;
    const register = this.count++;
    this.#loaded.set(key, register);
    this.loads.push({ ...load, register } as Load);
    return register;
  }
}

type Unplaced = Load extends infer L ? (L extends Load ? Omit<L, 'register'> : never) : never;

/** How the elements of a place are found from their index in row-major order. */
function sourceOf(place: Place) {
  const runs = merged(place);
  if (runs.every(({ stride }) => stride === 0)) return { kind: SPLAT };
  if (runs.length === 1 && runs[0].stride === 1) return { kind: CONTIGUOUS };
  const trailing = runs[runs.length - 1].stride === 0 ? runs.pop()!.size : 1;
  if (runs[0].stride === 0 && runs.length > 1) runs.shift();
  if (runs.length === 1 && runs[0].stride === 1) return { kind: DIVMOD, a: trailing, b: runs[0].size };
  const all = merged(place);
  return { kind: STRIDED, dims: all.map(({ size }) => size), strides: all.map(({ stride }) => stride) };
}

/** The chain as the engine's instruction has it; `parts` is the address of the room for the parts of reductions. */
export function chainOf({ unit, chunk, inParts }: ChunkedChain, addresses: Addresses, parts: number): Chain {
  const registers = new Registers(unit, addresses);
  // Loads come first, so that their registers are not reused by operations.
  for (const { operands } of unit.links) for (const x of operands) if (x.kind !== 'link') registers.of(x);
  for (const { operand } of unit.reductions) if (operand.kind !== 'link') registers.of(operand);
  const operations: MicroOperation[] = [];
  for (const link of unit.links) {
    const sources = link.operands.map((x) => registers.of(x));
    // An operation may overwrite its operands, entry by entry.
    for (const x of link.operands) registers.release(x);
    operations.push({ opcode: link.operation, destination: registers.take(link), sources });
  }
  const stores = storesOf(unit, addresses, (link) => registers.of({ kind: 'link', link }));
  let part = parts;
  const reductions = unit.reductions.map((each): ReducingStore => {
    const partials = inParts.includes(each) ? part : 0;
    if (partials > 0) part += 8 * each.inner * Math.ceil(unit.count / chunk);
    const { kind, reduced, inner, result } = each;
    const target = {
      register: registers.of(each.operand),
      address: addresses.at(result),
      type: TYPE_CODES[result.dtype],
    };
    return { kind: kind as ReducingStore['kind'], ...target, reduced, inner, partials };
  });
  return {
    type: unit.type === 'float32' ? FLOAT32 : FLOAT64,
    count: unit.count,
    chunk,
    loads: registers.loads,
    operations,
    stores: [...stores, ...reductions],
    registers: registers.count,
  };
}

function storesOf(
  { links, stores }: ChainUnit,
  addresses: Addresses,
  registerOf: (link: Link) => number,
): ContiguousStore[] {
  return links.flatMap((link) => {
    const { result } = link;
    if (result === undefined || !stores.has(result)) return [];
    const store = {
      kind: CONTIGUOUS_STORE,
      register: registerOf(link),
      address: addresses.at(result),
      type: TYPE_CODES[result.dtype],
    };
    return [store as ContiguousStore];
  });
}

/** The number of elementary operations of a chain. */
export const workOf = ({ count, links, reductions }: ChainUnit): number =>
  count * (links.length + reductions.length);
