// Makes the sample of digits that the tests learn from, out of the installed data.
//   npm run examples:data && npx tsx examples/data/make-sample.ts
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { SAMPLE, SIDE } from './digits.ts';
import { installedJson, withData } from './installed.ts';

const PER_CLASS = 30;

/** An IDX file begins with two zeros, the code of its type, the number of axes, and their sizes. */
const header = Buffer.alloc(4 + 4 * 4);
header.set([0, 0, 8, 4]);
for (const [axis, size] of [10, PER_CLASS, SIDE, SIDE].entries()) header.writeUInt32BE(size, 4 + 4 * axis);

await withData(async () => {
  const bytes = Array.from({ length: 10 }, (_, digit) => {
    const { data } = installedJson(`mnist/src/digits/${digit}.json`) as { data: number[] };
    return Buffer.from(data.slice(0, PER_CLASS * SIDE * SIDE).map((shade) => Math.round(255 * shade)));
  });
  writeFileSync(SAMPLE, gzipSync(Buffer.concat([header, ...bytes]), { level: 9 }));
});
