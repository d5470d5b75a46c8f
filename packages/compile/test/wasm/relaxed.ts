// The program of relaxed.test.ts, for a process that may need a flag: products and convolutions of many sizes on the engine
// beside core's, which are eager and small enough for core to do them itself. Prints JSON.
import { conv1d, conv2d, type DType, matmul, Random, type Value, value } from '@chainrule/core';
import { compile } from '../../src/index.ts';
import { RELAXED_TILES } from '../../src/wasm/binary.ts';
import { engine } from '../../src/wasm/engine.ts';
import { decodeHex } from '../../src/wasm/hex.ts';
import { webAssembly } from '../../src/wasm/webassembly.ts';

const random = new Random(5);
const largest = { float32: 0, float64: 0 };
let compared = 0;

/** Notes the largest difference between a function's results, compiled and not, as a part of the largest number. */
function compare(
  f: (a: Value, b: Value) => Value[],
  a: Value,
  b: Value,
  dtype: 'float32' | 'float64',
  threads: number,
) {
  const got = compile(f, { target: 'webassembly', threads })(a, b);
  const want = f(a, b);
  want.forEach((each, k) => {
    const [x, y] = [got[k].data, each.data] as [Float64Array, Float64Array];
    const scale = y.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    y.forEach((entry, i) => {
      const difference = Math.abs(x[i] - entry) / scale;
      // What is no number differs from everything.
      largest[dtype] = difference <= largest[dtype] ? largest[dtype] : difference || Infinity;
    });
    compared++;
  });
}

const made = (shape: number[], dtype: DType) => value(random.normal(shape, { dtype }));
/** A product or a convolution, and its two gradients. */
const withGradients = (product: (a: Value, b: Value) => Value) => (a: Value, b: Value) => {
  const y = product(a, b);
  const gradients = y.square().sum().backward();
  return [y, gradients.of(a), gradients.of(b)];
};

await engine().ready(2);
for (const dtype of ['float32', 'float64'] as const) {
  for (const rows of [2, 3, 4, 5, 6, 7, 10, 12, 13, 73])
    for (const [depth, columns] of [
      [1, 9],
      [5, 3],
      [17, 24],
      [259, 8],
    ])
      compare(
        withGradients(matmul),
        made([rows, depth], dtype),
        made([depth, columns], dtype),
        dtype,
        1 + (rows % 2),
      );
  for (const [channels, outputs] of [
    [1, 1],
    [2, 5],
    [3, 6],
    [5, 13],
  ]) {
    const two = (x: Value, w: Value) => conv2d(x, w, { padding: 1 });
    compare(
      withGradients(two),
      made([3, channels, 7, 9], dtype),
      made([outputs, channels, 3, 3], dtype),
      dtype,
      2,
    );
    const one = (x: Value, w: Value) => conv1d(x, w, { stride: 2 });
    compare(
      withGradients(one),
      made([2, channels, 31], dtype),
      made([outputs, channels, 4], dtype),
      dtype,
      1,
    );
  }
}
console.log(JSON.stringify({ relaxed: webAssembly!.validate(decodeHex(RELAXED_TILES)), compared, largest }));
