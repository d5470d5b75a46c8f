import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Report, rows } from './report.ts';
import { width } from './text.ts';

const figures = [
  { symbol: '∂E/∂w5', name: 'a gradient', printed: '.082167041' },
  { symbol: 'w5⁺', name: 'an updated weight', printed: '−.5' },
  { symbol: 'net_h2', name: 'not on the page' },
];

function printed(quantities: Record<string, number>) {
  const lines: string[] = [];
  const report = new Report((line) => lines.push(stripVTControlCharacters(line)));
  report.table('Some figures', rows(figures, quantities));
  return { lines: lines.slice(2), report };
}

describe('a report', () => {
  it('ticks a figure that is met, crosses one that is missed and leaves the rest', () => {
    const { lines, report } = printed({ '∂E/∂w5': 0.0821670406, 'w5⁺': -0.4, net_h2: 0.3925 });
    expect(lines.map((line) => line.match(/[✓✗]/)?.[0])).toEqual(['✓', '✗', undefined]);
    const { checked, missed } = report.outcome();
    expect(checked).toBe(2);
    expect(missed).toMatchObject([{ symbol: 'w5⁺', printed: '−.5', computed: -0.4 }]);
  });

  it('sets decimal points and marks below each other', () => {
    const { lines } = printed({ '∂E/∂w5': 0.0821670406, 'w5⁺': -0.5, net_h2: 12.5 });
    const points = lines.map((line) =>
      [...line.matchAll(/\./g)].map(({ index }) => width(line.slice(0, index))),
    );
    expect(points).toEqual([[points[2][0], points[0][1]], [points[2][0], points[0][1]], [points[2][0]]]);
    expect(lines.slice(0, 2).map((line) => width(line))).toEqual([width(lines[0]), width(lines[0])]);
  });

  it('fits 80 columns', () => {
    for (const line of printed({ '∂E/∂w5': -0.08, 'w5⁺': -0.5, net_h2: 0 }).lines)
      expect(width(line)).toBeLessThanOrEqual(80);
  });

  it('holds programs to a tolerance', () => {
    const report = new Report(() => {});
    report.agreement('matrix form', { common: 3, largest: 1e-13 });
    report.agreement('too far off', { common: 3, largest: 1e-11 });
    report.agreement('not a number', { common: 3, largest: Number.NaN });
    report.agreement('nothing in common', { common: 0, largest: 0 });
    expect(report.checked).toBe(4);
    expect(report.missed.map(({ symbol }) => symbol)).toEqual([
      'too far off',
      'not a number',
      'nothing in common',
    ]);
  });

  it('does not accept a figure for which nothing was computed', () => {
    expect(() => rows(figures, {})).toThrow('∂E/∂w5: nothing was computed');
  });
});
