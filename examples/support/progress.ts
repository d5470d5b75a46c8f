import { Presets, SingleBar } from 'cli-progress';
import pc from 'picocolors';

/** Shows how far a long loop is. */
export interface Progress {
  /** So many of the total are done; the detail stands behind the bar. */
  update(done: number, detail: string): void;
  /** Call it when the loop has ended, also when it ended early. */
  stop(): void;
}

/** A stream that may be a terminal. */
export type Output = NodeJS.WritableStream & { isTTY?: boolean };

/** A bar that moves in a terminal; elsewhere (a file, a log) a line for every fifth of the way. */
export function progress(label: string, total: number, stream: Output = process.stdout): Progress {
  return stream.isTTY ? bar(label, total, stream) : lines(label, total, stream);
}

function bar(label: string, total: number, stream: Output): Progress {
  const format = `  ${label}  ${pc.cyan('{bar}')}  {count}  ${pc.dim('{detail}')}`;
  const options = { format, stream, barsize: 22, hideCursor: true, fps: 30 };
  const single = new SingleBar(options, Presets.shades_classic);
  single.start(total, 0, { count: count(0, total), detail: '' });
  return {
    update: (done, detail) => single.update(done, { count: count(done, total), detail }),
    stop: () => single.stop(),
  };
}

function lines(label: string, total: number, stream: Output): Progress {
  let fifths = 0;
  return {
    update: (done, detail) => {
      const reached = Math.floor((5 * done) / total);
      if (reached <= fifths) return;
      fifths = reached;
      stream.write(`  ${label}  ${count(done, total)}  ${detail}\n`);
    },
    stop: () => {},
  };
}

const count = (done: number, total: number) => `${String(done).padStart(String(total).length)}/${total}`;
