import { words } from '../strings/bench.ts';
import type { Linked } from './link.ts';
import { columnsOf, rateOf, shortRate, WORKS } from './works.ts';

/** Results as a table to paste. */
export function markdownOf({ results, machine }: Linked): string {
  const columns = columnsOf(results);
  const heads = [words.work, words.unit, ...columns.map((each) => words.columns[each](machine.cores))];
  const rows = WORKS.map((work) => {
    const rates = columns
      .map((each) => results[work.key]?.[each])
      .map((time) => (time === undefined ? '' : shortRate(rateOf(work, time))));
    return [words.works[work.key], 'flop' in work ? words.gflops : words.steps, ...rates];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [line(heads), line(heads.map((_, k) => (k < 2 ? '---' : '---:'))), ...rows.map(line)];
  return `${table.join('\n')}\n\n${words.measuredOn(machine.browser, machine.cores)}\n`;
}
