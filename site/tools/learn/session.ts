import { constant, mapTree, noGrad, Random, type Tree, type Value } from '@chainrule/core';
import { Optimizer } from '@chainrule/nn';
import { samplesFor } from './data.ts';
import {
  flat,
  type Layer,
  layersOf,
  lossOf,
  nodesOf,
  numbersOf,
  outputsOf,
  ruleOf,
  startOf,
} from './network.ts';
import { isCurve, range, type Samples, type Setup, type Slot, sizesOf, slotsOf } from './setup.ts';

/** What a network is at one moment, and at one sample. */
export interface Snapshot {
  readonly round: number;
  /** The error over all samples. */
  readonly loss: number;
  /** The weights and biases, as `slotsOf` counts them. */
  readonly numbers: readonly number[];
  /** What the next round takes them to. */
  readonly next: readonly number[];
  /** The gradients of the error of the next round's samples. */
  readonly gradients: readonly number[];
  readonly sample: SampleView;
  readonly plot?: Plot;
  /** Rounds that were run, each with the error and the numbers after it. */
  readonly trace: readonly TracePoint[];
  readonly canGoBack: boolean;
}

/** A sample on its way through the network. */
export interface SampleView {
  readonly index: number;
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  readonly units: readonly (readonly UnitView[])[];
  readonly errors: readonly number[];
  readonly total: number;
}

export interface UnitView {
  /** What comes in, where that is another number than what goes out. */
  readonly net?: number;
  readonly out: number;
  readonly netGradient?: number;
  readonly outGradient: number;
}

export interface TracePoint {
  readonly round: number;
  readonly loss: number;
  readonly numbers: readonly number[];
}

/** The first output over a grid of inputs, row by row from the top; one row for a curve. */
export interface Plot {
  readonly columns: number;
  readonly rows: number;
  readonly bounds: Bounds;
  readonly outputs: readonly number[];
}

export interface Bounds {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** A run of rounds at one go. */
export interface Run {
  readonly snapshot: Snapshot;
  readonly milliseconds: number;
  readonly compiled: boolean;
  /** The error that the forward pass of the last round saw, before its update. */
  readonly lastSeen: number;
}

/** What is put back by going back. */
interface Moment {
  readonly round: number;
  readonly layers: readonly Layer[];
  readonly states: readonly unknown[];
}

type Step = (() => Value) & { iterate?(count: number): Value };

const MOST_MOMENTS = 500;
/** Points of a trace in a run. */
const POINTS = 60;
const GRID = 40;

/** A network in training. Every number in it comes from the packages. */
export class Session {
  readonly setup: Setup;
  readonly slots: readonly Slot[];
  samples: Samples;
  readonly #layers: Layer[];
  /** One for all of it, or one for each layer from the last to the first. */
  readonly #optimizers: readonly Optimizer[];
  /** The samples of the next update. */
  readonly #batch: { inputs: Value; targets: Value };
  readonly #moments: Moment[] = [];
  readonly #bounds: Bounds | undefined;
  #all: { inputs: Value; targets: Value };
  #round: number;
  #step: Step;

