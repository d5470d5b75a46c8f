/** What stands at the beginning of a training: data, a network, and the rule that trains it. Plain data, for a link. */
export interface Setup {
  readonly data: DataKind;
  /** The samples themselves, where they are typed in. */
  readonly given?: Samples;
  /** How many samples are drawn, where they are. */
  readonly count: number;
  readonly noise: number;
  readonly seed: number;
  readonly hidden: readonly number[];
  readonly activation: ActivationName;
  readonly outputActivation: ActivationName;
  readonly bias: BiasKind;
  /** The numbers to begin with, as `slotsOf` counts them; default: random ones. */
  readonly start?: readonly number[];
  /** What the random numbers at the beginning are multiplied by. */
  readonly scale: number;
  readonly loss: LossName;
  /** Whether the errors of the samples of a batch are added or averaged. */
  readonly combine: 'sum' | 'mean';
  readonly optimizer: OptimizerName;
  readonly rate: number;
  readonly momentum: number;
  /** Samples in an update; 0 takes all. */
  readonly batch: number;
  readonly order: UpdateOrder;
}

export interface Samples {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
}

export const DATA = ['given', 'xor', 'moons', 'spirals', 'circles', 'sine', 'steps'] as const;
export const ACTIVATIONS = ['sigmoid', 'tanh', 'relu', 'leakyRelu', 'softplus', 'silu', 'linear'] as const;
export const LOSSES = ['half', 'squared', 'absolute', 'crossEntropy'] as const;
export const OPTIMIZERS = ['sgd', 'momentum', 'nesterov', 'rmsprop', 'adagrad', 'adam'] as const;
/** One for each unit, trained; one for each layer, trained or held; or none. */
export const BIASES = ['each', 'shared', 'held', 'none'] as const;
/** Gradients of all weights before any update, or each layer's update before the gradients of the one below. */
export const ORDERS = ['together', 'output first'] as const;

export type DataKind = (typeof DATA)[number];
export type ActivationName = (typeof ACTIVATIONS)[number];
export type LossName = (typeof LOSSES)[number];
export type OptimizerName = (typeof OPTIMIZERS)[number];
export type BiasKind = (typeof BIASES)[number];
export type UpdateOrder = (typeof ORDERS)[number];

/** The largest network that a picture shows. */
export const MOST = { layers: 4, units: 8, samples: 400 } as const;

export const BASIC: Setup = {
  ...{ data: 'xor', count: 4, noise: 0, seed: 1 },
  ...{ hidden: [4], activation: 'tanh', outputActivation: 'sigmoid', bias: 'each', scale: 1 },
  ...{ loss: 'half', combine: 'mean', optimizer: 'sgd', rate: 0.5, momentum: 0.9, batch: 0 },
  order: 'together',
};

/** A setup that anybody may have written: what is missing or no such thing is taken from the basic one. */
export function setupOf(read: unknown): Setup {
  const from = (typeof read === 'object' && read !== null ? read : {}) as Record<string, unknown>;
  const one = <T extends string>(name: keyof Setup, of: readonly T[]): T =>
    of.includes(from[name] as T) ? (from[name] as T) : (BASIC[name] as T);
  const number = (name: keyof Setup, least: number, most: number): number => {
    const x = from[name];
    return typeof x === 'number' && x >= least && x <= most ? x : (BASIC[name] as number);
  };
  const whole = (name: keyof Setup, least: number, most: number) => Math.round(number(name, least, most));
  const given = samplesOf(from.given);
  const data = one('data', DATA);
  const setup: Setup = {
    data: data === 'given' && given === undefined ? BASIC.data : data,
    ...(given === undefined ? {} : { given }),
    count: whole('count', 4, MOST.samples),
    noise: number('noise', 0, 1),
    seed: whole('seed', 0, 1e6),
    hidden: isList(from.hidden, MOST.layers)
      ? from.hidden.map((units) => Math.min(Math.max(Math.round(units), 1), MOST.units))
      : BASIC.hidden,
    activation: one('activation', ACTIVATIONS),
    outputActivation: one('outputActivation', ACTIVATIONS),
    bias: one('bias', BIASES),
    scale: number('scale', 0, 100),
    loss: one('loss', LOSSES),
    combine: one('combine', ['sum', 'mean']),
    optimizer: one('optimizer', OPTIMIZERS),
    rate: number('rate', 1e-6, 100),
    momentum: number('momentum', 0, 0.999),
    batch: whole('batch', 0, MOST.samples),
    order: one('order', ORDERS),
  };
  const { start } = from;
  return isList(start, 1000) && start.length === slotsOf(setup).length ? { ...setup, start } : setup;
}

