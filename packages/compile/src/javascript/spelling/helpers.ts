import { functionsOfNumbers } from './functions-of-numbers.ts';

/*
 * Functions that generated source calls, as TypeScript; without the types it is JavaScript. They are collected from core's
 * numbers/, so each is the arithmetic of core's own.
 */

export type HelperName = keyof typeof functionsOfNumbers;

/** The text of a helper, with or without types. */
export const helperSource = (name: HelperName, typed: boolean): string =>
  typed
    ? functionsOfNumbers[name]
    : functionsOfNumbers[name].replaceAll(': number', '').replaceAll('<number>', '');

/** Names that are reserved in generated source. */
export const helperNames: readonly string[] = Object.keys(functionsOfNumbers);
