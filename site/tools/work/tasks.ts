import { judge } from '../check/judge.ts';
import { derive } from '../derive/derive.ts';
import { drawing } from '../derive/drawing.ts';

/** What a worker can be asked to do, by name. */
export const tasks = { judge, derive, drawing };

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;

export interface Question {
  readonly id: number;
  readonly task: TaskName;
  readonly input: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}
