import type { Instruction, Variable } from '../../program/program.ts';
import type { MicroOp } from '../micro-table.ts';
import type { Place } from './place.ts';

/*
 * What a program is lowered to: units in the order in which they run, each of which is an instruction of the engine or a call of
 * core's own kernel. A unit reads places and writes whole buffers of its own.
 */

export type Unit = EngineUnit | HostUnit;

/** What the engine runs. */
export type EngineUnit = ChainUnit | ProductUnit | KernelUnit;

/** An operand in a chain: a place in memory, the result of an earlier operation, or a number. */
export type Operand =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'link'; readonly link: Link }
  | { readonly kind: 'number'; readonly value: number };

/** What an operation is given before it joins a chain: a place in memory or in a chain, or a number. */
export type ChainInput = Place | number;

/** One operation of a chain. */
export interface Link {
  readonly operation: MicroOp;
  readonly operands: readonly Operand[];
  /** The variable that it computes; undefined for an intermediate step. */
  readonly result: Variable | undefined;
}

/** A reduction at the end of a chain: over [outer, reduced, inner] of the chain's elements. */
export interface Reduction {
  readonly kind: number;
  readonly operand: Operand;
  readonly outer: number;
  readonly reduced: number;
  readonly inner: number;
  readonly result: Variable;
}

/** The dtype in which a chain computes. */
export type ChainType = 'float32' | 'float64';

/** A chain of elementwise operations over `count` elements, computed in cache, block by block. */
export interface ChainUnit {
  readonly kind: 'chain';
  readonly type: ChainType;
  readonly count: number;
  readonly links: Link[];
  readonly reductions: Reduction[];
  /** The results that are read outside the chain, and so have a buffer. */
  readonly stores: Set<Variable>;
}

/** A factor of a matrix product, with the strides of its rows, columns and batches, in elements. */
export interface Factor {
  readonly place: Place;
  readonly row: number;
  readonly column: number;
  readonly batch: readonly [number, number];
}

/** A matrix product, [rows, depth] × [depth, columns], in batches along two axes. */
export interface ProductUnit {
  readonly kind: 'product';
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly batch: readonly [number, number];
  readonly a: Factor;
  readonly b: Factor;
  readonly result: Variable;
  /** The chain that runs over whole rows of the result while they are in cache. */
  readonly epilogue: ChainUnit | undefined;
}

/** One or more of the engine's other instructions, which together make one result. */
export interface KernelUnit {
  readonly kind: 'kernel';
  /** The operation, for a listing. */
  readonly name: string;
  readonly inputs: readonly Place[];
  readonly result: Variable;
  /** The variable of float32 that the result, of float64, is rounded to. */
  readonly rounded?: Variable;
  /** Opcodes with their fields, once the addresses are known, including those of the epilogue's fields (or 0) and of parts. */
  readonly instructions: (
    addresses: Addresses,
    scratch: number,
    epilogue: number,
    parts: number,
  ) => readonly (readonly number[])[];
  /** Sums of which its instruction leaves one per chunk; they are combined afterwards. */
  readonly parts?: { readonly chunks: number; readonly inner: number };
  /** Whether its one instruction can run a chain over finished parts of its result. */
  readonly takesEpilogue?: boolean;
  readonly epilogue?: ChainUnit | undefined;
  /** The bytes of scratch that they need for each thread. */
  readonly scratch: number;
  /** The number of elementary operations, to decide whether several threads are worth it. */
  readonly work: number;
  /** The same for each of its instructions, if they differ. */
  readonly works?: readonly number[];
  /** Into how many pieces it can be divided at almost no cost; 1 if each piece has a cost. */
  readonly pieces?: number;
}

export interface Addresses {
  /** Where the first number of a place lies. */
  of(place: Place): number;
  /** Where the buffer of a variable begins. */
  at(variable: Variable): number;
}

/** An operation for which the engine has no instruction. */
export interface HostUnit {
  readonly kind: 'host';
  readonly instruction: Instruction;
  readonly inputs: readonly Place[];
}

/** The places that a unit reads. */
export function readBy(unit: Unit): Place[] {
  if (unit.kind === 'chain') return placesOf(unit);
  if (unit.kind === 'product')
    return [unit.a.place, unit.b.place, ...(unit.epilogue ? placesOf(unit.epilogue) : [])];
  const own = [...unit.inputs];
  return unit.kind === 'kernel' && unit.epilogue ? [...own, ...placesOf(unit.epilogue)] : own;
}

function placesOf({ links, reductions }: ChainUnit): Place[] {
  const operands = [...links.flatMap((link) => link.operands), ...reductions.map(({ operand }) => operand)];
  return operands.flatMap((operand) => (operand.kind === 'place' ? [operand.place] : []));
}

/** The variables whose buffers a unit writes. */
export function writtenBy(unit: Unit): Variable[] {
  if (unit.kind === 'chain') return [...unit.stores, ...unit.reductions.map(({ result }) => result)];
  if (unit.kind === 'host') return [unit.instruction.result];
  return [unit.result, ...(unit.epilogue ? writtenBy(unit.epilogue) : [])];
}
