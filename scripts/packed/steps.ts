// Steps that report their outcome: each with its time, and all of them in a list at the end.
import { spawnSync } from 'node:child_process';

interface Outcome {
  readonly title: string;
  readonly seconds: number;
  readonly error?: string;
}

const outcomes: Outcome[] = [];

const line = ({ title, seconds, error }: Outcome) =>
  `${error === undefined ? '✓' : '✗'} ${seconds.toFixed(0).padStart(4)} s  ${title}${error === undefined ? '' : `: ${error}`}`;

/** Runs a step and notes what it threw, so that the next ones still run; returns undefined if it failed. */
export async function step<T>(title: string, run: () => T | Promise<T>): Promise<T | undefined> {
  console.log(`\n▸ ${title}`);
  const start = performance.now();
  const note = (error?: string) => {
    outcomes.push({ title, seconds: (performance.now() - start) / 1000, error });
    console.log(line(outcomes.at(-1)!));
  };
  try {
    const result = await run();
    note();
    return result;
  } catch (error) {
    note(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** A step that the next ones need: if it fails, they are not run. */
export async function needed<T>(title: string, run: () => T | Promise<T>): Promise<T> {
  const failed = outcomes.filter(({ error }) => error !== undefined).length;
  const result = await step(title, run);
  if (outcomes.filter(({ error }) => error !== undefined).length > failed)
    throw new Error(`${title} failed; the next steps need it`);
  return result as T;
}

/** Prints every step, and sets the exit code. */
export function report(): void {
  console.log(`\n${outcomes.map(line).join('\n')}`);
  const total = outcomes.reduce((sum, { seconds }) => sum + seconds, 0);
  const failed = outcomes.filter(({ error }) => error !== undefined).length;
  console.log(
    `\n${failed === 0 ? '✓' : `✗ ${failed} of`} ${outcomes.length} steps, ${(total / 60).toFixed(1)} min`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Runs a command in a folder and shows its output; throws if it fails. */
export function run(command: string, args: readonly string[], cwd = process.cwd()): void {
  const { status, error } = spawnSync(command, args, {
    cwd,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${command} ${args[0]} exited with ${status ?? error}`);
}

/** The output of a Node program; throws its error output if it fails. */
export function outputOf(args: readonly string[], cwd: string): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`node ${args.join(' ')}: ${stderr.trim()}`);
  return stdout;
}