  constructor(setup: Setup, round = 0) {
    this.setup = setup;
    this.slots = slotsOf(setup);
    this.samples = samplesFor(setup);
    this.#all = tensorsOf(this.samples);
    this.#batch = { ...this.#all };
    this.#layers = layersOf(setup, this.slots, startOf(setup, this.slots));
    const parts =
      setup.order === 'together' ? [this.#layers] : this.#layers.map((layer) => [layer]).reverse();
    this.#optimizers = parts.map((part) => new Optimizer(part, ruleOf(setup)));
    this.#round = round;
    this.#step = () => this.#update();
    this.#bounds = sizesOf(setup)[0] <= 2 && setup.data !== 'given' ? boundsOf(this.samples) : undefined;
  }

  /** Has rounds run as a program from now on. */
  async compile(): Promise<void> {
    const { compile } = await import('@chainrule/compile');
    const step = compile(() => this.#update(), {
      state: [this.#layers, this.#optimizers, this.#batch] as never,
      // Pages forbid code that is made of text, so little programs are faster there too.
      target: 'webassembly',
      threads: 1,
    });
    // The program is made in the first call.
    const moment = this.#moment();
    step();
    this.#restore(moment);
    this.#step = step;
  }

  /** One update on the batch; gives the error before it. */
  #update(): Value {
    const { inputs, targets } = this.#batch;
    const before = this.#layers.map((layer) => ({ ...layer }));
    const loss = () => lossOf(this.setup, outputsOf(this.setup, before, inputs, this.#layers), targets);
    const first = loss();
    for (const [k, optimizer] of this.#optimizers.entries())
      optimizer.step((k === 0 ? first : loss()).backward());
    return first;
  }

  run(rounds: number, sample: number): Run {
    this.#remember();
    const compiled = this.#step.iterate !== undefined;
    const whole = this.#batchSize >= this.samples.inputs.length;
    const trace: TracePoint[] = [];
    let milliseconds = 0;
    let lastSeen = Number.NaN;
    for (const count of partsOf(rounds, this.#round)) {
      const begun = performance.now();
      if (whole && this.#step.iterate) lastSeen = this.#step.iterate(count).item();
      else for (let k = 0; k < count; k++) lastSeen = this.#one(this.#round + k);
      milliseconds += performance.now() - begun;
      this.#round += count;
      trace.push({ round: this.#round, loss: this.#loss(), numbers: numbersOf(this.#layers) });
    }
    return { snapshot: this.look(sample, trace), milliseconds, compiled, lastSeen };
  }

  #one(round: number): number {
    Object.assign(this.#batch, this.#batchOf(round));
    return this.#step().item();
  }

  get #batchSize(): number {
    const { batch } = this.setup;
    return batch === 0 ? this.samples.inputs.length : batch;
  }

  /** The samples of a round: each once in every pass, in an order of its own. */
  #batchOf(round: number): { inputs: Value; targets: Value } {
    const { inputs, targets } = this.samples;
    const size = this.#batchSize;
    if (size >= inputs.length) return this.#all;
    const perPass = Math.ceil(inputs.length / size);
    const order = this.#orderOf(Math.floor(round / perPass));
    const chosen = order.slice((round % perPass) * size, ((round % perPass) + 1) * size);
    return tensorsOf({ inputs: chosen.map((k) => inputs[k]), targets: chosen.map((k) => targets[k]) });
  }

  #order: { pass: number; order: readonly number[] } = { pass: -1, order: [] };

  #orderOf(pass: number): readonly number[] {
    if (this.#order.pass !== pass)
      this.#order = {
        pass,
        order: [...new Random(this.setup.seed * 100_003 + pass).permutation(this.samples.inputs.length)],
      };
    return this.#order.order;
  }

  /** Undoes the last run or edit. */
  back(sample: number): Snapshot {
    const moment = this.#moments.pop();
    if (moment) this.#restore(moment);
    return this.look(sample);
  }

  #remember(): void {
    this.#moments.push(this.#moment());
    if (this.#moments.length > MOST_MOMENTS) this.#moments.shift();
  }

  #moment(): Moment {
    return {
      round: this.#round,
      layers: this.#layers.map((layer) => ({ ...layer })),
      // A program puts new Values into the state that is there.
      states: this.#optimizers.map(({ state }) => mapTree((x) => x, state as Tree)),
    };
  }

  #restore({ round, layers, states }: Moment): void {
    this.#round = round;
    for (const [k, layer] of layers.entries()) Object.assign(this.#layers[k], layer);
    for (const [k, state] of states.entries()) this.#optimizers[k].state = state;
  }

  /** Puts a number in the place of one of the network's, or of the sample's: w3, b1, i1, target_o1. */
  edit(name: string, to: number, sample: number): Snapshot {
    const place = this.slots.findIndex((slot) => slot.name === name);
    if (place >= 0) {
      this.#remember();
      const numbers = numbersOf(this.#layers).map((x, k) => (k === place ? to : x));
      for (const [k, layer] of layersOf(this.setup, this.slots, numbers).entries())
        Object.assign(this.#layers[k], layer);
      return this.look(sample);
    }
    const [, part, unit] = /^(i|target_o)(\d+)$/.exec(name) ?? [];
    const change = (rows: readonly (readonly number[])[]) =>
      rows.map((row, k) => (k === sample ? row.map((x, i) => (i === Number(unit) - 1 ? to : x)) : row));
    const { inputs, targets } = this.samples;
    if (part === 'i') this.samples = { inputs: change(inputs), targets };
    if (part === 'target_o') this.samples = { inputs, targets: change(targets) };
    this.#all = tensorsOf(this.samples);
    Object.assign(this.#batch, this.#all);
    return this.look(sample);
  }

  #loss(): number {
    return noGrad(() => lossOf(this.setup, this.#outputs(this.#all.inputs), this.#all.targets)).item();
  }

  #outputs(inputs: Value): Value {
    return outputsOf(this.setup, this.#layers, inputs);
  }

  look(sample: number, trace: readonly TracePoint[] = []): Snapshot {
    const numbers = numbersOf(this.#layers);
    const plot = this.#plot();
    return {
      ...{ round: this.#round, loss: this.#loss(), numbers, trace },
      ...this.#ahead(),
      sample: this.#sampleView(numbers, Math.min(sample, this.samples.inputs.length - 1)),
      ...(plot === undefined ? {} : { plot }),
      canGoBack: this.#moments.length > 0,
    };
  }

  /** The gradients of the next round, and the numbers after it: the round is run, and put back. */
  #ahead(): { gradients: number[]; next: number[] } {
    const moment = this.#moment();
    Object.assign(this.#batch, this.#batchOf(this.#round));
    const { inputs, targets } = this.#batch;
    // A held bias has a gradient too.
    const bias = this.setup.bias === 'held' ? 'shared' : this.setup.bias;
    const free = layersOf({ ...this.setup, bias }, this.slots, numbersOf(this.#layers));
    const found = lossOf(this.setup, outputsOf(this.setup, free, inputs), targets).backward();
    const gradients = free.map(({ weight, bias: b }) => ({
      weight: found.of(weight),
      bias: b && found.of(b),
    }));
    this.#update();
    const next = numbersOf(this.#layers);
    this.#restore(moment);
    return { gradients: numbersOf(gradients), next };
  }

  #sampleView(numbers: readonly number[], index: number): SampleView {
    const sample = { inputs: this.samples.inputs[index], targets: this.samples.targets[index] };
    const { total, units, errors } = nodesOf(this.setup, this.slots, numbers, sample);
    const gradients = total.backward();
    return {
      ...{ index, ...sample, total: total.item() },
      errors: errors.map((error) => error.item()),
      units: units.map((layer) =>
        layer.map(({ net, out }) => ({
          ...(net === undefined ? {} : { net: net.item(), netGradient: gradients.of(net).item() }),
          ...{ out: out.item(), outGradient: gradients.of(out).item() },
        })),
      ),
    };
  }

  #plot(): Plot | undefined {
    const bounds = this.#bounds;
    if (bounds === undefined) return undefined;
    const along = ([from, to]: readonly [number, number], steps: number, k: number) =>
      from + ((k + 0.5) / steps) * (to - from);
    const [columns, rows] = isCurve(this.setup.data) ? [2 * GRID, 1] : [GRID, GRID];
    const places = range(rows).flatMap((row) =>
      range(columns).map((column) => {
        const x = along(bounds.x, columns, column);
        return rows === 1 ? [x] : [x, along(bounds.y, rows, rows - 1 - row)];
      }),
    );
    const outputs = flat(noGrad(() => this.#outputs(constant(places))));
    return { columns, rows, bounds, outputs };
  }
}

const tensorsOf = ({ inputs, targets }: Samples) => ({
  inputs: constant(inputs as number[][]),
  targets: constant(targets as number[][]),
});

/** So many rounds in parts that grow with the round: a trace is as fine at the beginning as on a logarithmic scale. */
function partsOf(rounds: number, from: number): number[] {
  const parts: number[] = [];
  for (let left = rounds; left > 0; ) {
    const done = from + rounds - left;
    const part = Math.min(left, Math.max(1, Math.ceil(done / 12), Math.floor(rounds / POINTS / 4)));
    parts.push(part);
    left -= part;
  }
  return parts;
}

/** What the samples lie in, with a margin. For a curve the second are its heights. */
function boundsOf({ inputs, targets }: Samples): Bounds {
  const between = (xs: readonly number[]): [number, number] => {
    const [low, high] = [Math.min(...xs), Math.max(...xs)];
    const margin = 0.15 * (high - low || 1);
    return [low - margin, high + margin];
  };
  const heights = inputs[0].length === 1 ? targets.map(([t]) => t) : inputs.map(([, y]) => y);
  return { x: between(inputs.map(([x]) => x)), y: between(heights) };
}
