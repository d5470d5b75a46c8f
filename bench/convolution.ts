import { constant, conv2d, fromTypedArray, transpose, value } from '@chainrule/core';
import { random } from './numbers.ts';
import type { Tensor, TensorFlow } from './peers/tensorflow.ts';
import type { Results, Workload } from './workload.ts';

const [CHANNELS, OUTPUTS, SIZE, KERNEL] = [8, 16, 28, 3];
const OUT = SIZE - KERNEL + 1;

/** A convolution of a batch of pictures, 28 × 28 with 8 channels, to 16 channels; and its two gradients. */
export function convolution(batch: number, tf: TensorFlow | undefined): Workload[] {
  const x = array([batch, CHANNELS, SIZE, SIZE], 4);
  const w = array([OUTPUTS, CHANNELS, KERNEL, KERNEL], 5);
  const g = array([batch, OUTPUTS, OUT, OUT], 6);
  const variables = [value(x), value(w)] as const;
  const theirs = tf && withTensorFlow(tf, [x, w, g]);
  const name = `convolution 3 × 3, ${CHANNELS} to ${OUTPUTS} channels, ${batch} pictures ${SIZE} × ${SIZE}`;
  return [
    {
      name,
      run: {
        chainrule: () => [conv2d(x, w).data as Float32Array],
        ...(theirs && { 'TensorFlow.js': theirs.forward }),
      },
      arrange: { 'TensorFlow.js': ([y]) => [picturesFirst(y, g.shape)] },
      tolerance: 1e-5,
    },
    {
      name: `${name}, with gradients`,
      run: {
        chainrule: () => {
          const gradients = conv2d(...variables).backward({ seed: g });
          return variables.map((each) => gradients.of(each).data as Float32Array);
        },
        ...(theirs && { 'TensorFlow.js': theirs.withGradients }),
      },
      arrange: {
        'TensorFlow.js': ([dx, dw]): Results => [picturesFirst(dx, x.shape), weightsFirst(dw, w.shape)],
      },
      tolerance: 1e-5,
    },
  ];
}

type Array4 = ReturnType<typeof array>;

const array = (shape: readonly number[], seed: number) =>
  fromTypedArray(
    random(
      shape.reduce((a, b) => a * b),
      seed,
    ),
    { shape },
  );

// TensorFlow.js has channels last and wants kernels as [height, width, in, out]: transposed here, outside of the timing, and
// its results transposed back.
const PICTURES = [0, 2, 3, 1];
const WEIGHTS = [2, 3, 1, 0];

const picturesFirst = (data: ArrayLike<number>, [n, c, h, w]: readonly number[]) =>
  turned(data, [n, h, w, c], [0, 3, 1, 2]);
const weightsFirst = (data: ArrayLike<number>, [o, i, h, w]: readonly number[]) =>
  turned(data, [h, w, i, o], [3, 2, 0, 1]);

const turned = (data: ArrayLike<number>, shape: number[], axes: number[]) =>
  transpose(constant(Float32Array.from(data), { shape }), axes).data as Float32Array;

function withTensorFlow(tf: TensorFlow, [x, w, g]: readonly Array4[]) {
  const tensor = (from: Array4, axes: readonly number[]): Tensor => {
    const { data, shape } = transpose(from, axes);
    return tf.tensor(data as Float32Array, shape);
  };
  const [pictures, weights, seed] = [tensor(x, PICTURES), tensor(w, WEIGHTS), tensor(g, PICTURES)];
  const f = (x: Tensor, w: Tensor) => tf.conv2d(x, w, 1, 'valid');
  return {
    forward: () => tf.tidy(() => [f(pictures, weights).dataSync()]),
    withGradients: () =>
      tf.tidy(() => {
        const { value, grads } = tf.valueAndGrads(f)([pictures, weights], seed);
        value.dataSync();
        return grads.map((each) => each.dataSync());
      }),
  };
}
