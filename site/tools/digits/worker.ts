import { answerWith } from '../work/answers.ts';
import * as tasks from './tasks.ts';

answerWith(tasks);
