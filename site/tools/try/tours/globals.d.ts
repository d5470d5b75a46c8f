import type { Gradients, Value } from '@chainrule/core';
import type { DrawOptions } from '@chainrule/formula';
import type { FitCallback } from '@chainrule/nn';

type Column = ArrayLike<number> | Value;
/** A function gets a constant Value, with which JavaScript's own arithmetic works too. */
// biome-ignore lint/suspicious/noExplicitAny: Math.sin is as good as x => x.sin()
type Curve = Column | ((x: any) => number | Value);

interface PlotOptions {
  /** What stands above the picture. */
  title?: string;
  /** Whether points are dots in place of a line. */
  dots?: boolean;
  /** Where a function is drawn from and to. Default: −5 and 5. */
  from?: number;
  to?: number;
}

/** What Observable Plot draws: options with marks, a mark, or a picture that it has made. */
type Figure = { readonly marks: readonly unknown[] } | { plot(): unknown } | { readonly outerHTML: string };

interface Plot {
  /** Draws numbers over their places, a function, or several of them by name. */
  (y: Curve | Record<string, Curve>, options?: PlotOptions): void;
  /** Draws numbers over others, as a line or as dots. */
  (x: Column, y: Curve, options?: PlotOptions): void;
  /** Draws a picture of Observable Plot: `plot({ marks: [Plot.dot(data, { x, y })] })`. It answers to no pointer. */
  (figure: Figure): void;
  /** Adds a point to a curve that grows while the program runs, or one to each of several curves. */
  live(title: string, y: number | Value | Record<string, number | Value>): void;
  /** Draws the figures of a training as they come: `fit(…, { callbacks: [plot.training] })`. */
  readonly training: FitCallback;
}

declare global {
  /** Shows a value in the output, with its numbers, as a table, or as what it draws itself. */
  function show(value: unknown, label?: string): void;
  /** Draws the graph that a Value stands on, with the gradients that were computed. */
  function graph(root: Value, options?: DrawOptions & { gradients?: Gradients }): void;
  /** Draws curves in the output. */
  const plot: Plot;
}
