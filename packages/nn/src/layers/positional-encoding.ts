import { add, checkCount, constant, narrow, reshape, type Value } from '@chainrule/core';
import { checkInput, checkSizes } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { Module } from '../module.ts';
import { DRAWN, optionsOf } from '../options.ts';
import { Dropout, type DropoutOptions } from './dropout.ts';
import type { LayerOptions } from './parameters.ts';
import { waves } from './waves.ts';

/**
 * A table [length, size] of sines and cosines that encode positions: entry 2i of a row is sin(position / 10000^(2i/size)),
 * entry 2i + 1 its cosine. Source: Vaswani and others, "Attention is all you need" (2017).
 *
 * @example
 * ```ts
 * import { positionalEncoding } from '@chainrule/nn';
 * positionalEncoding(2, 4); // → [[0, 1, 0, 1], [0.84147, 0.5403, 0.01, 0.99995]]
 * ```
 */
export function positionalEncoding(
  length: number,
  size: number,
  options: Pick<LayerOptions, 'dtype'> = {},
): Value {
  checkCount('positionalEncoding', 3, arguments);
  optionsOf('positionalEncoding', options, { dtype: 'any' });
  checkSizes('positionalEncoding', { length, size });
  const { sin, cos } = waves(length, size, 10_000);
  const rows = sin.map((row, place) => row.flatMap((each, i) => [each, cos[place][i]]).slice(0, size));
  return constant(rows, { dtype: options.dtype ?? 'float64' });
}

export interface PositionalEncodingOptions extends DropoutOptions, Pick<LayerOptions, 'dtype'> {
  /** The maximum length of a sequence. Default: 5000. */
  maxLength?: number;
  /** Whether inputs are [batch, length, dModel] instead of [length, batch, dModel]. */
  batchFirst?: boolean;
}

/**
 * x plus `positionalEncoding`, then dropout (default: p = 0.1): x `[length, batch, dModel]` or `[length, dModel]`.
 *
 * @example
 * ```ts
 * import { zeros } from '@chainrule/core';
 * import { PositionalEncoding } from '@chainrule/nn';
 * const layer = new PositionalEncoding(4, { maxLength: 8 }).eval();
 * layer.forward(zeros([2, 4])); // → [[0, 1, 0, 1], [0.84147, 0.5403, 0.01, 0.99995]]
 * layer.forward(zeros([9, 4])); // → throws at most 8 places
 * ```
 */
export class PositionalEncoding extends Module {
  readonly batchFirst: boolean;
  /** The table, [maxLength, dModel]: a buffer. */
  pe: Value;
  dropout: Dropout;

  constructor(dModel: number, options: PositionalEncodingOptions = {}) {
    checkCount('PositionalEncoding', 2, arguments);
    super();
    const {
      maxLength = 5000,
      batchFirst = false,
      p = 0.1,
      random,
      dtype,
    } = optionsOf('PositionalEncoding', options, {
      p: 'number',
      maxLength: 'number',
      batchFirst: 'boolean',
      ...DRAWN,
    });
    checkSizes('PositionalEncoding', { dModel, maxLength });
    this.batchFirst = batchFirst;
    this.pe = positionalEncoding(maxLength, dModel, dtype && { dtype }).named('pe');
    this.dropout = new Dropout({ p, ...(random !== undefined && { random }) });
  }

  forward(x: Value): Value {
    checkCount('PositionalEncoding.forward', 1, arguments);
    checkInput('PositionalEncoding', x);
    const [longest, size] = this.pe.shape;
    const axis = this.batchFirst && x.rank === 3 ? 1 : 0;
    if ((x.rank !== 2 && x.rank !== 3) || x.shape[x.rank - 1] !== size || x.shape[axis] > longest)
      throw layerErrors.badInput('PositionalEncoding', `vectors of ${size} at at most ${longest} places`, x);
    const rows = narrow(this.pe, { axis: 0, start: 0, length: x.shape[axis] });
    const table = x.rank === 3 && axis === 0 ? reshape(rows, [x.shape[0], 1, size]) : rows;
    return this.dropout.forward(add(x, table));
  }
}
