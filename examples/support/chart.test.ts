import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  decisionChart,
  fitChart,
  type Grid,
  gridPoints,
  lineChart,
  type Point,
  scatterChart,
  writePicture,
} from './chart.ts';

const HOSTILE = '</title><script>"&\'';
const x = { label: `x ${HOSTILE}` };
const y = { label: 'y' };
const points: Point[] = [
  [1, 1],
  [2, 0.1],
  [3, 0.001],
];
const grid: Grid = { x: [-1, 1], y: [0, 4], columns: 3, rows: 5 };

/** The names of the elements of an XML text; throws where it is not well-formed. */
function elements(xml: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const rest = xml.replaceAll(
    /<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
    (_, close, name, __, empty) => {
      if (close && open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      if (!close) names.push(name);
      if (!close && !empty) open.push(name);
      return '';
    },
  );
  if (open.length > 0 || rest.includes('<')) throw new Error(`not well-formed: ${open} ${rest}`);
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(xml)) throw new Error('a bare &');
  return names;
}

const count = (xml: string, name: string) => elements(xml).filter((each) => each === name).length;

describe('every chart', () => {
  const charts = {
    line: lineChart({
      title: HOSTILE,
      x,
      y,
      series: [
        { name: HOSTILE, points },
        { name: 'b', points },
      ],
    }),
    fit: fitChart({ title: HOSTILE, x, y, data: points, curves: [{ name: HOSTILE, points }] }),
    decision: decisionChart({
      title: HOSTILE,
      x,
      y,
      classes: [
        { name: HOSTILE, points },
        { name: 'b', points },
      ],
      grid,
      probabilities: gridPoints(grid).map(([a]) => (a + 1) / 2),
    }),
    scatter: scatterChart({
      title: HOSTILE,
      x,
      y,
      classes: [{ name: HOSTILE, points }],
      marked: { name: HOSTILE, points },
    }),
  };

  test.each(Object.entries(charts))('is one well-formed SVG element by itself: %s', (_, svg) => {
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(elements(svg)).not.toContain('script');
    expect(svg.match(/https?:/g)).toHaveLength(1);
  });

  test.each(Object.entries(charts))('holds no number that cannot be drawn: %s', (_, svg) => {
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('a line chart', () => {
  const texts = (svg: string) => [...svg.matchAll(/>([^<>]+)<\/text>/g)].map((match) => match[1]);

  test('has a legend where there is more than one series', () => {
    const one = lineChart({ title: 't', x: y, y, series: [{ name: 'loss', points }] });
    const two = lineChart({
      title: 't',
      x: y,
      y,
      series: [
        { name: 'loss', points },
        { name: 'other', points },
      ],
    });
    expect(texts(one)).not.toContain('— loss');
    expect(texts(two)).toEqual(expect.arrayContaining(['t', '— loss', '— other']));
  });

  test('leaves out what a logarithmic axis cannot show', () => {
    const series = [{ name: 'loss', points: [...points, [4, 0], [5, Number.NaN]] as Point[] }];
    const svg = lineChart({ title: 't', x: y, y: { label: 'loss', log: true }, series });
    expect(texts(svg)).toContain('0.01');
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  test('of a long line keeps what is seen of it: no more than its pixels, and every spike', () => {
    const long = Array.from({ length: 20_000 }, (_, k): Point => [k + 1, k === 15_000 ? 1 : 1 / (k + 1)]);
    const path = (log: boolean) => {
      const svg = lineChart({
        title: 't',
        x: { label: 'x', log },
        y,
        series: [{ name: 'loss', points: long }],
      });
      return /<path[^>]* d="(M[^"]*L[^"]*)"/.exec(svg)![1].split('L');
    };
    expect(path(false).length).toBeLessThan(1500);
    expect(path(true).length).toBeLessThan(1500);
    const heights = path(false).map((point) => Number(point.split(',')[1]));
    // The line begins at 1, and comes back there once.
    expect(heights.filter((height) => height === heights[0])).toHaveLength(2);
  });

  test('writes small numbers as powers of ten', () => {
    const series = [
      {
        name: 'loss',
        points: [
          [1, 1],
          [2, 1e-9],
        ] as Point[],
      },
    ];
    expect(texts(lineChart({ title: 't', x: y, y: { label: 'loss', log: true }, series }))).toContain('10⁻⁷');
  });
});

test('a fit chart has a dot for each point and a line for each curve', () => {
  expect(count(fitChart({ title: 't', x, y, data: points, curves: [] }), 'circle')).toBe(points.length);
});

test('a fit chart names its dots as it is told, and its axes end where they are told', () => {
  const svg = fitChart({
    ...{ title: 't', x: { label: 'x', domain: [0, 50] }, y, data: points, dots: 'measured', curves: [] },
  });
  expect(svg).toContain('● measured');
  expect(svg).toContain('>50</text>');
  expect(fitChart({ title: 't', x, y, data: points, curves: [] })).not.toContain('>50</text>');
});

test('a scatter chart has a dot for each point, a colour for each class and a ring around what is marked', () => {
  const classes = [points, points.slice(1)].map((each, i) => ({ name: `class ${i}`, points: each }));
  const plain = scatterChart({ title: 't', x: y, y, classes });
  expect(count(plain, 'circle')).toBe(5);
  const groups = plain.match(/<g [^>]*aria-label="dot"[^>]*>/g)!;
  expect(new Set(groups.map((group) => group.match(/ fill="([^"]+)"/)?.[1])).size).toBe(2);
  const marked = { name: 'wrong', points: points.slice(0, 1) };
  const ringed = scatterChart({ title: 't', x: y, y, classes, marked });
  expect(count(ringed, 'circle')).toBe(6);
  expect(ringed).toContain('○ wrong');
});

test('the points of a grid go row by row and include its edges', () => {
  expect(gridPoints({ x: [0, 1], y: [0, 2], columns: 2, rows: 2 })).toEqual([
    [0, 0],
    [1, 0],
    [0, 2],
    [1, 2],
  ]);
});

test('a picture is written to a folder that need not exist, and its path returned', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chart-'));
  const path = join(folder, 'deep', 'er', 'a.svg');
  expect(writePicture(path, '<svg/>')).toBe(path);
  expect(readFileSync(path, 'utf8')).toBe('<svg/>');
  rmSync(folder, { recursive: true });
  expect(existsSync(path)).toBe(false);
});
