export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Curves that share a unit, on a logarithmic axis if requested and all numbers are positive. */
export interface Panel {
  readonly label: string;
  readonly log?: boolean;
  readonly series: readonly Series[];
}

export interface LineChart {
  readonly title: string;
  /** The horizontal axis: its label, and whether it is logarithmic. */
  readonly x: string;
  readonly xLog?: boolean;
  /** From top to bottom. */
  readonly panels: readonly Panel[];
}

const WIDTH = 640;
const PANEL = 220;
const MARGIN = { top: 32, right: 110, bottom: 34, left: 64 };
const COLOURS = ['#4269d0', '#efb118', '#ff725c', '#6cc5b0', '#3ca951', '#a463f2'];

/** Curves as a stand-alone SVG picture. Non-finite numbers leave a gap. */
export function lineChart({ title, x, xLog = false, panels }: LineChart): string {
  const height = panels.length * PANEL + 28;
  const body = panels.map((panel, i) => panelOf(panel, x, xLog, 28 + i * PANEL)).join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" `,
    `font-family="system-ui, sans-serif" font-size="11" role="img"><title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="white"/>`,
    `<text x="${MARGIN.left}" y="20" font-size="14" font-weight="600">${escaped(title)}</text>${body}</svg>`,
  ].join('');
}

function panelOf(panel: Panel, x: string, xLog: boolean, top: number): string {
  const points = panel.series.flatMap((series) => series.points).filter(isDrawable);
  const log = panel.log === true && points.every(([, y]) => y > 0);
  const across = scaleOf(
    points.map(([at]) => at),
    xLog,
    MARGIN.left,
    WIDTH - MARGIN.right,
  );
  const up = scaleOf(
    points.map(([, y]) => y),
    log,
    top + PANEL - MARGIN.bottom,
    top + MARGIN.top,
  );
  const bottom = top + PANEL - MARGIN.bottom;
  const right = WIDTH - MARGIN.right;
  const grid = up.ticks.map(
    (tick) =>
      `<line x1="${MARGIN.left}" x2="${right}" y1="${up.at(tick)}" y2="${up.at(tick)}" stroke="#ddd"/>` +
      `<text x="${MARGIN.left - 6}" y="${up.at(tick)}" dy="0.32em" text-anchor="end">${tickText(tick)}</text>`,
  );
  const axis = across.ticks.map(
    (tick) => `<text x="${across.at(tick)}" y="${bottom + 14}" text-anchor="middle">${tickText(tick)}</text>`,
  );
  const curves = panel.series.map((series, i) =>
    curveOf(series, COLOURS[i % COLOURS.length], across.at, up.at),
  );
  const legend = panel.series.map(
    ({ name }, i) =>
      `<text x="${right + 8}" y="${top + MARGIN.top + 4 + 15 * i}" fill="${COLOURS[i % COLOURS.length]}">${escaped(name)}</text>`,
  );
  const labels =
    `<text x="${MARGIN.left}" y="${top + MARGIN.top - 10}" font-weight="600">${escaped(panel.label)}</text>` +
    `<text x="${right}" y="${bottom + 28}" text-anchor="end">${escaped(x)}</text>`;
  return [...grid, ...axis, ...curves, ...legend, labels].join('');
}

const isDrawable = ([x, y]: readonly [number, number]) => Number.isFinite(x) && Number.isFinite(y);

/** A curve, in pieces where numbers are missing; a piece of one point is a dot. */
function curveOf(
  { points }: Series,
  colour: string,
  across: (x: number) => number,
  up: (y: number) => number,
): string {
  const pieces: (readonly [number, number])[][] = [[]];
  for (const point of points) {
    if (isDrawable(point)) pieces[pieces.length - 1].push(point);
    else pieces.push([]);
  }
  return pieces
    .map((piece) => {
      const places = piece.map(([x, y]) => `${across(x)},${up(y)}`);
      if (places.length === 1)
        return `<circle cx="${across(piece[0][0])}" cy="${up(piece[0][1])}" r="2.5" fill="${colour}"/>`;
      return places.length === 0
        ? ''
        : `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.8"/>`;
    })
    .join('');
}

interface Scale {
  at(x: number): number;
  readonly ticks: readonly number[];
}

/** Maps numbers to positions between two ends, with the round numbers to label. */
function scaleOf(numbers: readonly number[], log: boolean, from: number, to: number): Scale {
  const drawn = numbers.map((x) => (log ? Math.log10(x) : x));
  let [low, high] = [Math.min(...drawn), Math.max(...drawn)];
  if (numbers.length === 0) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - (Math.abs(low) / 2 || 1), high + (Math.abs(high) / 2 || 1)];
  const place = (x: number) => from + ((x - low) / (high - low)) * (to - from);
  const at = (x: number) => Number(place(log ? Math.log10(x) : x).toFixed(2));
  if (!log) return { at, ticks: evenTicks(low, high) };
  const several = [decades(low, high), roundNumbers(low, high)].find((ticks) => ticks.length > 2);
  return { at, ticks: several ?? evenTicks(10 ** low, 10 ** high) };
}

/** The powers of ten between two exponents, at most seven. */
function decades(low: number, high: number): number[] {
  const first = Math.ceil(low);
  const step = Math.ceil((Math.floor(high) - first + 1) / 7);
  const count = Math.max(0, Math.floor((Math.floor(high) - first) / Math.max(step, 1)) + 1);
  return Array.from({ length: count }, (_, i) => 10 ** (first + i * step));
}

/** 1, 2 and 5 times the powers of ten between two exponents. */
function roundNumbers(low: number, high: number): number[] {
  const powers = decades(Math.floor(low), high);
  const numbers = powers.flatMap((power) => [power, 2 * power, 5 * power]);
  return numbers.filter((x) => x >= 10 ** low && x <= 10 ** high);
}

/** About five round numbers between two. */
function evenTicks(low: number, high: number): number[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

const tickText = (x: number) => String(Number(x.toPrecision(3)));

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
