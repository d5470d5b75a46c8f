import {
  CONVOLUTION_OUTPUT_BLOCK,
  FLOAT32,
  FLOAT64,
  MATMUL_DEPTH_BLOCK,
  MATMUL_EDGE_BYTES,
  MATMUL_ROW_BLOCK,
} from '../src/wasm/opcodes';
import { bytes, Convolution, edgeOf, multiplyRows, packBlocks, wholeStrips } from './convolution';
import { runLength } from './im2col';
import { packColumns } from './pack';
import { panelColumns } from './panel';
import { STRIP } from './product';
import { begins } from './share';

export function spread(p: usize, share: i32, shares: i32, thread: i32): void {
  if (load<i32>(p) == FLOAT32) spreadOf<f32>(changetype<Convolution>(p), share, shares, thread);
  else if (load<i32>(p) == FLOAT64) spreadOf<f64>(changetype<Convolution>(p), share, shares, thread);
  else unreachable();
}

/** x = wᵀ · y, laid back over what the outputs see: threads share out the channels of all blocks, group by group. */
function spreadOf<T extends number>(f: Convolution, share: i32, shares: i32, thread: i32): void {
  const all = f.groups * f.batch * f.channels;
  const last = begins(all, share + 1, shares);
  let packed = -1;
  for (let at = begins(all, share, shares); at < last; ) {
    const block = at / f.channels;
    const first = at % f.channels;
    const count = min(f.channels - first, last - at);
    const group = block / f.batch;
    if (group != packed)
      packBlocks<T>(f, f.w + bytes<T>(group * f.outputs * f.depth), 1, f.depth, f.depth, f.outputs, thread);
    packed = group;
    spreadBlock<T>(f, (block % f.batch) * f.groups + group, first, first + count, thread);
    at += count;
  }
}

function spreadBlock<T extends number>(
  f: Convolution,
  block: i32,
  firstChannel: i32,
  lastChannel: i32,
  thread: i32,
): void {
  const x = f.x + bytes<T>(block * f.channels * f.plane);
  const y = f.y + bytes<T>(block * f.outputs * f.positions);
  memory.fill(x + bytes<T>(firstChannel * f.plane), 0, bytes<T>((lastChannel - firstChannel) * f.plane));
  const taps = f.depth / f.channels;
  // Rows are packed in strips: a strip may hold taps of a channel before the first, which are not laid back.
  const begin = firstChannel * taps;
  const end = lastChannel * taps;
  const edge = edgeOf(f, thread);
  const strips = edge + MATMUL_EDGE_BYTES;
  const panels = strips + bytes<T>(wholeStrips(f.depth) * f.outputs);
  const wide = panelColumns<T>();
  const sums = panels + bytes<T>(CONVOLUTION_OUTPUT_BLOCK * f.outputs);
  const runs = sums + bytes<T>(CONVOLUTION_OUTPUT_BLOCK * MATMUL_ROW_BLOCK);
  for (let p = 0; p < f.positions; p += CONVOLUTION_OUTPUT_BLOCK) {
    const across = min(CONVOLUTION_OUTPUT_BLOCK, f.positions - p);
    const padded = ((across + wide - 1) / wide) * wide;
    for (let k = 0; k < f.outputs; k += MATMUL_DEPTH_BLOCK) {
      const deep = min(MATMUL_DEPTH_BLOCK, f.outputs - k);
      packColumns<T>(
        y + bytes<T>(k * f.positions + p),
        bytes<T>(f.positions),
        sizeof<T>(),
        across,
        deep,
        panels + bytes<T>(padded * k),
      );
    }
    const runsEnd = listRuns<T>(f, p, across, runs);
    for (let row = (begin / STRIP) * STRIP; row < end; row += MATMUL_ROW_BLOCK) {
      const rows = min(MATMUL_ROW_BLOCK, min(f.depth, wholeStrips(end)) - row);
      for (let k = 0; k < f.outputs; k += MATMUL_DEPTH_BLOCK) {
        const deep = min(MATMUL_DEPTH_BLOCK, f.outputs - k);
        const a = strips + bytes<T>(wholeStrips(f.depth) * k + row * deep);
        multiplyRows<T>(
          a,
          panels + bytes<T>(padded * k),
          deep,
          sums,
          CONVOLUTION_OUTPUT_BLOCK,
          rows,
          across,
          k > 0,
          edge,
        );
      }
      const skip = max(0, begin - row);
      layBack<T>(
        f,
        x,
        runs,
        runsEnd,
        row + skip,
        min(end, row + rows),
        sums + bytes<T>(skip * CONVOLUTION_OUTPUT_BLOCK),
      );
    }
  }
}

/** The runs of positions that lie side by side in x: where each begins there, and its length, in bytes. Returns their end. */
function listRuns<T extends number>(f: Convolution, p: i32, count: i32, to: usize): usize {
  for (let done = 0; done < count; to += 8) {
    const length = runLength<T>(f.starts, p + done, p + count);
    store<i32>(to, load<i32>(f.starts + (((p + done) as usize) << 2)));
    store<i32>(to, length * (sizeof<T>() as i32), 4);
    done += length;
  }
  return to;
}

/**
 * x[starts[p] + taps[r]] += sums[r, p]. Row after row, so that what meets is added in the same order however the rows are
 * shared out.
 */
function layBack<T extends number>(
  f: Convolution,
  x: usize,
  runs: usize,
  runsEnd: usize,
  row: i32,
  end: i32,
  sums: usize,
): void {
  for (; row < end; row++, sums += bytes<T>(CONVOLUTION_OUTPUT_BLOCK)) {
    const to = x + load<i32>(f.taps + ((row as usize) << 2));
    let from = sums;
    for (let run = runs; run < runsEnd; run += 8) {
      const length = load<i32>(run, 4);
      addRun<T>(to + load<i32>(run), from, length);
      from += length;
    }
  }
}

function addRun<T extends number>(to: usize, from: usize, length: usize): void {
  let i: usize = 0;
  for (; i + 16 <= length; i += 16) v128.store(to + i, v128.add<T>(v128.load(to + i), v128.load(from + i)));
  for (; i < length; i += sizeof<T>()) store<T>(to + i, (load<T>(to + i) + load<T>(from + i)) as T);
}
