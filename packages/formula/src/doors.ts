// What the CommonJS build is made of: one file with both entries, so that they share one state. See tsup.config.ts.
export * as index from './index.ts';
export * as programs from './programs.ts';
