import { applyPrimitive, type DType, noGrad, Value } from '@chainrule/core';
import { errors } from '../errors.ts';
import type { Cell, Executable, Numbers } from '../program/executable.ts';
import { type Program, sizeOf, type Variable } from '../program/program.ts';
import { BYTES } from '../program/shape.ts';
import { Resident } from '../resident.ts';
import type { Engine } from './engine.ts';
import { emit, measure, type Segment } from './lower/emit.ts';
import { lower } from './lower/lower.ts';
import { type Donations, plan } from './lower/plan.ts';
import { printUnits } from './lower/print.ts';
import { type Addresses, type HostUnit, readBy } from './lower/units.ts';

type Data = Value['data'];
type Typed = Exclude<Data, number>;

/** A program laid out in the engine's memory. */
export class WasmExecutable implements Executable {
  readonly #engine: Engine;
  readonly #threads: number;
  readonly #program: Program;
  readonly #segments: readonly (HostUnit | Range)[];
  readonly #addresses: Addresses;
  /** Where the numbers of each input and of each result lie. */
  readonly #inputAt: readonly number[];
  readonly #resultAt: readonly number[];
  /** The result that is written over each input, or −1. */
  readonly #donated: Donations;
  readonly #listing: () => string;
  /** Whether anything reads an input; the numbers of one that nothing does may be gone. */
  readonly #read: readonly boolean[];
  /** The numbers that each input was given last, as far as they are still there. */
  readonly #held: (Value | undefined)[];
  /** Where to read and write the inputs and results: views of the memory as it was, which may since have grown. */
  #views:
    | { readonly of: unknown; readonly inputs: readonly Typed[]; readonly results: readonly Typed[] }
    | undefined;
  /** The results of the last run that nobody has fetched: by address. */
  readonly #inside = new Map<number, ResidentCell>();

