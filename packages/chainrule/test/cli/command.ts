import { run } from '../../src/cli/program.ts';

/** What a command answered. */
export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process. Beside installed packages scripts/packed/command.ts replaces this file. */
export async function answerTo(args: readonly string[], stdin: string): Promise<Answer> {
  let [out, err] = ['', ''];
  const code = await run(args, {
    version: '1.2.3',
    write: (text) => {
      out += text;
    },
    complain: (text) => {
      err += text;
    },
    stdin: async () => stdin,
    colour: false,
  });
  return { code, out, err };
}
