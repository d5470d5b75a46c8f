/** A task whose code is loaded when it is first asked for, so that no page waits for that of another. */
const lazily =
  <Module, Name extends keyof Module>(load: () => Promise<Module>, name: Name) =>
  async (...input: Inputs<Module[Name]>): Promise<Result<Module[Name]>> =>
    ((await load())[name] as (...xs: readonly unknown[]) => Result<Module[Name]>)(...input);

type Inputs<F> = F extends (...xs: infer Xs) => unknown ? Xs : never;
type Result<F> = F extends (...xs: never[]) => infer Y ? Awaited<Y> : never;

/** What a worker can be asked to do, by name. */
export const tasks = {
  judge: lazily(() => import('../check/judge.ts'), 'judge'),
  derive: lazily(() => import('../derive/derive.ts'), 'derive'),
  asTeX: lazily(() => import('../share/as-tex.ts'), 'asTeX'),
  readNumberFile: lazily(() => import('../share/number-files.ts'), 'readNumberFile'),
  sheet: lazily(() => import('../practice/exercise.ts'), 'sheet'),
  readAnswer: lazily(() => import('../practice/answer.ts'), 'readAnswer'),
  help: lazily(() => import('../practice/help.ts'), 'help'),
  solution: lazily(() => import('../practice/help.ts'), 'solution'),
  deriveWeight: lazily(() => import('../learn/derive-weight.ts'), 'deriveWeight'),
};

export type Tasks = typeof tasks;
