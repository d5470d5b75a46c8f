import {
  add,
  chunk,
  gelu,
  type Operand,
  Random,
  reshape,
  transpose,
  type Value,
  value,
} from '@chainrule/core';
import { adamW, Embedding, LayerNorm, Linear, Module, scaledDotProductAttention } from '@chainrule/nn';
import { pytorch } from '../peers/pytorch.ts';
import type { Contender } from './contender.ts';
import { type Batch, compiledTraining, integers, numbersOf } from './training.ts';

const RATE = 0.001;
const dtype = 'float32';

export interface GptSizes {
  readonly vocabulary: number;
  readonly length: number;
  readonly size: number;
  readonly heads: number;
  readonly blocks: number;
}

export const GPT: GptSizes = { vocabulary: 65, length: 32, size: 64, heads: 4, blocks: 4 };

/** Sequences of tokens, and the tokens to predict. */
export function gptBatch(count: number, { vocabulary, length }: GptSizes): Batch {
  const labels = integers(count * length, vocabulary, 9);
  const inputs = integers(count * length, vocabulary, 10);
  return { shape: [count, length], inputs, classes: vocabulary, labels };
}

/** Attention and two linear layers, each after a normalisation and with a residual connection. */
class Block extends Module {
  readonly heads: number;
  readonly norm1: LayerNorm;
  readonly qkv: Linear;
  readonly proj: Linear;
  readonly norm2: LayerNorm;
  readonly widen: Linear;
  readonly narrow: Linear;

  constructor({ size, heads }: GptSizes, random: Random) {
    super();
    const options = { random, dtype } as const;
    this.heads = heads;
    this.norm1 = new LayerNorm(size, { dtype });
    this.qkv = new Linear(size, 3 * size, options);
    this.proj = new Linear(size, size, options);
    this.norm2 = new LayerNorm(size, { dtype });
    this.widen = new Linear(size, 4 * size, options);
    this.narrow = new Linear(4 * size, size, options);
  }

  forward(x: Value): Value {
    const [q, k, v] = chunk(this.qkv.forward(this.norm1.forward(x)), 3, { axis: -1 }).map((each) =>
      this.inHeads(each),
    );
    const seen = scaledDotProductAttention(q, k, v, { isCausal: true });
    const attended = x.add(this.proj.forward(reshape(transpose(seen, [0, 2, 1, 3]), x.shape)));
    const wide = gelu(this.widen.forward(this.norm2.forward(attended)));
    return attended.add(this.narrow.forward(wide));
  }

  private inHeads(x: Value): Value {
    const [batch, length, size] = x.shape;
    return transpose(reshape(x, [batch, length, this.heads, size / this.heads]), [0, 2, 1, 3]);
  }
}

class Gpt extends Module<[tokens: Operand]> {
  readonly tokens: Embedding;
  readonly places: Value;
  readonly blocks: Block[];
  readonly norm: LayerNorm;
  readonly head: Linear;

  constructor(sizes: GptSizes) {
    super();
    const random = new Random(11);
    const { vocabulary, length, size, blocks } = sizes;
    this.tokens = new Embedding(vocabulary, size, { random, dtype });
    this.places = value(random.normal([length, size], { dtype }));
    this.blocks = Array.from({ length: blocks }, () => new Block(sizes, random));
    this.norm = new LayerNorm(size, { dtype });
    this.head = new Linear(size, vocabulary, { bias: false, random, dtype });
  }

  /** Scores `[count · length, vocabulary]` for tokens `[count, length]`. */
  forward(tokens: Operand): Value {
    const first = add(this.tokens.forward(tokens), this.places);
    const last = this.blocks.reduce((x, block) => block.forward(x), first);
    const scores = this.head.forward(this.norm.forward(last));
    return reshape(scores, [-1, scores.shape[scores.rank - 1]]);
  }
}

export const gptCompiled = (sizes: GptSizes, batch: Batch, threads: number): Contender =>
  compiledTraining(new Gpt(sizes), adamW({ learningRate: RATE }), batch, threads);

export function gptWithPyTorch(
  sizes: GptSizes,
  batch: Batch,
  threads: number,
): Promise<Contender | undefined> {
  const settings = {
    model: 'gpt',
    heads: sizes.heads,
    rule: 'adamW',
    rate: RATE,
    parameters: numbersOf(new Gpt(sizes)),
  };
  return pytorch('training', { ...settings, x: batch.inputs, shape: batch.shape, y: batch.labels }, threads);
}

/** Milliseconds from a new model to the end of its first step, minus those of the next one. */
export function gptCompileTime(sizes: GptSizes, batch: Batch): number {
  const first = gptCompiled(sizes, batch, 1);
  const [start, end] = [() => performance.now(), () => performance.now()];
  const began = start();
  first.round();
  const compiled = end();
  first.round();
  return compiled - began - (end() - compiled);
}
