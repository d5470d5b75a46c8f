/** What a worker is asked to do, and with what. */
export interface Question {
  readonly id: number;
  readonly task: string;
  readonly input: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** Tasks by name. */
export type TaskTable = Readonly<Record<string, (...input: never[]) => unknown>>;

/** Has this worker answer what it is asked. */
export function answerWith(tasks: TaskTable): void {
  self.onmessage = async ({ data: { id, task, input } }: MessageEvent<Question>) => {
    self.postMessage(
      await answerTo(id, () => (tasks[task] as (...xs: readonly unknown[]) => unknown)(...input)),
    );
  };
}

async function answerTo(id: number, work: () => unknown): Promise<Answer> {
  try {
    return { id, result: await work() };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
