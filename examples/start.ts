// What `npm start` runs: the two tutorials, every figure beside the published one. Exit code 1 if one is missed.
import { runTutorialA } from './01-tutorial-a/main.ts';
import { runTutorialB } from './02-tutorial-b/main.ts';
import { finish } from './support/outcome.ts';

finish([await runTutorialA(), await runTutorialB()]);
