import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** A dot, or a corner of a line: x and y. */
export type Point = readonly [x: number, y: number];

/** Points that belong together, and what the legend calls them. */
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

export interface Axis {
  readonly label: string;
  /** Whether the axis is logarithmic; what is not positive is then left out. */
  readonly log?: boolean;
  /** Where it begins and ends. Default: the range of the data. */
  readonly domain?: readonly [min: number, max: number];
}

interface Frame {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
}

/** A rectangle of the plane, and how many points of it to look at in either direction, the edges included. */
export interface Grid {
  readonly x: readonly [min: number, max: number];
  readonly y: readonly [min: number, max: number];
  readonly columns: number;
  readonly rows: number;
}

const WIDTH = 640;
const HEIGHT = 420;
const MARGIN = { left: 70, right: 20, bottom: 48 };
const TITLE_HEIGHT = 40;
const LEGEND_HEIGHT = 20;
const INK = '#222222';
const PALETTE = [
  '#2f6db3',
  '#c8561f',
  '#3d8c4a',
  '#7a5aa6',
  '#97751a',
  '#b03a6b',
  '#3a8f93',
  '#666666',
  '#e07b91',
  '#a5b52c',
];

const colourOf = (i: number) => PALETTE[i % PALETTE.length];

/** One line a series, with a legend where there are several: the loss over the rounds of a training, say. */
export function lineChart({ series, ...frame }: Frame & { readonly series: readonly Series[] }): string {
  const legend = series.length > 1 ? series.map(({ name }, i) => entry('—', name, colourOf(i))) : [];
  return chart(frame, legend, linesOf(series, frame), {});
}

/** Data as dots, and the curves that are to fit them. */
export function fitChart({
  data,
  dots = 'data',
  curves,
  ...frame
}: Frame & {
  readonly data: readonly Point[];
  /** What the legend calls the dots. */
  readonly dots?: string;
  readonly curves: readonly Series[];
}): string {
  const marks = Plot.dot(positive(data, frame), { r: 2.6, fill: INK, fillOpacity: 0.55, clip: true });
  const legend = curves.map(({ name }, i) => entry('—', name, colourOf(i)));
  return chart(frame, [entry('●', dots, '#777777'), ...legend], [marks, ...linesOf(curves, frame)], {});
}

/** Two classes of dots, over the probability of the second one; the line is where it is ½. */
export function decisionChart({
  classes,
  grid,
  probabilities,
  ...frame
}: Frame & {
  readonly classes: readonly [Series, Series];
  readonly grid: Grid;
  /** The probability of the second class at each of `gridPoints(grid)`. */
  readonly probabilities: ArrayLike<number>;
}): string {
  const place = placeOf(grid);
  const values = Array.from(probabilities);
  const levels = Array.from({ length: 10 }, (_, i) => i / 10);
  const marks = [
    Plot.contour(values, { ...place, fill: Plot.identity, thresholds: levels, clip: true }),
    Plot.contour(values, { ...place, stroke: INK, strokeWidth: 1.6, thresholds: [0.5], clip: true }),
    ...classes.map(({ points }, i) =>
      Plot.dot(positive(points, frame), {
        r: 3,
        fill: colourOf(i),
        stroke: 'white',
        strokeWidth: 0.7,
        clip: true,
      }),
    ),
  ];
  const legend = [
    ...classes.map(({ name }, i) => entry('●', name, colourOf(i))),
    entry('—', 'boundary', INK),
  ];
  return chart(frame, legend, marks, {
    x: { domain: [...grid.x], nice: false },
    y: { domain: [...grid.y], nice: false },
    // A band takes the colour of its middle, which lies 0.05 above the level where it begins.
    color: { type: 'linear', domain: [-0.05, 0.45, 0.95], range: ['#a9c8ea', '#ffffff', '#f3bb9d'] },
  });
}

/** One class of dots a series, each with a colour of its own; what is marked has a ring around it. */
export function scatterChart({
  classes,
  marked,
  radius = 3,
  ...frame
}: Frame & {
  readonly classes: readonly Series[];
  readonly marked?: Series;
  /** How large a dot is. Default: 3. */
  readonly radius?: number;
}): string {
  const dots = classes.map(({ points }, i) =>
    Plot.dot(positive(points, frame), { r: radius, fill: colourOf(i), fillOpacity: 0.7 }),
  );
  const rings = marked
    ? [Plot.dot(positive(marked.points, frame), { r: 2.2 * radius, stroke: INK, strokeWidth: 1.5 })]
    : [];
  const legend = [
    ...classes.map(({ name }, i) => entry('●', name, colourOf(i))),
    ...(marked ? [entry('○', marked.name, INK)] : []),
  ];
  return chart(frame, legend, [...dots, ...rings], {});
}

/** The points of a grid, row by row from the least y, each row from the least x. */
export function gridPoints({ x, y, columns, rows }: Grid): Point[] {
  const at = ([min, max]: readonly [number, number], i: number, n: number) =>
    min + ((max - min) * i) / (n - 1);
  return Array.from({ length: rows * columns }, (_, i) => [
    at(x, i % columns, columns),
    at(y, Math.floor(i / columns), rows),
  ]);
}

/** Writes a picture, and returns where. A path that is not absolute is one within `pictures`, which git ignores. */
export function writePicture(path: string, svg: string): string {
  const file = resolve(join(import.meta.dirname, '../../pictures'), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, svg);
  return isAbsolute(path) ? path : relative('', file);
}

