import { constant, type Random, type Value } from '@chainrule/core';
import { Embedding, LayerNorm, Linear, Module, TransformerEncoderLayer } from '@chainrule/nn';

export interface GptOptions {
  /** The number of different tokens, and the maximum length of a sequence. */
  readonly vocabulary: number;
  readonly context: number;
  /** The size of the embedding, and the numbers of heads and layers. */
  readonly size: number;
  readonly heads: number;
  readonly layers: number;
  readonly random: Random;
}

/** A transformer that sees only earlier tokens: tokens [batch, length] → logits of the next, [batch, length, vocabulary]. */
export class Gpt extends Module<[tokens: Value]> {
  readonly context: number;
  tokens: Embedding;
  places: Embedding;
  layers: TransformerEncoderLayer[];
  norm: LayerNorm;
  head: Linear;

  constructor({ vocabulary, context, size, heads, layers, random }: GptOptions) {
    super();
    const options = { random, dtype: 'float32' } as const;
    this.context = context;
    this.tokens = new Embedding(vocabulary, size, options);
    this.places = new Embedding(context, size, options);
    this.layers = Array.from(
      { length: layers },
      () =>
        new TransformerEncoderLayer(size, heads, {
          ...options,
          ...{ dimFeedforward: 4 * size, dropout: 0, activation: 'gelu', batchFirst: true, normFirst: true },
        }),
    );
    this.norm = new LayerNorm(size, { dtype: 'float32' });
    this.head = new Linear(size, vocabulary, options);
  }

  forward(tokens: Value): Value {
    const places = constant(
      Array.from({ length: tokens.shape[1] }, (_, place) => place),
      { dtype: 'int32' },
    );
    const read = this.tokens.forward(tokens).add(this.places.forward(places));
    const known = this.layers.reduce((x, layer) => layer.forward(x, { isCausal: true }), read);
    return this.head.forward(this.norm.forward(known));
  }
}
