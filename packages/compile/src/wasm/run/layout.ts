import type { DType, Value } from '@chainrule/core';
import { type Program, sizeOf, type Variable } from '../../program/program.ts';
import { BYTES } from '../../program/shape.ts';
import type { Engine } from '../engine.ts';
import { emit, measure, type Segment } from '../lower/emit.ts';
import type { Lowered } from '../lower/lower.ts';
import { type Donations, plan } from '../lower/plan.ts';
import { printUnits } from '../lower/print.ts';
import { type Addresses, type EngineUnit, type HostUnit, readBy } from '../lower/units.ts';
import type { Typed } from './cell.ts';
import { GuardedLayout } from './guarded-layout.ts';

/** A sequence of instructions in the engine's memory, and their units. */
export interface Range {
  readonly kind: 'range';
  readonly from: number;
  readonly to: number;
  readonly units: readonly EngineUnit[];
}

/** What follows the buffers of a program, in this order. */
const OTHERS = ['the scratch', 'the scratch of epilogues', 'the parts of reductions', 'the instructions'];

/** The starts of things of these sizes, one after the other from an offset on, with room between them; and the end. */
function inTurn(offset: number, sizes: readonly number[], room: number): { starts: number[]; size: number } {
  let size = offset;
  const starts = sizes.map((each) => {
    size += each + room;
    return size - each - room;
  });
  return { starts, size };
}

/** Views of the memory of inputs and results. */
interface Views {
  readonly inputs: readonly Typed[];
  readonly results: readonly Typed[];
}

/** Where everything of a program is in the engine's memory. Its block is freed when the layout is collected, or left. */
export class Layout {
  readonly addresses: Addresses;
  readonly segments: readonly (HostUnit | Range)[];
  /** The addresses of the numbers of each input and of each result. */
  readonly inputAt: readonly number[];
  readonly resultAt: readonly number[];
  /** For each input the result that overwrites it, or −1. */
  readonly donated: Donations;
  readonly #engine: Engine;
  readonly #base: number;
  readonly #program: Program;
  readonly #listing: () => string;
  readonly #guarded: GuardedLayout | undefined;
  /** Views of the memory before it grew, perhaps. */
  #views: (Views & { readonly of: unknown }) | undefined;

  constructor(engine: Engine, program: Program, lowered: Lowered, donations: Donations, threads: number) {
    this.#engine = engine;
    this.#program = program;
    const { units, results } = lowered;
    const { guard } = engine;
    const { offsetOf, donated, bytes } = plan(program, lowered, donations, guard?.bytes);
    const at = (base: number): Addresses => ({
      at: (root) => base + offsetOf(root),
      of: ({ root, offset }) => base + offsetOf(root) + offset * BYTES[root.dtype],
    });
    const asked = measure(units, at(0));
    const sizes = [asked.perThread * threads, asked.epiloguePerThread * threads, asked.parts, asked.text];
    const { starts, size } = inTurn(bytes, sizes, guard?.bytes ?? 0);
    const base = engine.memory.allocateFor(this, size);
    const [address, epilogue, parts, text] = starts.map((start) => base + start);
    this.#base = base;
    this.donated = donated;
    this.#listing = () => `${printUnits(units, offsetOf)}\n${bytes.toLocaleString('en')} bytes of buffers`;
    this.addresses = at(base);
    this.inputAt = program.inputs.map((x) => this.addresses.at(x));
    this.resultAt = results.map(({ root }) => this.addresses.at(root));
    if (guard !== undefined) {
      const others = sizes.map((bytes, k) => ({ name: OTHERS[k], address: base + starts[k], bytes }));
      const whole = { name: 'program', address: base, bytes: size };
      this.#guarded = new GuardedLayout(engine, guard, whole, others, program, lowered, this.addresses);
    }
    const segments = emit(units, this.addresses, { address, epilogue, parts }, text, guard !== undefined);
    this.segments = this.#write(segments, text);
    for (const { root } of units.flatMap(readBy))
      if (root.constant) this.put(this.addresses.at(root), root, root.constant.data);
  }

  /** The units in order, with their buffers and the total memory. */
  get listing(): string {
    return this.#listing();
  }

  /** Frees the memory; nothing may be read or run here any more. */
  leave(): void {
    this.#engine.memory.free(this.#base);
  }

  /** Runs a sequence of instructions. */
  run({ from, to, units }: Range, threads: number): void {
    const run = () => this.#engine.run(from, to, threads);
    if (this.#guarded) this.#guarded.run(units, run);
    else run();
  }

  get views(): Views {
    const { buffer } = this.#engine.memory.memory;
    if (this.#views?.of !== buffer) {
      const { inputs, results } = this.#program;
      this.#views = {
        of: buffer,
        inputs: inputs.map((x, i) => this.view(this.inputAt[i], x.dtype, sizeOf(x))),
        results: results.map((x, k) => this.view(this.resultAt[k], x.dtype, sizeOf(x))),
      };
    }
    return this.#views;
  }

  /** Writes the numbers of a variable to an address. */
  put(address: number, x: Variable, data: Value['data']): void {
    write(this.view(address, x.dtype, sizeOf(x)), data);
  }

  view(address: number, dtype: DType, size: number): Typed {
    const { memory } = this.#engine;
    if (dtype === 'float32') return memory.float32(address, size);
    if (dtype === 'float64') return memory.float64(address, size);
    return dtype === 'int32' ? memory.int32(address, size) : memory.uint8(address, size);
  }

  /** Writes instructions into memory, and notes their addresses. */
  #write(segments: readonly Segment[], start: number): (HostUnit | Range)[] {
    let at = start;
    return segments.map((segment) => {
      if (segment.kind === 'host') return segment;
      const { words, units } = segment;
      this.#engine.memory.int32(at, words.length).set(words);
      const from = at;
      at += 4 * words.length;
      return { kind: 'range', from, to: at, units };
    });
  }
}

/** Writes numbers into a view of the memory. */
export function write(view: Typed, data: Value['data']): void {
  if (typeof data !== 'number') view.set(data);
  else if (view.length > 0) view[0] = data;
}