  constructor(engine: Engine, program: Program, threads: number, donations: Donations) {
    this.#engine = engine;
    this.#threads = threads;
    this.#program = program;
    const lowered = lower(program);
    const { units, results } = lowered;
    const { offsetOf, donated, bytes } = plan(program, lowered, donations);
    const at = (base: number): Addresses => ({
      at: (root) => base + offsetOf(root),
      of: ({ root, offset }) => base + offsetOf(root) + offset * BYTES[root.dtype],
    });
    const asked = measure(units, at(0));
    const epilogue = bytes + asked.perThread * threads;
    const parts = epilogue + asked.epiloguePerThread * threads;
    const text = parts + asked.parts;
    const base = engine.memory.allocateFor(this, text + asked.text);
    this.#addresses = at(base);
    this.#donated = donated;
    this.#listing = () => `${printUnits(units, offsetOf)}\n${bytes.toLocaleString('en')} bytes of buffers`;
    this.#held = program.inputs.map(() => undefined);
    const read = new Set([...units.flatMap(readBy), ...results].map(({ root }) => root));
    this.#read = program.inputs.map((x) => read.has(x));
    this.#inputAt = program.inputs.map((x) => this.#addresses.at(x));
    this.#resultAt = results.map(({ root }) => this.#addresses.at(root));
    this.#segments = this.#write(
      emit(
        units,
        this.#addresses,
        { address: base + bytes, epilogue: base + epilogue, parts: base + parts },
        base + text,
      ),
      base + text,
    );
    for (const { root } of units.flatMap(readBy))
      if (root.constant) this.#put(this.#addresses.at(root), root, root.constant.data);
  }

  /** The units in order, with their buffers and how much memory all of it takes. */
  get listing(): string {
    return this.#listing();
  }

  get target(): string {
    const threads = this.#engine.threadsRefused === undefined ? this.#threads : 1;
    return `WebAssembly, ${threads} thread${threads === 1 ? '' : 's'}`;
  }

  run(inputs: readonly Value[]): Numbers[] {
    this.#execute(this.#take(inputs));
    return this.#results();
  }

  iterate(count: number, inputs: readonly Value[], carry: readonly number[]): Numbers[] {
    const given = this.#take(inputs);
    // A later round may throw where the first did not; what was given to it would be gone.
    if (this.#segments.some(({ kind }) => kind === 'host')) for (const cell of given) cell.fetch();
    carry.forEach((result, i) => {
      if (result >= 0) this.#held[i] = undefined;
    });
    for (let round = 0; round < count; round++) {
      if (round > 0) this.#carry(carry);
      this.#execute(given);
    }
    return this.#results();
  }

  /** Writes instructions into memory, and notes from where to where they go. */
  #write(segments: readonly Segment[], start: number): (HostUnit | Range)[] {
    let at = start;
    return segments.map((segment) => {
      if (segment.kind === 'host') return segment;
      const { words } = segment;
      this.#engine.memory.int32(at, words.length).set(words);
      const from = at;
      at += 4 * words.length;
      return { kind: 'range', from, to: at };
    });
  }

  /**
   * Brings the inputs to their places; what lies there and in the places of results is fetched before it is lost. Gives
   * the cells of what is there already and will be written over.
   */
  #take(inputs: readonly Value[]): ResidentCell[] {
    const given: ResidentCell[] = [];
    const staying = new Set<ResidentCell>();
    for (let i = 0; i < inputs.length; i++) {
      const x = inputs[i];
      if (x instanceof Resident && x.cell === this.#inside.get(this.#inputAt[i]))
        staying.add(x.cell as ResidentCell);
    }
    for (const cell of this.#inside.values()) if (!staying.has(cell)) cell.fetch();
    // What comes from this very program is all outside by now, or stays: its places may be written to.
    const views = this.#viewsNow().inputs;
    for (let i = 0; i < inputs.length; i++) {
      const x = inputs[i];
      if (x instanceof Resident && staying.has(x.cell as ResidentCell)) {
        if (this.#donated[i] >= 0) given.push(x.cell as ResidentCell);
      } else if (this.#read[i] && this.#held[i] !== x) {
        write(views[i], x.data);
        this.#held[i] = this.#donated[i] >= 0 ? undefined : x;
      }
    }
    this.#forget();
    return given;
  }

  #forget(): void {
    for (const [address, cell] of this.#inside) if (!cell.isInside) this.#inside.delete(address);
  }

  /**
   * Runs the program, which writes over what it was given. It is still there where one of core's kernels throws, since
   * none is called after that (see plan.ts); where the engine itself stops, it may be written over in part.
   */
  #execute(given: readonly ResidentCell[]): void {
    for (const segment of this.#segments) {
      if (segment.kind === 'host') this.#call(segment);
      else this.#runRange(segment, given);
    }
    this.#consume(given);
  }

  #runRange({ from, to }: Range, given: readonly ResidentCell[]): void {
    try {
      this.#engine.run(from, to, this.#threads);
    } catch (error) {
      this.#consume(given);
      throw error;
    }
  }

  #consume(given: readonly ResidentCell[]): void {
    if (given.length === 0) return;
    for (const cell of given) cell.consume();
    this.#forget();
  }

  /** Runs core's kernel on what lies in memory. */
  #call({ instruction, inputs }: HostUnit): void {
    const { primitive, attributes, result } = instruction;
    const values = inputs.map((place, k) => {
      const { shape, dtype } = instruction.inputs[k];
      const numbers = this.#view(this.#addresses.of(place), dtype, sizeOf(instruction.inputs[k]));
      return new Value(shape.length === 0 ? numbers[0] : numbers, shape, dtype);
    });
    const { data } = noGrad(() => applyPrimitive(primitive, values, attributes));
    this.#put(this.#addresses.at(result), result, data);
  }

  #results(): Numbers[] {
    const views = this.#viewsNow().results;
    return this.#program.results.map((x, k) => {
      if (x.shape.length === 0) return views[k][0];
      const address = this.#resultAt[k];
      const known = this.#inside.get(address);
      if (known) return known;
      const cell = new ResidentCell(() => this.#viewsNow().results[k].slice());
      this.#inside.set(address, cell);
      return cell;
    });
  }

  #viewsNow() {
    const { buffer } = this.#engine.memory.memory;
    if (this.#views?.of !== buffer) {
      const { inputs, results } = this.#program;
      this.#views = {
        of: buffer,
        inputs: inputs.map((x, i) => this.#view(this.#inputAt[i], x.dtype, sizeOf(x))),
        results: results.map((x, k) => this.#view(this.#resultAt[k], x.dtype, sizeOf(x))),
      };
    }
    return this.#views;
  }

  #carry(carry: readonly number[]): void {
    const moved = carry.flatMap((result, i) => {
      if (result < 0 || this.#resultAt[result] === this.#inputAt[i]) return [];
      const { dtype } = this.#program.inputs[i];
      return [
        [i, this.#view(this.#resultAt[result], dtype, sizeOf(this.#program.inputs[i])).slice()] as const,
      ];
    });
    for (const [i, numbers] of moved) this.#put(this.#inputAt[i], this.#program.inputs[i], numbers);
  }

  #put(address: number, x: Variable, data: Data): void {
    write(this.#view(address, x.dtype, sizeOf(x)), data);
  }

  #view(address: number, dtype: DType, size: number): Typed {
    const { memory } = this.#engine;
    if (dtype === 'float32') return memory.float32(address, size);
    if (dtype === 'float64') return memory.float64(address, size);
    return dtype === 'int32' ? memory.int32(address, size) : memory.uint8(address, size);
  }
}

function write(view: Typed, data: Data): void {
  if (typeof data !== 'number') view.set(data);
  else if (view.length > 0) view[0] = data;
}

interface Range {
  readonly kind: 'range';
  readonly from: number;
  readonly to: number;
}

/** The numbers of a result: inside the engine's memory, fetched from there, or gone. */
class ResidentCell implements Cell {
  #fetch: (() => Typed) | undefined;
  #data: Typed | undefined;

  constructor(fetch: () => Typed) {
    this.#fetch = fetch;
  }

  get isInside(): boolean {
    return this.#fetch !== undefined;
  }

  /** Copies the numbers out of the memory, where they will be written over. */
  fetch(): void {
    this.#data ??= this.#fetch?.();
    this.#fetch = undefined;
  }

  /** Says that the numbers have been written over by those of the next step. */
  consume(): void {
    this.#fetch = undefined;
  }

  read(): Typed {
    this.#data ??= this.#fetch?.();
    if (this.#data === undefined) throw errors.consumed();
    return this.#data;
  }
}
