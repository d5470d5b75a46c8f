import { answerWith } from '../worker/answers.ts';
import * as tasks from './tasks.ts';

// A worker of its own: what draws is half of the library, and the other tools do without.
answerWith(tasks);
