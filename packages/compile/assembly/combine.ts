import { joinRun } from './reduce';
import { writeRun } from './stores';

/** Joins the partial results of a reduction, in the order of the chunks; see COMBINE in opcodes.ts. */
export function combine(p: usize, thread: i32, threads: i32): void {
  const kind = load<i32>(p);
  const type = load<i32>(p, 4);
  const address = load<usize>(p, 8);
  const partials = load<usize>(p, 12);
  const chunks = load<usize>(p, 16);
  const inner = load<u32>(p, 20);
  const begin = <usize>(((inner as u64) * thread) / threads);
  const count = <usize>(((inner as u64) * (thread + 1)) / threads) - begin;
  const totals = partials + (begin << 3);
  for (let chunk: usize = 1; chunk < chunks; chunk++) {
    joinRun<f64>(kind, totals, totals + ((chunk * inner) << 3), count);
  }
  writeRun<f64>(address, type, begin, totals, count);
}
