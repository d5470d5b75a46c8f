import { type Random, relu } from '@chainrule/core';
import { Conv2d, Dropout, Flatten, Linear, MaxPool2d, Sequential } from '@chainrule/nn';
import { Jitter } from './jitter.ts';

/** 784-128-10, with ReLU. */
export function mlp(random: Random): Sequential {
  const options = { random, dtype: 'float32' } as const;
  return new Sequential([
    new Jitter(random.split()),
    new Flatten(),
    ...[new Linear(28 * 28, 128, options), relu],
    new Linear(128, 10, options),
  ]);
}

/** Two convolutions, each followed by max-pooling, and two linear layers. */
export function cnn(random: Random): Sequential {
  const options = { random, dtype: 'float32' } as const;
  return new Sequential([
    new Jitter(random.split()),
    ...[new Conv2d(1, 16, 3, options), relu, new MaxPool2d(2)], // 28 → 26 → 13
    ...[new Conv2d(16, 32, 3, options), relu, new MaxPool2d(2)], // 13 → 11 → 5
    new Flatten(),
    new Dropout({ p: 0.25, random: random.split() }),
    ...[new Linear(32 * 5 * 5, 64, options), relu],
    new Linear(64, 10, options),
  ]);
}
