import { gelu, relu, type Value } from '@chainrule/core';
import { checkInput, checkSizes } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { Module } from '../module.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { generatorFrom } from '../random.ts';
import { Dropout } from './dropout.ts';
import { LayerNorm } from './layer-norm.ts';
import { Linear } from './linear.ts';
import { MultiheadAttention, type MultiheadCallOptions } from './multihead-attention.ts';
import type { LayerOptions } from './parameters.ts';

const ACTIVATIONS: Readonly<Record<'relu' | 'gelu', (x: Value) => Value>> = { relu, gelu };

type Activation = keyof typeof ACTIVATIONS | ((x: Value) => Value);

export interface TransformerLayerOptions extends LayerOptions {
  /** The size between the two linear layers. Default: 2048. */
  dimFeedforward?: number;
  /** The probability of dropout, on attention weights and on the output of each part. Default: 0.1. */
  dropout?: number;
  /** The function between the two linear layers, or its name. Default: 'relu'. */
  activation?: Activation;
  /** The ε of the layer normalisations. Default: 10⁻⁵. */
  layerNormEps?: number;
  /** Whether inputs are [batch, length, dModel] instead of [length, batch, dModel]. */
  batchFirst?: boolean;
  /** Whether each part normalises its input instead of its output. */
  normFirst?: boolean;
  /** Whether there are biases. Default: true. */
  bias?: boolean;
}

export const LAYER: Kinds<TransformerLayerOptions> = {
  dimFeedforward: 'number',
  dropout: 'number',
  activation: 'any',
  layerNormEps: 'number',
  batchFirst: 'boolean',
  normFirst: 'boolean',
  bias: 'boolean',
  random: 'random',
  dtype: 'any',
};

/** Shared by the layers of encoders and decoders: self-attention and two linear layers, each added to what it reads. */
export abstract class TransformerLayer<Inputs extends unknown[]> extends Module<Inputs> {
  readonly normFirst: boolean;
  readonly activation: (x: Value) => Value;
  selfAttn: MultiheadAttention;
  linear1: Linear;
  dropout: Dropout;
  linear2: Linear;
  norm1: LayerNorm;
  norm2: LayerNorm;
  dropout1: Dropout;
  dropout2: Dropout;

  constructor(dModel: number, nhead: number, options: TransformerLayerOptions) {
    super();
    const layer = this.constructor.name;
    const {
      dimFeedforward = 2048,
      activation = 'relu',
      normFirst = false,
    } = optionsOf(layer, options, LAYER);
    checkSizes(layer, { dModel, nhead, dimFeedforward });
    this.normFirst = normFirst;
    this.activation = typeof activation === 'function' ? activation : ACTIVATIONS[activation];
    if (!this.activation)
      throw optionErrors.badRate(layer, 'activation', "'relu', 'gelu' or a function", activation);
    const parts = partsOf(dModel, nhead, options);
    this.selfAttn = parts.attention();
    this.linear1 = parts.linear(dModel, dimFeedforward);
    this.dropout = parts.dropout();
    this.linear2 = parts.linear(dimFeedforward, dModel);
    this.norm1 = parts.norm();
    this.norm2 = parts.norm();
    this.dropout1 = parts.dropout();
    this.dropout2 = parts.dropout();
  }

  /** x + f(x), normalised before or after as `normFirst` says. */
  protected added(x: Value, norm: LayerNorm, f: (x: Value) => Value): Value {
    checkInput(this.constructor.name, x);
    return this.normFirst ? x.add(f(norm.forward(x))) : norm.forward(x.add(f(x)));
  }

  protected attended(
    attention: MultiheadAttention,
    x: Value,
    memory: Value,
    options: MultiheadCallOptions,
  ): Value {
    return attention.forward(x, memory, memory, { ...options, needWeights: false })[0];
  }

  protected feedForward(x: Value): Value {
    return this.linear2.forward(this.dropout.forward(this.activation(this.linear1.forward(x))));
  }
}

/** Makers of the parts of a layer, which share one generator. */
export function partsOf(dModel: number, nhead: number, options: TransformerLayerOptions) {
  const { dropout: p = 0.1, layerNormEps: eps = 1e-5, bias = true, batchFirst = false, dtype } = options;
  const random = generatorFrom(options.random);
  const type = dtype === undefined ? {} : { dtype };
  return {
    attention: () =>
      new MultiheadAttention(dModel, nhead, {
        dropout: p,
        bias,
        batchFirst,
        random: random.split(),
        ...type,
      }),
    linear: (inFeatures: number, outFeatures: number) =>
      new Linear(inFeatures, outFeatures, { random, ...type, ...(!bias && { bias }) }),
    norm: () => new LayerNorm(dModel, { eps, bias, ...type }),
    dropout: () => new Dropout({ p, random: random.split() }),
  };
}

/** The options without those that are undefined. */
export const defined = (
  options: { [K in keyof MultiheadCallOptions]: MultiheadCallOptions[K] | undefined },
) =>
  Object.fromEntries(
    Object.entries(options).filter(([, each]) => each !== undefined),
  ) as MultiheadCallOptions;
