import { SUM } from '../src/wasm/micro-ops';
import { joinRun, lostBy } from './reduce';
import { begins } from './share';
import { writeRun } from './stores';

/** The first of the totals ← the sum of all, without what rounding takes away on the way. */
function addUp(totals: usize, count: usize): void {
  let total = load<f64>(totals);
  let lost = 0.0;
  for (let i: usize = 1; i < count; i++) {
    const each = load<f64>(totals + (i << 3));
    lost += lostBy(total, each);
    total += each;
  }
  store<f64>(totals, total + lost);
}

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
  if (count == 0) return;
  const totals = partials + (begin << 3);
  if (kind == SUM && inner == 1) addUp(totals, chunks);
  else for (let chunk: usize = 1; chunk < chunks; chunk++) joinRun<f64>(kind, totals, totals + ((chunk * inner) << 3), count);
  writeRun<f64>(address, type, begin, totals, count);
}
