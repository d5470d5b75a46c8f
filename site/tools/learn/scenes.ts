import type { words } from '../strings/learn.ts';
import { BASIC, type Setup } from './setup.ts';

/** A training to begin from, and what it shows. */
export interface Scene {
  readonly key: SceneKey;
  readonly setup: Setup;
  /** Rounds for a run at one go. */
  readonly rounds: number;
}

export type SceneKey = keyof typeof words.scenes;

const tutorialA: Setup = {
  ...BASIC,
  data: 'given',
  given: { inputs: [[2, 3]], targets: [[1]] },
  hidden: [2],
  ...{ activation: 'linear', outputActivation: 'linear', bias: 'none', combine: 'sum', rate: 0.05 },
  start: [0.11, 0.21, 0.12, 0.08, 0.14, 0.15],
};

const tutorialB: Setup = {
  ...BASIC,
  data: 'given',
  given: { inputs: [[0.05, 0.1]], targets: [[0.01, 0.99]] },
  hidden: [2],
  ...{ activation: 'sigmoid', outputActivation: 'sigmoid', bias: 'held', combine: 'sum', rate: 0.5 },
  start: [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6],
};

const xor: Setup = { ...BASIC, hidden: [5], activation: 'sigmoid', combine: 'sum', scale: 2, seed: 22 };

const classes: Setup = {
  ...BASIC,
  ...{ count: 200, noise: 0.12, seed: 11, hidden: [8, 8], loss: 'crossEntropy', optimizer: 'momentum' },
  ...{ rate: 0.3, batch: 0 },
};

/** The tutorials' networks and other data, and then what readers of the tutorials asked. */
export const SCENES: readonly Scene[] = [
  { key: 'tutorialB', rounds: 10_000, setup: tutorialB },
  { key: 'tutorialA', rounds: 1_000, setup: tutorialA },
  { key: 'xor', rounds: 5_000, setup: xor },
  { key: 'moons', rounds: 300, setup: { ...classes, data: 'moons' } },
  {
    key: 'spirals',
    rounds: 2_000,
    setup: { ...classes, data: 'spirals', noise: 0.04, optimizer: 'adam', rate: 0.02 },
  },
  {
    key: 'curve',
    rounds: 2_000,
    setup: {
      ...BASIC,
      ...{ data: 'sine', count: 60, noise: 0.15, seed: 3, hidden: [8, 8], outputActivation: 'linear' },
      ...{ loss: 'squared', optimizer: 'momentum', rate: 0.05 },
    },
  },
  { key: 'biases', rounds: 10_000, setup: { ...tutorialB, bias: 'shared' } },
  {
    key: 'depth',
    rounds: 2_000,
    setup: { ...xor, hidden: [3, 3, 3], activation: 'tanh', scale: 1.5, seed: 4, rate: 0.1 },
  },
  {
    key: 'batches',
    rounds: 400,
    setup: { ...classes, data: 'moons', count: 64, hidden: [6], optimizer: 'sgd', batch: 1, rate: 0.1 },
  },
  { key: 'momentum', rounds: 10_000, setup: { ...tutorialB, optimizer: 'momentum' } },
  { key: 'stuck', rounds: 5_000, setup: { ...xor, hidden: [2], scale: 0, seed: 1 } },
  { key: 'oldAndNew', rounds: 10_000, setup: { ...tutorialB, order: 'output first' } },
];

/** How many of the scenes come before those that answer a question. */
export const FIRST_QUESTION = SCENES.findIndex(({ key }) => key === 'biases');

/** A scene by its name, as in links or as in HTML: tutorialB is tutorial-b there. */
export const sceneOf = (name: string | undefined): Scene | undefined =>
  SCENES.find(({ key }) => key === name || htmlName(key) === name);

export const htmlName = (key: SceneKey): string =>
  key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
