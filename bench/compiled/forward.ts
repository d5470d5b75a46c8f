import { compile } from '@chainrule/compile';
import { constant, type Value } from '@chainrule/core';
import type { Sequential } from '@chainrule/nn';
import { type OnnxModel, type OnnxNode, onnxRuntime } from '../peers/onnx.ts';
import { cnnModel, type Mlp, mlpModel } from './chainrule.ts';
import type { Contender } from './contender.ts';
import { type Batch, numbersOf } from './training.ts';

/** Scores for a batch, without training; the same model as ONNX. */
export interface Forward {
  readonly model: Sequential;
  readonly batch: Batch;
  readonly onnx: readonly OnnxNode[];
}

export const mlpForward = (problem: Mlp): Forward => {
  const last = problem.sizes.length - 2;
  const onnx = problem.sizes.slice(1).flatMap((_, i): OnnxNode[] => {
    const input = i === 0 ? 'x' : `h${i - 1}`;
    const linear = layer('Gemm', 2 * i, input, i === last ? 'y' : `s${i}`, { transB: 1 });
    return i === last ? [linear] : [linear, { op: 'Relu', inputs: [`s${i}`], output: `h${i}` }];
  });
  return { model: mlpModel(problem), batch: problem.batch, onnx };
};

export const cnnForward = (batch: Batch): Forward => ({
  model: cnnModel(),
  batch,
  onnx: [
    ...convolved(0, 'x', 'a'),
    ...convolved(3, 'a', 'b'),
    { op: 'Flatten', inputs: ['b'], output: 'rows', attributes: { axis: 1 } },
    layer('Gemm', 7, 'rows', 'y', { transB: 1 }),
  ],
});

/** A convolution, ReLU and pooling. */
function convolved(index: number, input: string, output: string): OnnxNode[] {
  return [
    layer('Conv', index, input, `${output}1`, { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
    { op: 'Relu', inputs: [`${output}1`], output: `${output}2` },
    {
      op: 'MaxPool',
      inputs: [`${output}2`],
      output,
      attributes: { kernel_shape: [2, 2], strides: [2, 2] },
    },
  ];
}

const layer = (
  op: string,
  index: number,
  input: string,
  output: string,
  attributes: OnnxNode['attributes'] & {},
): OnnxNode => ({ op, inputs: [input, `${index}.weight`, `${index}.bias`], output, attributes });

export function forwardCompiled({ model, batch }: Forward, threads: number): Contender {
  const scores = compile((x: Value) => model.forward(x), { state: model, target: 'webassembly', threads });
  const x = constant(batch.inputs, { shape: batch.shape });
  let last = x;
  return {
    round: () => {
      last = scores(x);
    },
    results: () => [last.data as Float32Array],
  };
}

export function forwardWithOnnx(
  { model, batch, onnx }: Forward,
  threads: number,
): Promise<Contender | undefined> {
  const graph: OnnxModel = {
    nodes: onnx,
    initializers: numbersOf(model),
    x: batch.shape,
    y: [batch.shape[0], batch.classes],
  };
  return onnxRuntime(graph, batch.inputs as Float32Array, threads);
}
