import { constant, fromTypedArray } from '@chainrule/core';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { imageGrid } from './image-grid.ts';

/** The picture inside of the drawing. */
function pixelsOf(svg: string) {
  const [, base64] = svg.match(/data:image\/png;base64,([^"]+)"/)!;
  const { width, height, data } = decode(Buffer.from(base64, 'base64'));
  return Array.from({ length: height }, (_, row) => [...data.slice(row * width, (row + 1) * width)]);
}

describe('a grid of images', () => {
  test('has them row by row, ink black and paper white, and white where there is none', () => {
    const images = constant([[[0, 1]], [[1, 0.8]], [[0, 0]]]);
    expect(pixelsOf(imageGrid({ title: 't', images, columns: 2 }))).toEqual([
      [255, 0, 0, 51],
      [255, 255, 255, 255],
    ]);
  });

  test('holds numbers that are no shade to paper and ink', () => {
    const images = fromTypedArray(new Float32Array([-1, 2]), { shape: [1, 1, 1, 2] });
    expect(pixelsOf(imageGrid({ title: 't', images, columns: 1 }))).toEqual([[255, 0]]);
  });

  test('has a caption below each, with room for it', () => {
    const images = constant([[[1]], [[1]]]);
    const svg = imageGrid({ title: 'a < b', images, columns: 1, captions: ['one', 'two & more'], scale: 3 });
    expect(
      [...svg.matchAll(/<text [^>]*text-anchor="middle"[^>]*>([^<]*)</g)].map(([, text]) => text),
    ).toEqual(['one', 'two &amp; more']);
    expect(svg).toContain('<title>a &lt; b</title>');
    expect(svg).not.toContain('a < b');
    const rows = pixelsOf(svg);
    expect(rows.flat().filter((shade) => shade === 0)).toHaveLength(2);
    expect(rows.length).toBeGreaterThan(10);
  });
});
