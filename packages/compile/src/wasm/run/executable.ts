import type { Value } from '@chainrule/core';
import { errors } from '../../errors.ts';
import type { Executable, Numbers } from '../../program/executable.ts';
import type { Program } from '../../program/program.ts';
import { Resident } from '../../resident.ts';
import type { Engine } from '../engine.ts';
import { type Lowered, lower } from '../lower/lower.ts';
import type { Donations } from '../lower/plan.ts';
import { workOf } from '../lower/print.ts';
import { readBy } from '../lower/units.ts';
import type { ResidentCell } from './cell.ts';
import { Guesses } from './guesses.ts';
import { callKernel } from './host-call.ts';
import { Layout, type Range, write } from './layout.ts';
import { Residents } from './residents.ts';

export interface WasmOptions {
  /** The function, for messages. */
  readonly name: string;
  readonly threads: number;
  /** Whether results that nobody has read are copied out before the next run writes over them. */
  readonly keepResults: boolean;
  readonly donations: Donations;
}

/** A program in the engine's memory. */
export class WasmExecutable implements Executable {
  readonly #name: string;
  readonly #engine: Engine;
  readonly #threads: number;
  readonly #keepResults: boolean;
  readonly #program: Program;
  readonly #lowered: Lowered;
  #layout: Layout;
  /** Whether each input is read; the numbers of one that is not may be gone. */
  readonly #read: readonly boolean[];
  /** The Value that each input was given last, as far as its numbers are still there. */
  #held: (Value | undefined)[] = [];
  readonly #guesses: Guesses;
  readonly #residents = new Residents();
  #isRunning = false;

  constructor(engine: Engine, program: Program, { name, threads, keepResults, donations }: WasmOptions) {
    this.#name = name;
    this.#engine = engine;
    this.#threads = threads;
    this.#keepResults = keepResults;
    this.#program = program;
    this.#lowered = lower(program);
    this.#layout = this.#laidOut(donations);
    const { units, results } = this.#lowered;
    const read = new Set([...units.flatMap(readBy), ...results].map(({ root }) => root));
    this.#read = program.inputs.map((x) => read.has(x));
    this.#guesses = new Guesses(program.inputs.length);
  }

  get listing(): string {
    return this.#layout.listing;
  }

  /** Frees the memory at once. All results have been read, and the program does not run again. */
  leave(): void {
    this.#layout.leave();
  }

  get target(): string {
    const threads = this.#engine.threadsRefused === undefined ? this.#threads : 1;
    return `WebAssembly, ${threads} thread${threads === 1 ? '' : 's'}`;
  }

