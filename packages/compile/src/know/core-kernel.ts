/** What a table says of an operation that a target leaves to core: its own kernel, or its function of numbers. */
export const CORE_KERNEL = 'core kernel';
export type CoreKernel = typeof CORE_KERNEL;
