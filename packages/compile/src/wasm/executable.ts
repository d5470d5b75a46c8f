import { applyPrimitive, noGrad, Value } from '@chainrule/core';
import { errors } from '../errors.ts';
import type { Executable, Numbers } from '../program/executable.ts';
import { type Program, sizeOf } from '../program/program.ts';
import { Resident } from '../resident.ts';
import { ResidentCell } from './cell.ts';
import type { Engine } from './engine.ts';
import { Layout, type Range, write } from './layout.ts';
import { type Lowered, lower } from './lower/lower.ts';
import type { Donations } from './lower/plan.ts';
import { type HostUnit, readBy } from './lower/units.ts';

/** An input that was not given back so often, and never was, does not lie where a result is written any more. */
const WRONG_GUESSES = 2;

export interface WasmOptions {
  readonly threads: number;
  /** Whether results that nobody has read are copied out before the next run writes over them. */
  readonly keepResults: boolean;
  readonly donations: Donations;
}

/** A program laid out in the engine's memory. */
export class WasmExecutable implements Executable {
  readonly #engine: Engine;
  readonly #threads: number;
  readonly #keepResults: boolean;
  readonly #program: Program;
  readonly #lowered: Lowered;
  #layout: Layout;
  /** Whether anything reads an input; the numbers of one that nothing does may be gone. */
  readonly #read: readonly boolean[];
  /** The numbers that each input was given last, as far as they are still there. */
  #held: (Value | undefined)[] = [];
  /** How often each input came from elsewhere though a result lies in its place; −∞ once it did not. */
  readonly #elsewhere: number[];
  /** The results of earlier runs that nobody has fetched: by address. */
  readonly #inside = new Map<number, ResidentCell>();

  constructor(engine: Engine, program: Program, { threads, keepResults, donations }: WasmOptions) {
    this.#engine = engine;
    this.#threads = threads;
    this.#keepResults = keepResults;
    this.#program = program;
    this.#lowered = lower(program);
    this.#layout = new Layout(engine, program, this.#lowered, donations, threads);
    const { units, results } = this.#lowered;
    const read = new Set([...units.flatMap(readBy), ...results].map(({ root }) => root));
    this.#read = program.inputs.map((x) => read.has(x));
    this.#elsewhere = program.inputs.map(() => 0);
  }

  get listing(): string {
    return this.#layout.listing;
  }

  get target(): string {
    const threads = this.#engine.threadsRefused === undefined ? this.#threads : 1;
    return `WebAssembly, ${threads} thread${threads === 1 ? '' : 's'}`;
  }

