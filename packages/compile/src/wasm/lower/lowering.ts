import type { Instruction, Variable } from '../../program/program.ts';
import type { MicroOp } from '../micro-table.ts';
import type { Place } from './place.ts';
import type { ChainInput, ChainType, HostUnit, KernelUnit, ProductUnit, Reduction } from './units.ts';

/** What the rules of single operations may ask of the lowering of a program, and add to it. */
export interface Lowering {
  /** Where the numbers of a variable lie. */
  placeOf(x: Variable): Place;

  /** The numbers of a variable, contiguous in memory: copied if they are not. */
  contiguous(x: Variable): Place;

  /** Notes that the numbers at a place are read from memory. */
  read(place: Place): Place;

  /** The numbers at a place, contiguous in a buffer of their own. */
  copied(place: Place, like: Pick<Variable, 'dtype' | 'name'>): Place;

  /** Appends a unit. */
  put(unit: HostUnit | KernelUnit | ProductUnit): void;

  /** Converts the numbers at a place to the float dtype of a variable, which holds the result. */
  cast(from: Place, result: Variable): Place;

  /** Computes a variable in a chain: the first step takes the inputs, each later one the result of the step before. */
  link(
    result: Variable,
    count: number,
    types: readonly ChainType[],
    inputs: readonly ChainInput[],
    steps: readonly MicroOp[],
  ): void;

  /** Reduces the numbers at a place, in a chain over all of them. */
  reduce(reduction: Omit<Reduction, 'operand'>, types: readonly ChainType[], from: Place): void;
}

/** Lowers an instruction to parts of chains and to units; false if they do not cover it. */
export type Rule = (instruction: Instruction, lowering: Lowering) => boolean;

/** Where the result of an instruction lies that only views its input in another way. */
export type ViewRule = (instruction: Instruction, lowering: Lowering) => Place;

/** Lowers an instruction to a unit of engine instructions; undefined if they do not cover it. */
export type KernelRule = (instruction: Instruction, lowering: Lowering) => KernelUnit | undefined;
