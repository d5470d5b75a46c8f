import { type Answer, type Question, tasks } from './tasks.ts';

self.onmessage = async ({ data: { id, task, input } }: MessageEvent<Question>) => {
  self.postMessage(
    await answerTo(id, () => (tasks[task] as (...xs: readonly unknown[]) => unknown)(...input)),
  );
};

async function answerTo(id: number, work: () => unknown): Promise<Answer> {
  try {
    return { id, result: await work() };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