/** Plot takes each number for the middle of a cell, so that the cells reach beyond the grid by half of one. */
function placeOf({ x, y, columns, rows }: Grid) {
  const halfX = (x[1] - x[0]) / (columns - 1) / 2;
  const halfY = (y[1] - y[0]) / (rows - 1) / 2;
  return {
    width: columns,
    height: rows,
    x1: x[0] - halfX,
    x2: x[1] + halfX,
    y1: y[0] - halfY,
    y2: y[1] + halfY,
  };
}

const linesOf = (series: readonly Series[], frame: Frame) =>
  series.map(({ points }, i) =>
    Plot.line(visible(positive(points, frame), frame.x), {
      stroke: colourOf(i),
      strokeWidth: 1.8,
      clip: true,
    }),
  );

/** A line without the points between two others in the same column of pixels, at the height of either or between them. */
function visible(points: readonly [number, number][], { log }: Axis): [number, number][] {
  const place = ([x]: readonly [number, number]) => (log ? Math.log(x) : x);
  const places = points.map(place).filter(Number.isFinite);
  const [from, to] = [Math.min(...places), Math.max(...places)];
  const column = (point: readonly [number, number]) =>
    Math.round(((place(point) - from) / (to - from)) * WIDTH);
  return points.filter((point, k) => {
    const [before, after] = [points[k - 1], points[k + 1]];
    if (!before || !after || column(before) !== column(after)) return true;
    return !((point[1] - before[1]) * (after[1] - point[1]) >= 0);
  });
}

/** Plot breaks a line at a NaN; a logarithmic axis that met a zero would be lost as a whole. */
const positive = (points: readonly Point[], { x, y }: Frame): [number, number][] =>
  points.map((point) => [logged(point[0], x), logged(point[1], y)]);

const logged = (n: number, { log }: Axis) => (Number.isFinite(n) && (!log || n > 0) ? n : Number.NaN);

interface Entry {
  readonly text: string;
  readonly colour: string;
}

const entry = (sign: string, name: string, colour: string): Entry => ({ text: `${sign} ${name}`, colour });

/** Everything around the marks. Plot's own titles and legends are HTML, so these are marks as well. */
function chart(
  frame: Frame,
  legend: readonly Entry[],
  marks: readonly Plot.Markish[],
  options: Plot.PlotOptions,
): string {
  const placed = placeLegend(legend);
  const rows = 1 + (placed.at(-1)?.row ?? -1);
  const marginTop = TITLE_HEIGHT + LEGEND_HEIGHT * rows;
  const above = (text: string, dy: number, look: Plot.TextOptions) =>
    Plot.text([text], { frameAnchor: 'top-left', textAnchor: 'start', dy: dy - marginTop, ...look });
  const { document } = parseHTML('<html><body></body></html>');
  const svg = Plot.plot({
    document: document as never,
    width: WIDTH,
    height: HEIGHT + marginTop,
    marginTop,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    style: { fontFamily: 'sans-serif', fontSize: '12px', color: INK, background: 'white' },
    ...options,
    x: { ...axis(frame.x), ...options.x },
    y: { ...axis(frame.y), ...options.y },
    marks: [
      Plot.frame({ stroke: '#cccccc' }),
      ...marks,
      above(frame.title, 18, { fontSize: 15, fontWeight: 'bold', dx: 20 - MARGIN.left }),
      ...placed.map(({ text, colour, row, x }) =>
        above(text, TITLE_HEIGHT - 2 + row * LEGEND_HEIGHT, {
          fill: colour,
          fontWeight: 'bold',
          dx: x - MARGIN.left,
        }),
      ),
    ],
  });
  return standalone(svg, document, frame.title);
}

const axis = ({ label, log, domain }: Axis): Plot.ScaleOptions => ({
  label,
  type: log ? 'log' : 'linear',
  ...(domain && { domain: [...domain] }),
  grid: true,
  nice: !log && !domain,
  labelAnchor: 'center',
  labelArrow: 'none',
  tickFormat: tick,
});

/** 0.05, 20,000 and 10⁻⁷, where Plot would write 50m, 20k and 100n. */
function tick(n: number): string {
  const size = Math.abs(n);
  if (n === 0 || (size >= 1e-4 && size < 1e6))
    return n.toLocaleString('en', { maximumSignificantDigits: 6 }).replace('-', '−');
  const [digits, exponent] = n.toExponential().split('e');
  const power = `10${[...String(Number(exponent))].map((c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)])).join('')}`;
  return (digits === '1' ? power : `${digits}·${power}`).replace('-', '−');
}

/** Entries side by side, in as many rows as they take. A letter is taken for 7.5 wide. */
function placeLegend(legend: readonly Entry[]) {
  let row = 0;
  let end = 20;
  return legend.map((each) => {
    const width = 7.5 * each.text.length + 18;
    if (end > 20 && end + width > WIDTH) {
      row++;
      end = 20;
    }
    end += width;
    return { ...each, row, x: end - width };
  });
}

type Page = ReturnType<typeof parseHTML>['document'];

const SVG = 'http://www.w3.org/2000/svg';

/** The picture as a file of its own: with its namespace, a title and a white ground. */
function standalone(svg: ReturnType<Page['createElement']>, document: Page, title: string): string {
  svg.setAttribute('xmlns', SVG);
  svg.removeAttribute('class');
  svg.querySelector('style')?.remove();
  const ground = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: 'white' }))
    ground.setAttribute(name, value);
  const heading = document.createElementNS(SVG, 'title');
  heading.textContent = title;
  svg.prepend(heading, ground);
  return `${svg.outerHTML}\n`;
}
