// The program of a suite: times the eager scalar graph.
import { scalarMlp } from './scalar-mlp.ts';
import { timeAll } from './time-all.ts';
import { tutorialB } from './tutorial-b.ts';

await timeAll([tutorialB(10_000), scalarMlp(100)]);
