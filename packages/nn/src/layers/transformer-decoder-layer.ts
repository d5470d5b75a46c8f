import { checkCount, type Operand, type Value } from '@chainrule/core';
import { type Kinds, optionsOf } from '../options.ts';
import { generatorFrom } from '../random.ts';
import type { Dropout } from './dropout.ts';
import type { LayerNorm } from './layer-norm.ts';
import type { MultiheadAttention } from './multihead-attention.ts';
import { defined, LAYER, partsOf, TransformerLayer, type TransformerLayerOptions } from './transformer.ts';

export interface DecoderCallOptions {
  tgtMask?: Operand;
  memoryMask?: Operand;
  tgtKeyPaddingMask?: Operand;
  memoryKeyPaddingMask?: Operand;
  /** Whether each position of the target attends only to those up to itself. */
  tgtIsCausal?: boolean;
  /** Whether each position of the target attends to the memory only up to its own position. */
  memoryIsCausal?: boolean;
}

const CALL: Kinds<DecoderCallOptions> = {
  tgtMask: 'any',
  memoryMask: 'any',
  tgtKeyPaddingMask: 'any',
  memoryKeyPaddingMask: 'any',
  tgtIsCausal: 'boolean',
  memoryIsCausal: 'boolean',
};

/**
 * A layer of a transformer's decoder: self-attention, attention to the encoder's output (the memory) and two linear
 * layers, each with a residual connection and normalisation. Target `[length, batch, dModel]` and memory `[S, batch, dModel]`, or
 * both without the batch.
 *
 * @example
 * ```ts
 * import { ones } from '@chainrule/core';
 * import { TransformerDecoderLayer } from '@chainrule/nn';
 * const layer = new TransformerDecoderLayer(8, 2, { dimFeedforward: 16 });
 * layer.eval().forward(ones([5, 3, 8]), ones([7, 3, 8]), { tgtIsCausal: true }).shape; // → [5, 3, 8]
 * ```
 */
export class TransformerDecoderLayer extends TransformerLayer<
  [target: Value, memory: Value, options?: DecoderCallOptions]
> {
  multiheadAttn: MultiheadAttention;
  norm3: LayerNorm;
  dropout3: Dropout;

  constructor(dModel: number, nhead: number, options: TransformerLayerOptions = {}) {
    checkCount('TransformerDecoderLayer', 3, arguments);
    const random = generatorFrom(optionsOf('TransformerDecoderLayer', options, LAYER).random);
    super(dModel, nhead, { ...options, random });
    const parts = partsOf(dModel, nhead, { ...options, random });
    this.multiheadAttn = parts.attention();
    this.norm3 = parts.norm();
    this.dropout3 = parts.dropout();
  }

  forward(target: Value, memory: Value, options: DecoderCallOptions = {}): Value {
    checkCount('TransformerDecoderLayer.forward', 3, arguments);
    optionsOf('TransformerDecoderLayer', options, CALL);
    const own = defined({
      attnMask: options.tgtMask,
      keyPaddingMask: options.tgtKeyPaddingMask,
      isCausal: options.tgtIsCausal,
    });
    const across = defined({
      attnMask: options.memoryMask,
      keyPaddingMask: options.memoryKeyPaddingMask,
      isCausal: options.memoryIsCausal,
    });
    const seen = this.added(target, this.norm1, (y) =>
      this.dropout1.forward(this.attended(this.selfAttn, y, y, own)),
    );
    const informed = this.added(seen, this.norm2, (y) =>
      this.dropout2.forward(this.attended(this.multiheadAttn, y, memory, across)),
    );
    return this.added(informed, this.norm3, (y) => this.dropout3.forward(this.feedForward(y)));
  }
}
