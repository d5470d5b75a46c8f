import { FLOAT32, MATMUL_DEPTH_BLOCK, MATMUL_EDGE_BYTES, MATMUL_ROW_BLOCK } from '../src/wasm/opcodes';
import { begins, bytes, Convolution, edgeOf, multiplyRows } from './convolution';
import { packTaps } from './im2col';
import { packColumns, panelColumns, STRIP } from './pack';

export function correlate(p: usize, thread: i32, threads: i32): void {
  if (load<i32>(p) == FLOAT32) correlateOf<f32>(changetype<Convolution>(p), thread, threads);
  else correlateOf<f64>(changetype<Convolution>(p), thread, threads);
}

/**
 * w = Σ (what the outputs see) · yᵀ over the batch: threads share out the strips of taps of all groups, so that nobody's
 * sum is divided.
 */
function correlateOf<T extends number>(f: Convolution, thread: i32, threads: i32): void {
  const strips = (f.depth + STRIP - 1) / STRIP;
  const all = f.groups * strips;
  const last = begins(all, thread + 1, threads);
  for (let at = begins(all, thread, threads); at < last; ) {
    const first = at % strips;
    const count = min(strips - first, last - at);
    correlateGroup<T>(f, at / strips, first * STRIP, min(f.depth, (first + count) * STRIP), thread);
    at += count;
  }
}

function correlateGroup<T extends number>(
  f: Convolution,
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
  memory.fill(sums, 0, bytes<T>((end - begin) * f.outputs));
  for (let sample = 0; sample < f.batch; sample++) {
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
    }
  }
  const w = f.w + bytes<T>(group * f.outputs * f.depth + begin);
  for (let o = 0; o < f.outputs; o++) {
    for (let r = 0; r < end - begin; r++)
      store<T>(w + bytes<T>(o * f.depth + r), load<T>(sums + bytes<T>(r * f.outputs + o)));
  }
}
