import type * as Plot from '@observablehq/plot';
import type { View } from './views.ts';

/** What Observable Plot draws: a picture that it has made, one of its marks, or the options of a picture. */
export type Figure = Drawn | MarkLike | Plot.PlotOptions;

/** An element of a document, which a worker has none of: only its markup counts. */
interface Drawn {
  readonly outerHTML: string;
}

interface MarkLike {
  plot(): Drawn;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isMark = (value: unknown): value is MarkLike =>
  isObject(value) && 'plot' in value && typeof value.plot === 'function';

export const isDrawn = (value: unknown): value is Drawn =>
  isObject(value) && 'outerHTML' in value && 'nodeType' in value;

/** Whether it is for Observable Plot. Curves by name may be called `marks` as well, and are made of numbers. */
export const isFigure = (value: unknown): value is Figure =>
  isDrawn(value) ||
  isMark(value) ||
  (isObject(value) && 'marks' in value && Array.isArray(value.marks) && value.marks.some(isObject));

/** A figure as a picture. */
export async function figureView(figure: Figure): Promise<View> {
  return pictureOf(isDrawn(figure) ? figure : await drawn(figure));
}

export const pictureOf = ({ outerHTML }: Drawn): View => ({
  kind: 'picture',
  svg: outerHTML,
  isGraph: false,
});

async function drawn(figure: Exclude<Figure, Drawn>): Promise<Drawn> {
  const { plot } = await plotModule();
  return isMark(figure) ? figure.plot() : plot(figure);
}

type Module = typeof Plot;

/**
 * Observable Plot as a program imports it. It draws into a document, which a worker does not have: it gets one that is made
 * of text alone, so its pictures answer to no pointer.
 */
export async function plotModule(): Promise<Module> {
  const [module, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const document = parseHTML('<html></html>').document as unknown as Document;
  const plot: Module['plot'] = (options) => module.plot({ document, ...options });
  const legend: Module['legend'] = (options) => module.legend({ document, ...options } as Plot.LegendOptions);
  Object.assign(module.Mark.prototype, {
    plot({ marks = [], ...options }: Plot.PlotOptions = {}) {
      return plot({ ...options, marks: [...marks, this as unknown as Plot.Markish] });
    },
  });
  return { ...module, plot, legend };
}
