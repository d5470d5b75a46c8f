import { DataError } from '@chainrule/core';
import { SetupError } from './classes.ts';
import { shown } from './text.ts';

const sampleText = (index: number, place: string) => `sample ${index}${place === '' ? '' : ` ${place}`}`;

/** What is wrong with data; `where` and `place` say in which part of it. */
export const dataErrors = {
  badData: (operation: string, where: string, expected: string, got: unknown) =>
    new DataError(
      operation,
      `${where}: expected ${expected}, got ${typeof got === 'string' ? got : shown(got)}`,
    ),

  badSample: (index: number, place: string, got: unknown) =>
    new DataError(
      'DataLoader',
      `${sampleText(index, place)}: expected numbers, a Value, a string, or an array or object of these, got ${shown(got)}`,
    ),

  symbolInSample: (index: number, place: string, symbol: symbol) =>
    new DataError(
      'DataLoader',
      `${sampleText(index, place)}: ${String(symbol)} cannot be a key in a batch: use strings`,
    ),

  cyclicSample: (index: number, place: string) =>
    new DataError('DataLoader', `${sampleText(index, place)}: contains itself`),

  namedEntry: (index: number, place: string, name: string) =>
    new DataError(
      'DataLoader',
      `${sampleText(index, place)}: expected an array without named entries, got one called ${name}: use an object for parts with names`,
    ),

  unevenSample: (index: number, place: string, message: string, isArray: boolean) =>
    new DataError(
      'DataLoader',
      `${sampleText(index, place)}: ${message}${isArray ? ' (an array of numbers is one part: for a tuple use Values, or names, { x, y })' : ''}`,
    ),

  otherSample: (index: number, place: string, expected: string, first: number, got: string) =>
    new DataError(
      'DataLoader',
      `${sampleText(index, place)}: expected ${expected}, as in sample ${first}, got ${got}`,
    ),

  notASource: (got: unknown) =>
    new DataError(
      'DataLoader',
      `source: expected a Dataset, an array of samples, or an object with a length and at(index) or take(indices), got ${shown(got)}`,
    ),

  badPosition: (what: string, expected: unknown, got: unknown) =>
    new SetupError(
      'DataLoader',
      `position: it is in the middle of an epoch with { ${what}: ${expected} }, and with { ${what}: ${got} } other samples would follow: use the same options, or continue from the end of the epoch`,
    ),

  asynchronous: (operation: string) =>
    new SetupError(operation, 'a batch is a promise: write for await (… of loader)'),
};
