import { mapTree, type RandomState, type Tree } from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';
import { kept } from '../module/state.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { generatorsOf } from '../saving/tree-data.ts';
import { slotsOf } from '../slots.ts';

/** Restores a model. */
export function rememberModel(model: Tree): () => void {
  const slots = slotsOf(model);
  for (const slot of slots) kept(slot.value);
  return () => {
    for (const slot of slots) slot.set(slot.value);
  };
}

/** Restores a model, its optimiser and its random generators. */
export function rememberTraining(model: Tree, optimizer: Optimizer): () => void {
  const restoreModel = rememberModel(model);
  // A compiled step writes into the branches of the state.
  const copied = (state: unknown) => mapTree(kept, state);
  const state = copied(optimizer.state);
  const factor = optimizer.learningRateFactor;
  const generators = [...generatorsOf(model).values()].map((random): [typeof random, RandomState] => [
    random,
    random.state,
  ]);
  return () => {
    restoreModel();
    optimizer.state = copied(state);
    optimizer.learningRateFactor = factor;
    for (const [random, position] of generators) random.state = position;
  };
}

/** The state of every random generator in a model, by its path. */
export const generatorStates = (model: Tree): Record<string, RandomState> =>
  Object.fromEntries([...generatorsOf(model)].map(([path, random]) => [path, random.state]));

/** Restores the random generators of a model. Throws if the model has other ones. */
export function generatorsFrom(model: Tree, states: Readonly<Record<string, RandomState>>): () => void {
  const own = generatorsOf(model);
  const [expected, got] = [[...own.keys()], Object.keys(states)].map((paths) => paths.sort().join(', '));
  if (expected !== got)
    throw dataErrors.badData('checkpoint', 'generators of random numbers', expected || 'none', got || 'none');
  return () => {
    for (const [path, random] of own) random.state = states[path];
  };
}
