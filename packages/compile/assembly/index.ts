export { run } from './run';
export { serve } from './serve';
export { enter, leave } from './sync';

/** The first byte behind the constants of the kernels. */
export const heapBase: usize = __heap_base;
