import { run } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

/** What a command answered. */
export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process. */
export async function shell(args: readonly string[], { stdin = '', colour = false } = {}): Promise<Answer> {
  let [out, err] = ['', ''];
  const terminal: Terminal = {
    version: '1.2.3',
    write: (text) => {
      out += text;
    },
    complain: (text) => {
      err += text;
    },
    stdin: async () => stdin,
    colour,
  };
  const code = await run(args, terminal);
  return { code, out, err };
}

/** One unit of a network: a formula, its numbers, and the gradient with respect to w. */
export const UNIT = 'E = 1/2*(t - out)^2; out = sigmoid(net); net = w*x + b';
export const AT = ['--at', 'w=0.4,x=0.59,b=0.6,t=0.01'];
export const RIGHT = '-(t - out)*out*(1 - out)*x';
