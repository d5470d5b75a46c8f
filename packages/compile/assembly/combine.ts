import { joinRun } from './reduce';
import { begins } from './share';
import { writeRun } from './stores';

/** Joins the partial results of a reduction, in the order of the chunks; see COMBINE in opcodes.ts. */
export function combine(p: usize, share: i32, shares: i32): void {
  const kind = load<i32>(p);
  const type = load<i32>(p, 4);
  const address = load<usize>(p, 8);
  const partials = load<usize>(p, 12);
  const chunks = load<usize>(p, 16);
  const inner = load<usize>(p, 20);
  const begin = <usize>begins(inner, share, shares);
  const count = <usize>begins(inner, share + 1, shares) - begin;
  const totals = partials + (begin << 3);
  for (let chunk: usize = 1; chunk < chunks; chunk++) {
    joinRun<f64>(kind, totals, totals + ((chunk * inner) << 3), count);
  }
  writeRun<f64>(address, type, begin, totals, count);
}
