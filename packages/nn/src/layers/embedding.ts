import {
  checkCount,
  constant,
  expandDims,
  notEqual,
  type Operand,
  stopGradient,
  take,
  type Value,
  value,
  where,
} from '@chainrule/core';
import { checkSizes } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { Module } from '../module.ts';
import { DRAWN, optionsOf } from '../options.ts';
import { type Given, type Initializer, type LayerOptions, parametersOf } from './parameters.ts';

/**
 * Looks up rows of a table by index: indices of any shape `[…]`, int32 or plain whole numbers, and weight `[rows, size]` give
 * `[…, size]`. No gradient goes to the row `paddingIdx`.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { embedding } from '@chainrule/nn';
 * const table = value([[0, 0], [1, 2], [3, 4]]);
 * const y = embedding([2, 0], table, { paddingIdx: 0 });
 * y; // → [[3, 4], [0, 0]]
 * y.sum().backward().of(table); // → [[0, 0], [0, 0], [1, 1]]
 * ```
 */
export function embedding(indices: Operand, weight: Operand, options: { paddingIdx?: number } = {}): Value {
  checkCount('embedding', 3, arguments);
  const rows = take(weight, indices, { axis: 0 });
  const { paddingIdx } = optionsOf('embedding', options, { paddingIdx: 'number' });
  if (paddingIdx === undefined) return rows;
  return where(expandDims(notEqual(indices, paddingIdx), -1), rows, stopGradient(rows));
}

export interface EmbeddingOptions extends LayerOptions {
  /** A row that begins as zeros and is not trained; a negative index counts from the end. */
  paddingIdx?: number;
  /** The table, [numEmbeddings, embeddingDim], instead of a random one. */
  weight?: Given;
}

/**
 * A table of vectors, looked up by whole numbers: words, tokens, categories. Its random entries are normal with mean 0
 * and variance 1, as in PyTorch.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { Embedding } from '@chainrule/nn';
 * const words = new Embedding(10, 4, { paddingIdx: 0 });
 * words.forward([[1, 0, 3]]).shape; // → [1, 3, 4]
 * words.forward(constant([0], { dtype: 'int32' })); // → [[0, 0, 0, 0]]
 * words.forward([10]); // → throws out of range
 * ```
 */
export class Embedding extends Module<[indices: Operand]> {
  weight: Value;
  readonly paddingIdx: number | undefined;

  constructor(numEmbeddings: number, embeddingDim: number, options: EmbeddingOptions = {}) {
    checkCount('Embedding', 3, arguments);
    super();
    checkSizes('Embedding', { numEmbeddings, embeddingDim });
    const { paddingIdx: given, weight } = optionsOf('Embedding', options, {
      paddingIdx: 'number',
      weight: 'any',
      ...DRAWN,
    });
    const inside =
      given === undefined || (Number.isInteger(given) && given >= -numEmbeddings && given < numEmbeddings);
    if (!inside) throw optionErrors.badRate('Embedding', 'paddingIdx', `a row of ${numEmbeddings}`, given);
    const padding = given !== undefined && given < 0 ? given + numEmbeddings : given;
    const { make } = parametersOf('Embedding', options);
    this.weight = make('weight', [numEmbeddings, embeddingDim], tableWithout(padding), weight);
    this.paddingIdx = padding;
  }

  forward(indices: Operand): Value {
    checkCount('Embedding.forward', 1, arguments);
    return embedding(
      indices,
      this.weight,
      this.paddingIdx === undefined ? {} : { paddingIdx: this.paddingIdx },
    );
  }
}

/** Normal numbers, with zeros in the row of the padding. */
const tableWithout =
  (padding: number | undefined): Initializer =>
  ([rows, size], { random, dtype }) => {
    const table = random.normal([rows, size], { dtype });
    const kept = Array.from({ length: rows }, (_, row) => [Number(row !== padding)]);
    return value(padding === undefined ? table : table.mul(constant(kept, { dtype })));
  };
