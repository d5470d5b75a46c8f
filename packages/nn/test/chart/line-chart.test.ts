import { describe, expect, test } from 'vitest';
import { lineChart, type Series } from '../../src/chart/line-chart.ts';
import { History } from '../../src/index.ts';

const chart = (series: Series[], log = false) =>
  lineChart({ title: 'T', x: 'epoch', panels: [{ label: 'loss', log, series }] });
const labels = (svg: string) => [...svg.matchAll(/text-anchor="end">([^<]*)</g)].map(([, text]) => text);
const lines = (svg: string) =>
  [...svg.matchAll(/<polyline points="([^"]*)"/g)].map(([, points]) => points.split(' '));

describe('lineChart', () => {
  test('puts the smallest and the largest number at the ends of the panel', () => {
    const [points] = lines(
      chart([
        {
          name: 'a',
          points: [
            [0, 1],
            [5, 3],
            [10, 2],
          ],
        },
      ]),
    );
    expect(points).toEqual(['64,214', '297,60', '530,137']);
  });

  test('labels round numbers, and powers of ten if the axis is logarithmic', () => {
    expect(
      labels(
        chart([
          {
            name: 'a',
            points: [
              [0, 0],
              [1, 9.7],
            ],
          },
        ]),
      ),
    ).toEqual(['0', '2', '4', '6', '8', 'epoch']);
    expect(
      labels(
        chart(
          [
            {
              name: 'a',
              points: [
                [0, 2e-4],
                [1, 30],
              ],
            },
          ],
          true,
        ),
      ),
    ).toEqual(['0.001', '0.01', '0.1', '1', '10', 'epoch']);
    expect(
      labels(
        chart(
          [
            {
              name: 'a',
              points: [
                [0, 1e-30],
                [1, 1],
              ],
            },
          ],
          true,
        ),
      ).length,
    ).toBeLessThan(9);
    expect(
      labels(
        chart(
          [
            {
              name: 'a',
              points: [
                [0, 2],
                [1, 7],
              ],
            },
          ],
          true,
        ),
      ),
    ).toEqual(['2', '3', '4', '5', '6', '7', 'epoch']);
  });

  test('labels 1, 2 and 5 times powers of ten if there are too few powers', () => {
    const points: [number, number][] = [
      [0, 0.78],
      [1, 0.039],
    ];
    expect(labels(chart([{ name: 'a', points }], true))).toEqual(['0.05', '0.1', '0.2', '0.5', 'epoch']);
  });

  test('is not logarithmic if a number is not positive', () => {
    expect(
      labels(
        chart(
          [
            {
              name: 'a',
              points: [
                [0, 0],
                [1, 100],
              ],
            },
          ],
          true,
        ),
      ),
    ).toContain('20');
  });

  test('leaves gaps for missing numbers, and shows single points', () => {
    const svg = chart([
      {
        name: 'a',
        points: [
          [0, 1],
          [1, 2],
          [2, Number.NaN],
          [3, 4],
          [4, Infinity],
          [5, 1],
          [6, 2],
        ],
      },
    ]);
    expect(lines(svg).map((points) => points.length)).toEqual([2, 2]);
    expect(svg.match(/<circle/g)).toHaveLength(1);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  test.each([
    ['nothing', []],
    ['one point', [[1, 5]]],
    [
      'numbers that are all the same',
      [
        [1, 0],
        [2, 0],
      ],
    ],
    ['numbers that cannot be drawn', [[1, Number.NaN]]],
  ] as [string, [number, number][]][])('draws %s', (_, points) => {
    expect(chart([{ name: 'a', points }])).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('writes text as text', () => {
    const svg = chart([
      {
        name: '</svg><script>"&',
        points: [
          [0, 1],
          [1, 2],
        ],
      },
    ]);
    expect(svg).toContain('&lt;/svg&gt;&lt;script&gt;&quot;&amp;');
    expect(svg.match(/<\/svg>/g)).toHaveLength(1);
  });
});

test('a history draws a panel for each kind of number, training beside validation', () => {
  const history = new History();
  for (const epoch of [1, 2])
    history.epochs.push({
      epoch,
      seconds: 1,
      values: { loss: 1 / epoch, table: [[1]], 'validation.loss': 1, accuracy: 0.5 * epoch },
    });
  const svg = history.toSVG({ title: 'Digits' });
  expect([...svg.matchAll(/font-weight="600">([^<]*)</g)].map(([, text]) => text)).toEqual([
    'Digits',
    'loss',
    'accuracy',
  ]);
  expect(lines(svg)).toHaveLength(3);
  expect(svg.match(/>validation</g)).toHaveLength(1);
});
