import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type Duel, type Outcome, reaches, speedupText } from './pairing.ts';

export const CHART = 'compiled.svg';

const INK = '#222222';
const LINE = 18;
const LEFT = 430;
const TOP = 64;

const COLOURS = { stretch: '#3d8c4a', bar: '#2f6db3', no: '#c8561f', none: '#777777' };

/** The speedup over the peer of each pairing, on a logarithmic axis, with its goals, the bar and the stretch. */
export function comparisonChart(outcomes: readonly Outcome[]): string {
  const duels = outcomes
    .filter((each) => each.kind === 'duel')
    .map((duel) => ({ duel, label: labelOf(duel) }));
  const goals = (which: 'bar' | 'stretch') =>
    duels.flatMap(({ duel, label }) => (duel[which] === undefined ? [] : [{ label, x: duel[which] }]));
  const above = (text: string, dy: number, options: Plot.TextOptions) =>
    Plot.text([text], {
      frameAnchor: 'top-left',
      textAnchor: 'start',
      dx: 20 - LEFT,
      dy: dy - TOP,
      ...options,
    });
  const { document } = parseHTML('<html><body></body></html>');
  const svg = Plot.plot({
    document: document as never,
    width: 960,
    height: TOP + 40 + LINE * duels.length,
    marginTop: TOP,
    marginLeft: LEFT,
    marginRight: 60,
    style: { fontFamily: 'sans-serif', fontSize: '11px', color: INK, background: 'white' },
    x: { type: 'log', grid: true, label: 'times as fast', labelArrow: 'none', tickFormat: String },
    y: { type: 'band', domain: duels.map(({ label }) => label), label: null, tickSize: 0 },
    marks: [
      Plot.ruleX([1], { stroke: '#999999' }),
      Plot.ruleY(duels, {
        x1: 1,
        x2: ({ duel }) => duel.speedup,
        y: 'label',
        stroke: ({ duel }) => COLOURS[verdict(duel)],
        strokeWidth: 5,
      }),
      Plot.tickX(goals('bar'), { x: 'x', y: 'label', stroke: INK, strokeWidth: 2 }),
      Plot.tickX(goals('stretch'), {
        x: 'x',
        y: 'label',
        stroke: INK,
        strokeWidth: 1,
        strokeDasharray: '2 2',
      }),
      Plot.text(duels, {
        // Beyond the goals, so that no tick runs through the number.
        x: ({ duel }) => Math.max(1, duel.speedup, duel.bar ?? 0, duel.stretch ?? 0),
        y: 'label',
        text: ({ duel }) => speedupText(duel.speedup),
        textAnchor: 'start',
        dx: 6,
      }),
      above('Compiled programs beside their peers', 18, { fontSize: 15, fontWeight: 'bold' }),
      above('Solid ticks: required. Dashed: desired.', 38, {}),
    ],
  });
  return standalone(svg);
}

const labelOf = ({ title, peer, own }: Duel) => {
  const how = own.replace(/^chainrule,? ?/, '');
  return `${shortened(title)}, against ${peer}${how && !peer.endsWith(how) ? ` (${how})` : ''}`;
};

/** The part after the first comma of a title is only for the table. */
const shortened = (title: string) => title.split(', ')[0];

function verdict(duel: Duel): keyof typeof COLOURS {
  if (reaches(duel, duel.stretch)) return 'stretch';
  const bar = reaches(duel, duel.bar);
  return bar === undefined ? 'none' : bar ? 'bar' : 'no';
}

interface Picture {
  readonly outerHTML: string;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelector(selector: string): { remove(): void } | null;
}

/** The picture as a stand-alone file. */
function standalone(svg: Picture): string {
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.removeAttribute('class');
  svg.querySelector('style')?.remove();
  return `${svg.outerHTML}\n`;
}
