import { checkCount, type Operand, type Value } from '@chainrule/core';
import { optionsOf } from '../options.ts';
import { defined, TransformerLayer, type TransformerLayerOptions } from './transformer.ts';

export interface EncoderCallOptions {
  /** Positions that each position ignores: see `MultiheadAttention`'s attnMask. */
  srcMask?: Operand;
  /** Positions that all ignore: see `MultiheadAttention`'s keyPaddingMask. */
  srcKeyPaddingMask?: Operand;
  /** Whether each position attends only to those up to itself. */
  isCausal?: boolean;
}

/**
 * A layer of a transformer's encoder: self-attention and two linear layers, each with a residual connection and normalisation.
 * x `[length, batch, dModel]` or `[length, dModel]`. Source: Vaswani and others, "Attention is all you need" (2017).
 *
 * @example
 * ```ts
 * import { ones } from '@chainrule/core';
 * import { TransformerEncoderLayer } from '@chainrule/nn';
 * const layer = new TransformerEncoderLayer(8, 2, { dimFeedforward: 16, batchFirst: true, activation: 'gelu' });
 * layer.eval().forward(ones([3, 5, 8]), { isCausal: true }).shape; // → [3, 5, 8]
 * ```
 */
export class TransformerEncoderLayer extends TransformerLayer<[x: Value, options?: EncoderCallOptions]> {
  constructor(dModel: number, nhead: number, options: TransformerLayerOptions = {}) {
    checkCount('TransformerEncoderLayer', 3, arguments);
    super(dModel, nhead, options);
  }

  forward(x: Value, options: EncoderCallOptions = {}): Value {
    checkCount('TransformerEncoderLayer.forward', 2, arguments);
    optionsOf('TransformerEncoderLayer', options, {
      srcMask: 'any',
      srcKeyPaddingMask: 'any',
      isCausal: 'boolean',
    });
    const masks = defined({
      attnMask: options.srcMask,
      keyPaddingMask: options.srcKeyPaddingMask,
      isCausal: options.isCausal,
    });
    const seen = this.added(x, this.norm1, (y) =>
      this.dropout1.forward(this.attended(this.selfAttn, y, y, masks)),
    );
    return this.added(seen, this.norm2, (y) => this.dropout2.forward(this.feedForward(y)));
  }
}
