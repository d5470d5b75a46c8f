// The program of a suite: times eager tensors beside TensorFlow.js in plain JavaScript, its cpu backend.
import { convolution } from './convolution.ts';
import { elementwiseChain } from './elementwise-chain.ts';
import { matrixProduct } from './matrix-product.ts';
import { HOW_TO_INSTALL, loadTensorFlow } from './peers/tensorflow.ts';
import { timeAll } from './time-all.ts';

const tf = await loadTensorFlow();
if (!tf) console.log(HOW_TO_INSTALL);

// The largest takes seconds with TensorFlow.js: too long for a quick run.
const sizes = process.argv[3] === 'true' ? [64, 256] : [64, 128, 256, 512, 1024];
await timeAll([
  ...sizes.map((size) => matrixProduct(size, 'float32', tf)),
  ...sizes.map((size) => matrixProduct(size, 'float64', tf)),
  ...elementwiseChain(1_000_000, tf),
  ...convolution(8, tf),
]);
