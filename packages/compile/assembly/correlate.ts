import {
  FLOAT32,
  FLOAT64,
  LONGEST_SUM,
  MATMUL_DEPTH_BLOCK,
  MATMUL_EDGE_BYTES,
  MATMUL_ROW_BLOCK,
} from '../src/wasm/opcodes';
import { bytes, Convolution, edgeOf, multiplyRows } from './convolution';
import { packTaps } from './im2col';
import { packColumns } from './pack';
import { panelColumns } from './panel';
import { STRIP } from './product';
import { begins } from './share';

export function correlate(p: usize, share: i32, shares: i32, thread: i32): void {
  if (load<i32>(p) == FLOAT32) correlateOf<f32>(changetype<Convolution>(p), share, shares, thread);
  else if (load<i32>(p) == FLOAT64) correlateOf<f64>(changetype<Convolution>(p), share, shares, thread);
  else unreachable();
}

/**
 * w = Σ (what the outputs see) · yᵀ over the batch. Shares are of the strips of taps of all groups and chunks of samples,
 * so that no sum over a chunk is divided.
 */
function correlateOf<T extends number>(f: Convolution, share: i32, shares: i32, thread: i32): void {
  const strips = (f.depth + STRIP - 1) / STRIP;
  const all = f.chunks * f.groups * strips;
  const last = begins(all, share + 1, shares);
  for (let at = begins(all, share, shares); at < last; ) {
    const first = at % strips;
    const count = min(strips - first, last - at);
    const block = at / strips;
    correlateGroup<T>(
      f,
      block / f.groups,
      block % f.groups,
      first * STRIP,
      min(f.depth, (first + count) * STRIP),
      thread,
    );
    at += count;
  }
}

function correlateGroup<T extends number>(
  f: Convolution,
  chunk: i32,
  group: i32,
  begin: i32,
  end: i32,
  thread: i32,
): void {
  const edge = edgeOf(f, thread);
  const strips = edge + MATMUL_EDGE_BYTES;
  const panels = strips + bytes<T>(MATMUL_ROW_BLOCK * MATMUL_DEPTH_BLOCK);
  const wide = panelColumns<T>();
  const sums = panels + bytes<T>(((f.outputs + wide - 1) / wide) * wide * MATMUL_DEPTH_BLOCK);
  const count = (end - begin) * f.outputs;
  // A long sum is put together of shorter ones, in double precision.
  const totals = (sums + bytes<T>(f.depth * f.outputs) + 7) & -8;
  memory.fill(sums, 0, bytes<T>(count));
  if (f.isLong) memory.fill(totals, 0, bytes<f64>(count));
  let left = LONGEST_SUM / MATMUL_DEPTH_BLOCK;
  const lastSample = begins(f.batch, chunk + 1, f.chunks);
  for (let sample = begins(f.batch, chunk, f.chunks); sample < lastSample; sample++) {
    const block = sample * f.groups + group;
    const x = f.x + bytes<T>(block * f.channels * f.plane);
    const y = f.y + bytes<T>(block * f.outputs * f.positions);
    for (let p = 0; p < f.positions; p += MATMUL_DEPTH_BLOCK) {
      const deep = min(MATMUL_DEPTH_BLOCK, f.positions - p);
      packColumns<T>(y + bytes<T>(p), sizeof<T>(), bytes<T>(f.positions), f.outputs, deep, panels);
      for (let row = begin; row < end; row += MATMUL_ROW_BLOCK) {
        const rows = min(MATMUL_ROW_BLOCK, end - row);
        packTaps<T>(x, f.starts, p, p + deep, f.taps + ((row as usize) << 2), rows, strips);
        multiplyRows<T>(
          strips,
          panels,
          deep,
          sums + bytes<T>((row - begin) * f.outputs),
          f.outputs,
          rows,
          f.outputs,
          true,
          edge,
        );
      }
      // A short sample rounds as often as a whole block: once.
      if (f.isLong && --left == 0) {
        moveSums<T>(totals, sums, count);
        left = LONGEST_SUM / MATMUL_DEPTH_BLOCK;
      }
    }
  }
  if (f.isLong) moveSums<T>(totals, sums, count);
  const to = group * f.outputs * f.depth + begin;
  const part = f.partials + bytes<f64>(chunk * f.groups * f.outputs * f.depth + to);
  if (f.partials != 0) {
    if (f.isLong) writeSums<f64, f64>(f, totals, end - begin, part);
    else writeSums<T, f64>(f, sums, end - begin, part);
  } else if (f.isLong) writeSums<f64, T>(f, totals, end - begin, f.w + bytes<T>(to));
  else writeSums<T, T>(f, sums, end - begin, f.w + bytes<T>(to));
}

/** Adds sums to totals, and begins them anew. */
function moveSums<T extends number>(totals: usize, sums: usize, count: i32): void {
  for (const end = totals + bytes<f64>(count); totals < end; totals += 8, sums += sizeof<T>()) {
    store<f64>(totals, load<f64>(totals) + <f64>load<T>(sums));
    store<T>(sums, 0);
  }
}

/** The sums of some taps, [taps, outputs], to their places in w or in a part of it, [outputs, depth]. */
function writeSums<T extends number, W extends number>(f: Convolution, sums: usize, taps: i32, w: usize): void {
  for (let o = 0; o < f.outputs; o++) {
    for (let r = 0; r < taps; r++)
      store<W>(w + bytes<W>(o * f.depth + r), <W>load<T>(sums + bytes<T>(r * f.outputs + o)));
  }
}
