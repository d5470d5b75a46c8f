import { words } from '../strings/bench.ts';
import type { Linked } from './link.ts';
import { MODES, rateOf, shortRate, WORKS } from './works.ts';

/** Results as a table to paste. */
export function markdownOf({ results, machine }: Linked): string {
  const heads = [words.work, words.unit, ...MODES.map((mode) => words.modes[mode](machine.cores))];
  const rows = WORKS.map((work) => {
    const rates = MODES.map((mode) => results[work.key]?.[mode]).map((time) =>
      time === undefined ? '' : shortRate(rateOf(work, time)),
    );
    return [words.works[work.key], 'flop' in work ? words.gflops : words.steps, ...rates];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [line(heads), line(heads.map((_, k) => (k < 2 ? '---' : '---:'))), ...rows.map(line)];
  return `${table.join('\n')}\n\n${words.measuredOn(machine.browser, machine.cores)}\n`;
}
