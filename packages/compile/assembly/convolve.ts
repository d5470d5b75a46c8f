import {
  CONVOLUTION_OUTPUT_BLOCK,
  FLOAT32,
  FLOAT64,
  MATMUL_DEPTH_BLOCK,
  MATMUL_EDGE_BYTES,
} from '../src/wasm/opcodes';
import { bytes, Convolution, edgeOf, multiplyRows, packBlocks, wholeStrips } from './convolution';
import { fusedRange } from './fused';
import { packOutputs } from './im2col';
import { panelColumns } from './panel';
import { begins } from './share';

export function convolve(p: usize, share: i32, shares: i32, thread: i32): void {
  if (load<i32>(p) == FLOAT32) convolveOf<f32>(changetype<Convolution>(p), share, shares, thread);
  else if (load<i32>(p) == FLOAT64) convolveOf<f64>(changetype<Convolution>(p), share, shares, thread);
  else unreachable();
}

/** y = w · (what the outputs see): threads share out the panels of positions of all blocks, group by group. */
function convolveOf<T extends number>(f: Convolution, share: i32, shares: i32, thread: i32): void {
  const wide = panelColumns<T>();
  const panels = (f.positions + wide - 1) / wide;
  const all = f.groups * f.batch * panels;
  const last = begins(all, share + 1, shares);
  let packed = -1;
  for (let at = begins(all, share, shares); at < last; ) {
    const block = at / panels;
    const first = at % panels;
    const count = min(panels - first, last - at);
    const group = block / f.batch;
    const sample = block % f.batch;
    if (group != packed)
      packBlocks<T>(f, f.w + bytes<T>(group * f.outputs * f.depth), f.depth, 1, f.outputs, f.depth, thread);
    packed = group;
    convolveBlock<T>(
      f,
      sample * f.groups + group,
      first * wide,
      min(f.positions, (first + count) * wide),
      thread,
    );
    at += count;
  }
}

function convolveBlock<T extends number>(
  f: Convolution,
  block: i32,
  begin: i32,
  end: i32,
  thread: i32,
): void {
  const x = f.x + bytes<T>(block * f.channels * f.plane);
  const element = block * f.outputs * f.positions;
  const edge = edgeOf(f, thread);
  const strips = edge + MATMUL_EDGE_BYTES;
  const panels = strips + bytes<T>(wholeStrips(f.outputs) * f.depth);
  for (let p = begin; p < end; p += CONVOLUTION_OUTPUT_BLOCK) {
    const across = min(CONVOLUTION_OUTPUT_BLOCK, end - p);
    const y = f.y + bytes<T>(element + p);
    for (let k = 0; k < f.depth; k += MATMUL_DEPTH_BLOCK) {
      const deep = min(MATMUL_DEPTH_BLOCK, f.depth - k);
      packOutputs<T>(x, f.starts, p, p + across, f.taps + ((k as usize) << 2), deep, panels);
      const a = strips + bytes<T>(wholeStrips(f.outputs) * k);
      multiplyRows<T>(a, panels, deep, y, f.positions, f.outputs, across, k > 0, edge);
    }
  }
  if (f.epilogue == 0) return;
  if (end - begin == f.positions) {
    fusedRange(f.epilogue, element, element + f.outputs * f.positions, thread);
  } else {
    for (let o = 0; o < f.outputs; o++) {
      const row = element + o * f.positions;
      fusedRange(f.epilogue, row + begin, row + end, thread);
    }
  }
}