  run(inputs: readonly Value[]): Numbers[] {
    return this.#alone(() => {
      this.#reconsider(inputs);
      this.#execute(this.#take(inputs));
      return this.#results();
    });
  }

  iterate(count: number, inputs: readonly Value[], carry: readonly number[]): Numbers[] {
    return this.#alone(() => {
      const { donated } = this.#layout;
      // What stays inside is overwritten by the results that are carried; any other input has to be brought in.
      inputs.forEach((x, i) => {
        if (donated[i] < 0 || carry[i] !== donated[i]) this.#cellOf(x, i)?.fetch();
      });
      this.#residents.forget();
      const given = this.#take(inputs);
      // A later round may throw although the first did not, and its inputs would be gone.
      if (this.#layout.segments.some(({ kind }) => kind === 'host')) for (const cell of given) cell?.fetch();
      carry.forEach((result, i) => {
        if (result >= 0) this.#held[i] = undefined;
      });
      for (let round = 0; round < count; round++) {
        if (round > 0) this.#carry(inputs, carry);
        this.#execute(given);
      }
      return this.#results();
    });
  }

  /** A run owns the memory until it ends: a kernel of the user that calls the function again is an error. */
  #alone<T>(run: () => T): T {
    if (this.#isRunning) throw errors.reentered();
    this.#isRunning = true;
    try {
      return run();
    } finally {
      this.#isRunning = false;
    }
  }

  /** The cell of an input that is in its place already. */
  #cellOf(x: Value, i: number): ResidentCell | undefined {
    return this.#residents.cellOf(x, this.#layout.inputAt[i]);
  }

  /** Lays the program out again if a result overwrites an input that turns out not to be replaced by it. */
  #reconsider(inputs: readonly Value[]): void {
    const { donated } = this.#layout;
    inputs.forEach((x, i) => {
      if (donated[i] >= 0) this.#guesses.note(i, this.#cellOf(x, i) !== undefined);
    });
    const corrected = this.#guesses.corrected(donated);
    if (corrected === undefined) return;
    for (const cell of this.#residents.all()) cell.fetch();
    this.#residents.forget();
    this.#held = [];
    this.#layout.leave();
    try {
      this.#layout = this.#laidOut(corrected);
    } catch {
      // There is no room for more than before.
      this.#layout = this.#laidOut(donated);
    }
  }

  #laidOut(donations: Donations): Layout {
    return new Layout(this.#engine, this.#program, this.#lowered, donations, this.#threads);
  }

  /**
   * Brings the inputs to their places. Results that are there, or in the places of new results, are fetched first if they are to
   * be kept. Returns for each input the cell of a result that is there already and will be overwritten.
   */
  #take(inputs: readonly Value[]): (ResidentCell | undefined)[] {
    const { donated } = this.#layout;
    const staying = inputs.map((x, i) => this.#cellOf(x, i));
    const read = new Set(inputs.map((x) => x instanceof Resident && x.cell));
    for (const cell of this.#residents.all()) {
      if (staying.includes(cell)) continue;
      if (this.#keepResults || read.has(cell)) cell.fetch();
      else cell.leave(errors.notKept);
    }
    this.#residents.forget();
    // Everything from this program has been fetched by now, or stays, so its places may be written to.
    const views = this.#layout.views.inputs;
    // A derivative through recorded nodes reads everything that they were computed from.
    const isRecorded = inputs.some(({ primitive }) => primitive !== undefined);
    inputs.forEach((x, i) => {
      if (isRecorded) staying[i]?.fetch();
      if (staying[i] || !this.#read[i] || this.#held[i] === x) return;
      write(views[i], x.data);
      this.#held[i] = donated[i] >= 0 ? undefined : x;
    });
    return staying.map((cell, i) => (donated[i] >= 0 ? cell : undefined));
  }

  /**
   * Runs the program, which overwrites inputs. They are still intact if one of core's kernels throws, since none is called after
   * that (see plan.ts); if the engine itself stops, they may be partly overwritten.
   */
  #execute(given: readonly (ResidentCell | undefined)[]): void {
    for (const segment of this.#layout.segments) {
      if (segment.kind === 'host') callKernel(this.#layout, segment);
      else this.#runRange(segment, given);
    }
    this.#consume(given);
  }

  #runRange(range: Range, given: readonly (ResidentCell | undefined)[]): void {
    try {
      this.#layout.run(range, this.#threads);
    } catch (error) {
      this.#consume(given, errors.lostInFailure);
      this.#startAnew();
      throw errors.programFailed(this.#name, this.#program.inputs, range.units.map(workOf), error as Error);
    }
  }

  #consume(given: readonly (ResidentCell | undefined)[], gone = errors.consumed): void {
    for (const cell of given) cell?.leave(gone);
    this.#residents.forget();
  }

  /**
   * Lays the program out in other memory, since the contents of its own are unknown after a failure. The old memory is freed when
   * the layout is collected, and not earlier: a thread that is being ended may still write to it.
   */
  #startAnew(): void {
    this.#held = [];
    try {
      this.#layout = this.#laidOut(this.#layout.donated);
    } catch {
      // There is no room for another layout.
    }
  }

  #results(): Numbers[] {
    const layout = this.#layout;
    const views = layout.views.results;
    return this.#program.results.map((x, k) => {
      if (x.shape.length === 0) return views[k][0];
      return this.#residents.at(layout.resultAt[k], () => layout.views.results[k].slice());
    });
  }

  /** Copies results to the inputs that they become, and restores inputs that were overwritten but stay the same. */
  #carry(inputs: readonly Value[], carry: readonly number[]): void {
    const { inputAt, resultAt, donated, views } = this.#layout;
    const moved = carry.flatMap((result, i) => {
      if (result < 0) return donated[i] < 0 ? [] : [[i, inputs[i].data] as const];
      return resultAt[result] === inputAt[i] ? [] : [[i, views.results[result].slice()] as const];
    });
    for (const [i, numbers] of moved) this.#layout.put(inputAt[i], this.#program.inputs[i], numbers);
  }
}
