import { type AnyTypedArray, checkCount, kindOf, Random, type RandomState } from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';
import { optionErrors } from '../errors/options.ts';
import { trainingErrors } from '../errors/training.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { seal } from '../sealed.ts';
import { type Stacked, stackSamples } from './collate.ts';
import { type Column, columnOf, takeFrom } from './column.ts';
import type { Samples } from './dataset.ts';

export interface LoaderOptions<S, B, M> {
  /** The number of samples in a batch. Default: 1, as in PyTorch. */
  batchSize?: number;
  /** Whether each epoch has its own random order. Default: false. */
  shuffle?: boolean;
  /** The generator of the orders and of those given to `map`, or its seed. Default: 0. */
  random?: Random | number;
  /** Whether to drop a last batch with fewer samples. Default: false. */
  dropLast?: boolean;
  /** Makes a batch of samples, instead of `take` of a Dataset or stacking. */
  collate?: (samples: S[]) => B | Promise<B>;
  /** Transforms each batch, for augmentation say. Each batch gets its own generator, which is the same on every run. */
  map?: (batch: B, random: Random) => M | Promise<M>;
  /** How many batches `for await` makes ahead, for asynchronous sources and functions. Default: 0. */
  prefetch?: number;
}

const LOADER: Kinds<LoaderOptions<never, never, never>> = {
  batchSize: 'number',
  shuffle: 'boolean',
  random: 'random',
  dropLast: 'boolean',
  collate: 'function',
  map: 'function',
  prefetch: 'number',
};

/** What decides which samples are in which batch, besides the generator. */
interface Dealt {
  readonly samples: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
}

/** The position of a loader in the data, as JSON data. */
export interface LoaderPosition {
  /** How many times the loader has gone through the data. */
  readonly epoch: number;
  /** How many batches of this epoch were returned. */
  readonly batch: number;
  /** The state of the generator when the epoch began. */
  readonly random: RandomState;
  /** How the epoch is split into batches. It must be the same to continue in the middle of an epoch. */
  readonly dealt?: Dealt;
}

/** The source of a loader's samples: one by one, or in batches, as a Dataset. */
export interface Source<S, B> extends Samples<S> {
  take?(indices: ArrayLike<number>): B | Promise<B>;
}

/**
 * Batches of a dataset, for `for … of` or, if anything is asynchronous, `for await … of`. Each loop is an epoch.
 *
 * Samples that come one by one, such as those of an array, are stacked: see `stackSamples`. Those of a typed array have its
 * dtype.
 *
 * `position` can be read and set: the next loop then gives the rest of that epoch, with exactly the same batches.
 *
 * Throws a SetupError for invalid options.
 *
 * @example
 * ```ts
 * import { DataLoader, Dataset } from '@chainrule/nn';
 * const data = new Dataset([[10, 20, 30, 40, 50]]);
 * const loader = new DataLoader(data, { batchSize: 2, shuffle: true, random: 7 });
 * loader.length; // → 3
 * for (const [x] of loader) console.assert(x.size <= 2);
 * loader.position.epoch; // → 1
 * const rows = [{ x: [1, 2], y: 0 }, { x: [3, 4], y: 1 }, { x: [5, 6], y: 0 }];
 * [...new DataLoader(rows, { batchSize: 2 })].map(({ x }) => String(x.toArray())); // → ["1,2,3,4", "5,6"]
 * ```
 */
export class DataLoader<S, B = Stacked<S>, M = B> implements Iterable<M>, AsyncIterable<M> {
  readonly #source: Source<S, B>;
  readonly #options: LoaderOptions<S, B, M>;
  readonly #random: Random;
  readonly batchSize: number;
  #position: LoaderPosition;
  /** Whether the position was set, so that the next loop continues from there. */
  #continues = false;

  constructor(source: Source<S, B>, options: LoaderOptions<S, B, M> = {}) {
    checkCount('DataLoader', 2, arguments);
    seal(DataLoader.prototype, (name) => trainingErrors.noProperty('DataLoader', name));
    const {
      batchSize = 1,
      prefetch = 0,
      random = 0,
    } = optionsOf<LoaderOptions<S, B, M>>('DataLoader', options, LOADER);
    if (!Number.isSafeInteger(batchSize) || batchSize < 1)
      throw optionErrors.badSize('DataLoader', 'batchSize', batchSize);
    if (!Number.isSafeInteger(prefetch) || prefetch < 0)
      throw optionErrors.badRate('DataLoader', 'prefetch', 'a non-negative whole number', prefetch);
    checkSource(source);
    this.#source = kindOf(source) === undefined ? source : ofTypedArray(source);
    this.#options = options;
    this.#random = typeof random === 'number' ? new Random(random) : random;
    this.batchSize = batchSize;
    this.#position = this.#startOf(0);
  }