const isList = (x: unknown, most: number): x is number[] =>
  Array.isArray(x) && x.length <= most && x.every((each) => Number.isFinite(each));

function samplesOf(x: unknown): Samples | undefined {
  const { inputs, targets } = Object(x) as { inputs?: unknown; targets?: unknown };
  if (!isTable(inputs) || !isTable(targets) || inputs.length !== targets.length) return undefined;
  return { inputs, targets };
}

/** Rows of one length, of which the picture has room for a unit each. */
const isTable = (x: unknown): x is number[][] =>
  Array.isArray(x) &&
  x.length > 0 &&
  x.length <= MOST.samples &&
  x.every((row) => isList(row, MOST.units) && row.length > 0 && row.length === x[0].length);

/** Units in each layer, from the inputs to the outputs. */
export function sizesOf({ data, given, hidden }: Pick<Setup, 'data' | 'given' | 'hidden'>): number[] {
  const [inputs, outputs] =
    data === 'given' ? [given!.inputs[0].length, given!.targets[0].length] : [isCurve(data) ? 1 : 2, 1];
  return [inputs, ...hidden, outputs];
}

/** Whether a setup says how many samples there are, and how noisy. */
export const isDrawn = (data: DataKind): boolean => data !== 'given' && data !== 'xor';

export const isCurve = (data: DataKind): boolean => data === 'sine' || data === 'steps';

/** Whether a training can go on with another setup, as its network and what that begins with stay the same. */
export const canGoOn = (one: Setup, other: Setup): boolean =>
  one.bias === other.bias &&
  one.scale === other.scale &&
  one.seed === other.seed &&
  String(sizesOf(one)) === String(sizesOf(other));

/** A place of the network that holds a number of its own. */
export interface Slot {
  readonly name: string;
  /** Which layer of weights, from 0. */
  readonly layer: number;
  /** The unit that it leads to; −1 where it leads to each of the layer. */
  readonly to: number;
  /** The unit that it comes from; −1 is a bias. */
  readonly from: number;
}

/** The weights and biases in order: layer by layer, unit by unit, the biases of a layer after its weights. */
export function slotsOf(setup: Pick<Setup, 'data' | 'given' | 'hidden' | 'bias'>): Slot[] {
  const sizes = sizesOf(setup);
  let [weights, biases] = [0, 0];
  return sizes.slice(1).flatMap((units, layer) => {
    const each = range(units);
    const columns = range(sizes[layer]);
    const own = each.flatMap((to) => columns.map((from) => ({ name: `w${++weights}`, layer, to, from })));
    const ends = setup.bias === 'none' ? [] : setup.bias === 'each' ? each : [-1];
    return [...own, ...ends.map((to) => ({ name: `b${++biases}`, layer, to, from: -1 }))];
  });
}

const LETTERS = 'hklm';

/** What a unit is called: i1, h1, o1; in more hidden layers k1, l1, m1. */
export function unitName(sizes: readonly number[], layer: number, unit: number): string {
  const letter = layer === 0 ? 'i' : layer === sizes.length - 1 ? 'o' : LETTERS[layer - 1];
  return `${letter}${unit + 1}`;
}

export const range = (n: number): number[] => Array.from({ length: n }, (_, k) => k);
