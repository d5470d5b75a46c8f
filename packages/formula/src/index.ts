export { toDot } from './draw/dot.ts';
export { draw } from './draw/draw.ts';
export type { DrawOptions } from './draw/options.ts';
