import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Output, progress } from './progress.ts';

function run(isTTY: boolean): string {
  const stream: PassThrough & Output = new PassThrough();
  stream.isTTY = isTTY;
  const shown = progress('training', 1000, stream);
  for (let round = 1; round <= 1000; round++) shown.update(round, `E ${round}`);
  shown.stop();
  return String(stream.read());
}

describe('progress', () => {
  it('is five plain lines where there is no terminal', () => {
    const lines = run(false).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe('  training   200/1000  E 200');
    expect(lines[4]).toBe('  training  1000/1000  E 1000');
  });

  it('is a bar in a terminal that ends full', () => {
    expect(stripVTControlCharacters(run(true))).toMatch(/█+ {2}1000\/1000/);
  });
});
