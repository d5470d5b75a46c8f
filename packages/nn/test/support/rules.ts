import * as nn from '../../src/index.ts';

/** Every rule of the package, with options that are not the defaults. */
export const rules: Record<string, () => nn.GradientTransform> = {
  sgd: () => nn.sgd({ learningRate: 0.05, momentum: 0.5, dampening: 0.1, weightDecay: 0.01 }),
  nesterov: () => nn.sgd({ learningRate: 0.05, momentum: 0.5, nesterov: true }),
  adam: () => nn.adam({ learningRate: 0.1 }),
  amsgrad: () => nn.adam({ learningRate: 0.1, amsgrad: true }),
  adamW: () => nn.adamW({ learningRate: nn.cosineDecay(0.1, { steps: 100 }) }),
  nadam: () => nn.nadam({ learningRate: 0.1 }),
  radam: () => nn.radam({ learningRate: 0.1 }),
  adamax: () => nn.adamax({ learningRate: 0.1 }),
  adagrad: () => nn.adagrad({ learningRate: 0.5, learningRateDecay: 0.01 }),
  adadelta: () => nn.adadelta({ learningRate: 10 }),
  rmsprop: () => nn.rmsprop({ learningRate: 0.05, momentum: 0.2 }),
  centred: () => nn.rmsprop({ learningRate: 0.02, centered: true }),
  rprop: () => nn.rprop(),
  lion: () => nn.lion({ learningRate: 0.05 }),
  lamb: () => nn.lamb({ learningRate: 0.05 }),
  muon: () => nn.muon({ learningRate: 0.05, others: nn.adam({ learningRate: 0.05 }) }),
  grouped: () =>
    nn.groups([{ parameters: /bias/, rule: nn.adam({ learningRate: 0.1 }) }], nn.sgd({ learningRate: 0.05 })),
  accumulated: () => nn.accumulate(3, nn.adam({ learningRate: 0.3 })),
  clipped: () =>
    nn.chain(nn.clipByGlobalNorm(1), nn.clipByNorm(0.9), nn.clipByValue(0.8), nn.sgd({ learningRate: 0.1 })),
};