  run(inputs: readonly Value[]): Numbers[] {
    this.#reconsider();
    const given = this.#take(inputs);
    given.forEach((cell, i) => {
      if (this.#layout.donated[i] >= 0) this.#elsewhere[i] += cell === undefined ? 1 : -Infinity;
    });
    this.#execute(given);
    return this.#results();
  }

  iterate(count: number, inputs: readonly Value[], carry: readonly number[]): Numbers[] {
    const given = this.#take(inputs);
    // A later round may throw where the first did not; what was given to it would be gone.
    if (this.#layout.segments.some(({ kind }) => kind === 'host')) for (const cell of given) cell?.fetch();
    carry.forEach((result, i) => {
      if (result >= 0) this.#held[i] = undefined;
    });
    for (let round = 0; round < count; round++) {
      if (round > 0) this.#carry(carry);
      this.#execute(given);
    }
    return this.#results();
  }

  /** Lays the program out anew where a result is written over an input that turned out not to be replaced by it. */
  #reconsider(): void {
    const wrong = this.#elsewhere.map((times) => times >= WRONG_GUESSES);
    if (!wrong.includes(true)) return;
    for (const cell of this.#inside.values()) cell.fetch();
    this.#inside.clear();
    const donations = this.#layout.donated.map((result, i) => (wrong[i] ? -1 : result));
    this.#layout = new Layout(this.#engine, this.#program, this.#lowered, donations, this.#threads);
    this.#held = [];
    wrong.forEach((is, i) => {
      if (is) this.#elsewhere[i] = -Infinity;
    });
  }

  /**
   * Brings the inputs to their places; what lies there and in the places of results is fetched before it is lost, if it is
   * to be kept. Gives for each input the cell of what is there already and will be written over.
   */
  #take(inputs: readonly Value[]): (ResidentCell | undefined)[] {
    const { inputAt, donated } = this.#layout;
    const staying = inputs.map((x, i) => {
      const cell = this.#inside.get(inputAt[i]);
      return x instanceof Resident && x.cell === cell ? cell : undefined;
    });
    const read = new Set(inputs.map((x) => x instanceof Resident && x.cell));
    for (const cell of this.#inside.values()) {
      if (staying.includes(cell)) continue;
      if (this.#keepResults || read.has(cell)) cell.fetch();
      else cell.leave(errors.notKept);
    }
    // What comes from this very program is all outside by now, or stays: its places may be written to.
    const views = this.#layout.views.inputs;
    inputs.forEach((x, i) => {
      if (staying[i] || !this.#read[i] || this.#held[i] === x) return;
      write(views[i], x.data);
      this.#held[i] = donated[i] >= 0 ? undefined : x;
    });
    this.#forget();
    return staying.map((cell, i) => (donated[i] >= 0 ? cell : undefined));
  }

  #forget(): void {
    for (const [address, cell] of this.#inside) if (!cell.isInside) this.#inside.delete(address);
  }

  /**
   * Runs the program, which writes over what it was given. It is still there where one of core's kernels throws, since
   * none is called after that (see plan.ts); where the engine itself stops, it may be written over in part.
   */
  #execute(given: readonly (ResidentCell | undefined)[]): void {
    for (const segment of this.#layout.segments) {
      if (segment.kind === 'host') this.#call(segment);
      else this.#runRange(segment, given);
    }
    this.#consume(given);
  }

  #runRange({ from, to }: Range, given: readonly (ResidentCell | undefined)[]): void {
    try {
      this.#engine.run(from, to, this.#threads);
    } catch (error) {
      this.#consume(given);
      throw error;
    }
  }

  #consume(given: readonly (ResidentCell | undefined)[]): void {
    for (const cell of given) cell?.leave(errors.consumed);
    this.#forget();
  }

  /** Runs core's kernel on what lies in memory. */
  #call({ instruction, inputs }: HostUnit): void {
    const { primitive, attributes, result } = instruction;
    const { addresses } = this.#layout;
    const values = inputs.map((place, k) => {
      const { shape, dtype } = instruction.inputs[k];
      const numbers = this.#layout.view(addresses.of(place), dtype, sizeOf(instruction.inputs[k]));
      return new Value(shape.length === 0 ? numbers[0] : numbers, shape, dtype);
    });
    const { data } = noGrad(() => applyPrimitive(primitive, values, attributes));
    this.#layout.put(addresses.at(result), result, data);
  }

  #results(): Numbers[] {
    const layout = this.#layout;
    const views = layout.views.results;
    return this.#program.results.map((x, k) => {
      if (x.shape.length === 0) return views[k][0];
      const address = this.#layout.resultAt[k];
      const known = this.#inside.get(address);
      if (known) return known;
      const cell = new ResidentCell(() => layout.views.results[k].slice());
      this.#inside.set(address, cell);
      return cell;
    });
  }

  #carry(carry: readonly number[]): void {
    const { inputAt, resultAt, views } = this.#layout;
    const moved = carry.flatMap((result, i) =>
      result < 0 || resultAt[result] === inputAt[i] ? [] : [[i, views.results[result].slice()] as const],
    );
    for (const [i, numbers] of moved) this.#layout.put(inputAt[i], this.#program.inputs[i], numbers);
  }
}
