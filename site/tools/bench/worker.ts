import { answerWith } from '../worker/answers.ts';
import * as tasks from './tasks.ts';

answerWith(tasks);
