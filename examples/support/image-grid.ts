import type { Value } from '@chainrule/core';
import { encode } from 'fast-png';
import { parseHTML } from 'linkedom';

export interface ImageGridOptions {
  readonly title: string;
  /** Grey pictures [n, …, height, width], 0 for paper and 1 for ink, which go row by row. */
  readonly images: Value;
  /** How many stand side by side. */
  readonly columns: number;
  /** What is written below each of them. Default: they touch. */
  readonly captions?: readonly string[];
  /** How wide a pixel is drawn. Default: 2. */
  readonly scale?: number;
}

const MARGIN = 20;
const TITLE = 32;
/** Pixels between two pictures, below each other and side by side, where there are captions. */
const GAP = { below: 10, beside: 4 };

/** Small pictures in rows and columns, as an SVG with a title. */
export function imageGrid({ title, images, columns, captions, scale = 2 }: ImageGridOptions): string {
  const gap = captions ? GAP : { below: 0, beside: 0 };
  const [n] = images.shape;
  const [height, width] = images.shape.slice(-2);
  const cell = { height: height + gap.below, width: width + gap.beside };
  const size = {
    width: columns * cell.width - gap.beside,
    height: Math.ceil(n / columns) * cell.height,
  };
  const pixels = new Uint8Array(size.width * size.height).fill(255);
  const shades = images.data as ArrayLike<number>;
  for (let i = 0; i < images.size; i++) {
    const [image, row] = [Math.floor(i / (height * width)), Math.floor(i / width) % height];
    const x = (image % columns) * cell.width + (i % width);
    const y = Math.floor(image / columns) * cell.height + row;
    pixels[y * size.width + x] = Math.round(255 * (1 - Math.min(1, Math.max(0, shades[i]))));
  }
  const drawn = captions?.map((caption, image) => ({
    caption,
    x: MARGIN + scale * ((image % columns) * cell.width + width / 2),
    y: TITLE + scale * (Math.floor(image / columns) * cell.height + height) + 12,
  }));
  return page(title, encode({ ...size, data: pixels, channels: 1 }), drawn ?? [], {
    width: scale * size.width,
    height: scale * size.height,
  });
}

interface Caption {
  readonly caption: string;
  readonly x: number;
  readonly y: number;
}

/** The drawing: a title, the pictures as one, and what is written below them. */
function page(
  title: string,
  png: Uint8Array,
  captions: readonly Caption[],
  size: { width: number; height: number },
) {
  const { document } = parseHTML('<html><body></body></html>');
  const element = (name: string, attributes: Record<string, string | number>, text = '') => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    if (text !== '') made.textContent = text;
    return made;
  };
  const [width, height] = [size.width + 2 * MARGIN, size.height + TITLE + MARGIN];
  const svg = element('svg', {
    ...{ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    ...{ 'font-family': 'sans-serif', 'font-size': 12, fill: '#222222' },
  });
  const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  svg.append(
    element('title', {}, title),
    element('rect', { width: '100%', height: '100%', fill: 'white' }),
    element('text', { x: MARGIN, y: 20, 'font-size': 15, 'font-weight': 'bold' }, title),
    element('image', { x: MARGIN, y: TITLE, ...size, href, style: 'image-rendering:pixelated' }),
    ...captions.map(({ caption, x, y }) => element('text', { x, y, 'text-anchor': 'middle' }, caption)),
  );
  return `${svg.outerHTML}\n`;
}
