import { describe, expect, test } from 'vitest';
import { convolution } from './convolution.ts';
import { elementwiseChain } from './elementwise-chain.ts';
import { matrixProduct } from './matrix-product.ts';
import { loadTensorFlow } from './peers/tensorflow.ts';
import { scalarMlp } from './scalar-mlp.ts';
import { tutorialB } from './tutorial-b.ts';
import { checkAgreement } from './workload.ts';

test('chainrule, the port and the formulas by hand reach the same weights', () => {
  for (const workload of [tutorialB(200), scalarMlp(10)]) checkAgreement(workload);
});

test('a version that reaches other weights is detected', () => {
  const workload = tutorialB(10);
  const run = { ...workload.run, 'micrograd port': tutorialB(11).run.chainrule };
  expect(() => checkAgreement({ ...workload, run })).toThrow('with micrograd port');
});

test('a version that computes too little is detected', () => {
  const workload = tutorialB(10);
  const run = { ...workload.run, 'by hand': () => [[0.1497]] };
  expect(() => checkAgreement({ ...workload, run })).toThrow('with by hand');
});

const tf = await loadTensorFlow();

describe.skipIf(!tf)('TensorFlow.js, if installed, gives the same', () => {
  const workloads = [
    matrixProduct(10, 'float32', tf),
    matrixProduct(10, 'float64', tf),
    ...elementwiseChain(100, tf),
    ...convolution(2, tf),
  ];
  test.for(workloads)('$name', (workload) => {
    expect(Object.keys(workload.run)).toContain('TensorFlow.js');
    checkAgreement(workload);
  });
});
