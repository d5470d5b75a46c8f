import { constant, type DType, treeLeaves, type Value } from '@chainrule/core';
import * as nn from '../../src/index.ts';
import { type AnyModule, Module } from '../../src/index.ts';
import { casesOf, leafOf, type Numbers } from '../support/fixtures.ts';

/** PyTorch's results for a layer: see scripts/oracle/pytorch/layers.py. */
export interface LayerCase {
  readonly name: string;
  readonly arguments: readonly unknown[];
  readonly training: boolean;
  readonly calls: number;
  /** The state dict of PyTorch's module, before the calls. */
  readonly state: Record<string, Numbers>;
  /** Inputs; a list is a state of several parts. */
  readonly inputs: readonly (Numbers | readonly Numbers[])[];
  readonly call: unknown;
  readonly results: readonly Numbers[];
  readonly gradients: readonly Numbers[];
  readonly parameters: Record<string, Numbers>;
  /** The buffers after the calls. */
  readonly after: Record<string, Numbers>;
}

export const layerCases = casesOf<LayerCase>('layers');

/** A function of several Values as a module, for what is a function in PyTorch. */
class Functional extends Module<[q: Value, k: Value, v: Value, options: object], Value> {
  forward(q: Value, k: Value, v: Value, options: object): Value {
    return nn.scaledDotProductAttention(q, k, v, options);
  }
}

/** The network of the case in scripts/oracle/pytorch/layers.py. */
const network = (options: { dtype: DType }) =>
  new nn.Sequential([
    new nn.Linear(3, 4, options),
    nn.tanh,
    new nn.Sequential([new nn.Linear(4, 2, options)]),
  ]);

type Constructor = new (...arguments_: unknown[]) => AnyModule;

/** The layer of a case, with its own parameters. */
export function layerOf({ name, arguments: given }: LayerCase, dtype: DType = 'float64'): AnyModule {
  if (name === 'scaledDotProductAttention') return new Functional();
  if (name === 'Sequential') return network({ dtype });
  const last = given.at(-1);
  const hasOptions = typeof last === 'object' && !Array.isArray(last);
  // Normalising layers begin with ones and zeros, and PReLU with one number: they draw none.
  const draws = !/Norm|PReLU/.test(name);
  const options = { ...(hasOptions ? (last as object) : {}), dtype, ...(draws && { random: 1 }) };
  const Layer = (nn as unknown as Record<string, Constructor>)[name];
  // These have no typed parameters.
  const plain = /Pool|Upsample|Flatten|Identity|Dropout|Rotary/.test(name);
  const positions = hasOptions ? given.slice(0, -1) : given;
  return new Layer(...(plain ? given : [...positions, options]));
}

/** The layer of a case with PyTorch's numbers in it, and in its mode. */
export function loadedLayerOf(each: LayerCase, dtype: DType = 'float64'): AnyModule {
  const layer = layerOf(each, dtype);
  const state = Object.fromEntries(
    Object.entries(each.state).map(([key, numbers]) => [key, leafOf(numbers, dtype)]),
  );
  // The table of positions is not a parameter in PyTorch.
  layer.loadStateDict(state, { names: 'pytorch', strict: each.name !== 'PositionalEncoding' });
  return layer.train(each.training);
}

export const inputsOf = ({ inputs }: LayerCase, dtype: DType = 'float64') =>
  inputs.map((x) => ('shape' in x ? leafOf(x, dtype) : x.map((part) => leafOf(part, dtype))));

/** All results of a layer for these inputs and the options of the case. */
export function runOf({ name, call }: LayerCase, layer: AnyModule, inputs: readonly unknown[]): Value[] {
  // A single input serves as queries, keys and values.
  const repeats = name === 'MultiheadAttention' && inputs.length === 1 ? 3 : 1;
  const given = new Array<readonly unknown[]>(repeats).fill(inputs).flat();
  return treeLeaves(layer.forward(...given, ...(call === null ? [] : [call])));
}

/** Σ w y over all results with fixed weights w, as in scripts/oracle/pytorch/case.py. */
export function project(results: readonly Value[]): Value {
  const terms = results.map((y) => {
    const weights = Array.from({ length: y.size }, (_, i) => Math.cos(1 + 3 * i));
    return y.mul(constant(weights, { shape: y.shape, dtype: y.dtype })).sum();
  });
  return terms.reduce((a, b) => a.add(b));
}
