import {
  checkCount,
  chunk,
  constant,
  mean,
  type Operand,
  type Random,
  reshape,
  swapAxes,
  transpose,
  Value,
} from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { checkInput, checkProbability, checkSizes } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { optionErrors } from '../errors/options.ts';
import { xavierUniform } from '../initializers/xavier.ts';
import { Module } from '../module.ts';
import { DRAWN, type Kinds, optionsOf } from '../options.ts';
import { type AttentionOptions, attend, type Masking, masking, shuttingOut } from './attention.ts';
import { Linear, linear } from './linear.ts';
import { filledWith, type LayerOptions, parametersOf } from './parameters.ts';

export interface MultiheadAttentionOptions extends LayerOptions {
  /** The probability of dropout on the weights. Default: 0. */
  dropout?: number;
  /** Whether there are biases. Default: true. */
  bias?: boolean;
  /** The sizes of keys and of values. Default: embedDim. */
  kdim?: number;
  vdim?: number;
  /** Whether inputs and output are [batch, length, size] instead of [length, batch, size]. */
  batchFirst?: boolean;
}

export interface MultiheadCallOptions {
  /** Keys to ignore, [batch, S]: booleans that exclude, or numbers that are added to the scores. */
  keyPaddingMask?: Operand;
  /** Keys that each query ignores, [L, S] or [batch · numHeads, L, S]: booleans that exclude, or numbers to add. */
  attnMask?: Operand;
  /** Whether each query attends only to keys up to its own position. */
  isCausal?: boolean;
  /** Whether to return the weights along with the output. Default: true. */
  needWeights?: boolean;
  /** Whether to return the mean of the weights over the heads, instead of one set per head. Default: true. */
  averageAttnWeights?: boolean;
}

const CALL: Kinds<MultiheadCallOptions> = {
  keyPaddingMask: 'any',
  attnMask: 'any',
  isCausal: 'boolean',
  needWeights: 'boolean',
  averageAttnWeights: 'boolean',
};

type Attended = readonly [output: Value, weights: Value | undefined];

/**
 * Multi-head attention: each head has its own part of the projected queries, keys and values; their results are concatenated
 * and projected. Source: Vaswani and others, "Attention is all you need" (2017).
 *
 * Takes queries `[L, batch, embedDim]`, keys `[S, batch, kdim]` and values `[S, batch, vdim]`, or all of them without the
 * batch; gives the output, like the queries, and the weights `[batch, L, S]`, or `[batch, numHeads, L, S]`. In boolean masks
 * true excludes, as in PyTorch. Weights are initialised by `xavierUniform`, biases with 0.
 *
 * @example
 * ```ts
 * import { ones } from '@chainrule/core';
 * import { MultiheadAttention } from '@chainrule/nn';
 * const attention = new MultiheadAttention(8, 2, { batchFirst: true });
 * const x = ones([3, 5, 8]);
 * const [y, weights] = attention.forward(x, x, x, { isCausal: true });
 * y.shape; // → [3, 5, 8]
 * weights!.select(0, { axis: 0 }).select(1, { axis: 0 }); // → [0.5, 0.5, 0, 0, 0]
 * new MultiheadAttention(8, 3); // → throws embedDim: expected a multiple of numHeads (3), got 8
 * ```
 */
export class MultiheadAttention extends Module<
  [query: Value, key: Value, value: Value, options?: MultiheadCallOptions],
  Attended