  /** The number of batches in an epoch. */
  get length(): number {
    return Math[this.#options.dropLast ? 'floor' : 'ceil'](this.#source.length / this.batchSize);
  }

  /** The position of the loader. Inside a loop the current batch counts as returned. */
  get position(): LoaderPosition {
    return this.#position;
  }

  /** In the middle of an epoch, throws unless the number of samples, the batch size and `shuffle` are unchanged. */
  set position(given: LoaderPosition) {
    const { epoch, batch, random, dealt } = Object(given) as LoaderPosition;
    if (!Number.isSafeInteger(epoch) || !Number.isSafeInteger(batch) || batch < 0 || batch > this.length)
      throw optionErrors.badRate('DataLoader', 'position', `a batch from 0 to ${this.length}`, batch);
    const own = this.#dealt;
    if (batch > 0) checkDealt(own, dealt ?? own);
    this.#random.state = random;
    this.#position = { epoch, batch, random, dealt: own };
    this.#continues = true;
  }

  *[Symbol.iterator](): Generator<M> {
    for (const make of this.#batches()) {
      const batch = make();
      if (isPromise(batch)) throw dataErrors.asynchronous('DataLoader');
      this.#advance();
      yield batch;
    }
    this.#finish();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<M> {
    const ahead: (M | Promise<M>)[] = [];
    for (const make of this.#batches()) {
      const batch = make();
      // A failure is reported when the batch is due, not as an unhandled rejection.
      if (isPromise(batch)) batch.catch(() => {});
      ahead.push(batch);
      if (ahead.length > (this.#options.prefetch ?? 0)) yield await this.#next(ahead);
    }
    while (ahead.length > 0) yield await this.#next(ahead);
    this.#finish();
  }

  async #next(ahead: (M | Promise<M>)[]): Promise<M> {
    const batch = await (ahead.shift() as M | Promise<M>);
    this.#advance();
    return batch;
  }

  /** The makers of the remaining batches of this epoch. */
  *#batches(): Generator<() => M | Promise<M>> {
    const { epoch, batch: first } = this.#position;
    if (!this.#continues) this.#position = this.#startOf(first > 0 ? epoch + 1 : epoch);
    this.#continues = false;
    const { length: batches } = this;
    const { length: samples } = this.#source;
    const order = this.#options.shuffle ? this.#random.permutation(samples) : undefined;
    const { key } = this.#random.split().state;
    for (let b = this.#position.batch; b < batches; b++) {
      const start = b * this.batchSize;
      const count = Math.min(this.batchSize, samples - start);
      const indices =
        order?.subarray(start, start + count) ?? Int32Array.from({ length: count }, (_, i) => start + i);
      yield () => this.#make(indices, generatorOf(key, b));
    }
  }

  #make(indices: Int32Array, random: Random): M | Promise<M> {
    const { map } = this.#options;
    const batch = this.#collated(indices);
    if (!map) return batch as M | Promise<M>;
    return isPromise(batch) ? batch.then((made) => map(made, random)) : map(batch, random);
  }

  #collated(indices: Int32Array): B | Promise<B> {
    const { collate } = this.#options;
    if (!collate && this.#source.take) return this.#source.take(indices);
    const samples = Array.from(indices, (i) => this.#source.at(i) as S | Promise<S>);
    const together = collate ?? ((all: S[]) => stackSamples(all, indices) as B);
    return samples.some(isPromise) ? Promise.all(samples).then(together) : together(samples as S[]);
  }

  get #dealt(): Dealt {
    return {
      samples: this.#source.length,
      batchSize: this.batchSize,
      shuffle: this.#options.shuffle ?? false,
    };
  }

  #startOf(epoch: number): LoaderPosition {
    return { epoch, batch: 0, random: this.#random.state, dealt: this.#dealt };
  }

  #advance(): void {
    this.#position = { ...this.#position, batch: this.#position.batch + 1 };
  }

  #finish(): void {
    this.#position = this.#startOf(this.#position.epoch + 1);
  }
}

function checkSource(source: unknown): void {
  const { length, at, take } = (typeof source === 'object' && source ? source : {}) as Partial<
    Record<'length' | 'at' | 'take', unknown>
  >;
  const gives = typeof at === 'function' || typeof take === 'function';
  if (!gives || !Number.isSafeInteger(length) || (length as number) < 0) throw dataErrors.notASource(source);
}

/** A typed array as samples of its dtype. */
function ofTypedArray<S, B>(source: Source<S, B>): Source<S, B> {
  let column: Column | undefined;
  return {
    length: source.length,
    at: (index) => source.at(index),
    take: (indices) => {
      column ??= columnOf('source', source as unknown as AnyTypedArray);
      return takeFrom(column, indices) as B;
    },
  };
}

function checkDealt(own: Dealt, given: Dealt): void {
  for (const what of ['samples', 'batchSize', 'shuffle'] as const)
    if (own[what] !== given[what]) throw dataErrors.badPosition(what, given[what], own[what]);
}

function isPromise<T>(x: T | Promise<T>): x is Promise<T> {
  return typeof (x as { then?: unknown } | null | undefined)?.then === 'function';
}

/** The generator of batch b, computed directly: earlier batches need not be made again. */
function generatorOf(key: RandomState['key'], b: number): Random {
  const random = new Random(0);
  random.state = { key, drawn: b };
  return random.split();
}
