import { answerWith } from './answers.ts';
import { tasks } from './tasks.ts';

answerWith(tasks);