> {
  readonly numHeads: number;
  readonly dropout: number;
  readonly batchFirst: boolean;
  readonly random: Random;
  /** The projections of queries, keys and values stacked, if all have the same size; otherwise separate. */
  inProjWeight: Value | undefined;
  qProjWeight: Value | undefined;
  kProjWeight: Value | undefined;
  vProjWeight: Value | undefined;
  inProjBias: Value | undefined;
  outProj: Linear;

  constructor(embedDim: number, numHeads: number, options: MultiheadAttentionOptions = {}) {
    checkCount('MultiheadAttention', 3, arguments);
    super();
    const {
      bias = true,
      kdim = embedDim,
      vdim = embedDim,
    } = optionsOf('MultiheadAttention', options, {
      dropout: 'number',
      bias: 'boolean',
      kdim: 'number',
      vdim: 'number',
      batchFirst: 'boolean',
      ...DRAWN,
    });
    checkSizes('MultiheadAttention', { embedDim, numHeads, kdim, vdim });
    checkProbability('MultiheadAttention', options.dropout ?? 0);
    if (embedDim % numHeads !== 0)
      throw optionErrors.badRate(
        'MultiheadAttention',
        'embedDim',
        `a multiple of numHeads (${numHeads})`,
        embedDim,
      );
    this.numHeads = numHeads;
    this.dropout = options.dropout ?? 0;
    this.batchFirst = options.batchFirst ?? false;
    const { make, random, dtype } = parametersOf('MultiheadAttention', options);
    this.random = random;
    if (kdim === embedDim && vdim === embedDim) {
      this.inProjWeight = make('inProjWeight', [3 * embedDim, embedDim], xavierUniform);
    } else {
      this.qProjWeight = make('qProjWeight', [embedDim, embedDim], xavierUniform);
      this.kProjWeight = make('kProjWeight', [embedDim, kdim], xavierUniform);
      this.vProjWeight = make('vProjWeight', [embedDim, vdim], xavierUniform);
    }
    this.inProjBias = bias ? make('inProjBias', [3 * embedDim], filledWith(0)) : undefined;
    this.outProj = new Linear(embedDim, embedDim, { random, dtype, bias: bias && filledWith(0) });
  }

  forward(query: Value, key: Value, value: Value, options: MultiheadCallOptions = {}): Attended {
    checkCount('MultiheadAttention.forward', 4, arguments);
    optionsOf('MultiheadAttention', options, CALL);
    const [q, k, v] = this.projected(this.batched([query, key, value]));
    const [batch, length] = q.shape;
    const scores = [batch, this.numHeads, length, k.shape[1]];
    const how: AttentionOptions = { isCausal: options.isCausal ?? false };
    const masks = masksOf(options, scores);
    const trained = this.training ? { dropout: this.dropout, random: this.random } : {};
    const heads = [q, k, v].map((x) => this.inHeads(x)) as [Value, Value, Value];
    const { output, weights } = attend(heads, masks, { ...how, ...trained });
    const together = reshape(transpose(output, [0, 2, 1, 3]), q.shape);
    const made = this.outProj.forward(together);
    const { needWeights = true, averageAttnWeights = true } = options;
    if (!needWeights) return [this.asGiven(made, query), undefined];
    const shown = averageAttnWeights ? mean(weights, { axis: 1 }) : weights;
    return [this.asGiven(made, query), query.rank === 2 ? reshape(shown, shown.shape.slice(1)) : shown];
  }

  /** The queries, keys and values, [batch, length, embedDim], projected. */
  private projected([query, key, value]: readonly Value[]): [Value, Value, Value] {
    const { inProjWeight, inProjBias } = this;
    if (inProjWeight && query === key && key === value) {
      const [q, k, v] = chunk(linear(query, inProjWeight, inProjBias), 3, { axis: -1 });
      return [q, k, v];
    }
    const weights = inProjWeight
      ? chunk(inProjWeight, 3)
      : [this.qProjWeight!, this.kProjWeight!, this.vProjWeight!];
    const biases = inProjBias ? chunk(inProjBias, 3) : [];
    const [q, k, v] = [query, key, value].map((x, i) => linear(x, weights[i], biases[i]));
    return [q, k, v];
  }

  /** `[batch, length, embedDim]` as `[batch, numHeads, length, size]`. */
  private inHeads(x: Value): Value {
    const [batch, length, size] = x.shape;
    return transpose(reshape(x, [batch, length, this.numHeads, size / this.numHeads]), [0, 2, 1, 3]);
  }

  /** The inputs as [batch, length, size]; equal inputs stay the same Value. */
  private batched(inputs: readonly [Value, Value, Value]): Value[] {
    for (const x of inputs) checkInput('MultiheadAttention', x);
    const [query, key, value] = inputs;
    const [at, along] = this.batchFirst ? [0, 1] : [1, 0];
    const alone = query.rank === 2;
    const fit =
      (alone || query.rank === 3) &&
      inputs.every((x) => x.rank === query.rank && (alone || x.shape[at] === query.shape[at])) &&
      key.shape[alone ? 0 : along] === value.shape[alone ? 0 : along];
    const { inProjWeight: all, qProjWeight, kProjWeight, vProjWeight } = this;
    const sizes = [qProjWeight, kProjWeight, vProjWeight].map((weight) => (all ?? weight)!.shape[1]);
    if (!fit || inputs.some((x, i) => x.shape[x.rank - 1] !== sizes[i]))
      throw layerErrors.attentionInputs(this.batchFirst, inputs, sizes);
    const made = new Map(inputs.map((x) => [x, x]));
    for (const x of inputs)
      made.set(x, alone ? reshape(x, [1, ...x.shape]) : this.batchFirst ? x : swapAxes(x, 0, 1));
    return inputs.map((x) => made.get(x)!);
  }

  /** An output [batch, length, size] with the axes of the queries. */
  private asGiven(output: Value, query: Value): Value {
    if (query.rank === 2) return reshape(output, query.shape);
    return this.batchFirst ? output : swapAxes(output, 0, 1);
  }
}

/** The masks for scores [batch, numHeads, L, S]. */
function masksOf({ keyPaddingMask, attnMask }: MultiheadCallOptions, scores: readonly number[]): Masking[] {
  const [batch, heads, L, S] = scores;
  const alone = batch === 1 ? [[S]] : [];
  return [
    ...(attnMask === undefined
      ? []
      : [
          maskOf(
            'attnMask',
            attnMask,
            [
              [L, S],
              [batch * heads, L, S],
            ],
            scores,
          ),
        ]),
    ...(keyPaddingMask === undefined
      ? []
      : [maskOf('keyPaddingMask', keyPaddingMask, [[batch, S], ...alone], [batch, 1, 1, S])]),
  ];
}

/** A mask that has one of these shapes, reshaped to another unless it broadcasts to it. */
function maskOf(
  option: string,
  mask: Operand,
  shapes: readonly (readonly number[])[],
  target: readonly number[],
): Masking {
  const given = mask instanceof Value ? mask : constant(mask);
  if (!shapes.some((shape) => sameShape(shape, given.shape))) {
    const expected = shapes.map((shape) => `[${shape.join(', ')}]`).join(' or ');
    throw layerErrors.badInput('MultiheadAttention', `${option} ${expected}`, given);
  }
  const size = target.reduce((a, b) => a * b, 1);
  return masking(mask, shuttingOut, given.size === size ? target : given.shape);
}
