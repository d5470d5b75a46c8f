import { expect, test } from 'vitest';
import { timeSeries } from './main.ts';
import { HORIZON, mackeyGlass, WINDOW, windows } from './series.ts';

test('the series is constant where production and loss are equal, and goes up and down otherwise', () => {
  expect(mackeyGlass(50, { begin: 1, settling: 0 })).toEqual(
    Array.from({ length: 50 }, () => expect.closeTo(1, 12)),
  );
  const series = mackeyGlass(500);
  expect(Math.min(...series)).toBeGreaterThan(0.2);
  expect(Math.max(...series)).toBeGreaterThan(1.2);
  expect(Math.max(...series)).toBeLessThan(1.5);
});

test('until the first delay is over the series is the solution in closed form, and smaller steps change nothing', () => {
  // The past is always 1.2, so x′ = c − 0.1 x.
  const c = (0.2 * 1.2) / (1 + 1.2 ** 10);
  const exact = (t: number) => 10 * c + (1.2 - 10 * c) * Math.exp(-0.1 * t);
  const begun = mackeyGlass(30, { settling: 0 });
  expect(begun.slice(0, 9)).toEqual(Array.from({ length: 9 }, (_, i) => expect.closeTo(exact(2 * i), 9)));
  expect(mackeyGlass(30, { settling: 0, step: 0.05 })).toEqual(begun.map((x) => expect.closeTo(x, 4)));
});

test('a window is followed by the value HORIZON steps after its last one', () => {
  const data = windows(Array.from({ length: 40 }, (_, i) => i));
  expect(data.length).toBe(40 - WINDOW - HORIZON + 1);
  const [seen, coming] = data.at(-1);
  expect(seen.shape).toEqual([WINDOW, 1]);
  expect(seen.select(-1).item()).toBe(coming.item() - HORIZON);
  expect(coming.item()).toBe(39);
});

test('a small LSTM, trained for seconds, beats the naive forecast fivefold, and the linear one', async () => {
  const setting = { training: 500, heldOut: 300, width: 16, epochs: 20 };
  const [naive, linear, lstm] = (await timeSeries(setting)).results.map(({ error }) => error);
  expect(linear).toBeLessThan(naive);
  expect(lstm).toBeLessThan(linear);
  expect(lstm).toBeLessThan(naive / 5);
});
