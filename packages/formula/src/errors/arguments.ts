import { DataError, GradientError, type Value } from '@chainrule/core';
import { typeText } from '@chainrule/core/extend';
import { label } from './label.ts';

/** Messages about what functions are given besides texts. */
export const argumentErrors = {
  notARoot: (operation: string, got: unknown) =>
    new DataError(operation, `expected the Value to be differentiated, got ${typeText(got)}`),

  notAScalar: (operation: string, root: Value) =>
    new GradientError(
      operation,
      `expected a scalar to differentiate, got ${label(root)} (sum or mean makes one, or an entry by its index)`,
    ),

  nothingToDifferentiateBy: (operation: string, root: Value) =>
    new GradientError(
      operation,
      `${label(root)} has no leaf that wants a gradient: make parameters with value(…), or say wrt`,
    ),

  notConnected: (operation: string, root: Value, target: Value) =>
    new GradientError(
      operation,
      `${label(root)} does not depend on ${label(target)} in a way that has a derivative (a constant, or of another graph?)`,
    ),

  notAnExpression: (operation: string, got: unknown) =>
    new DataError(
      operation,
      `expected an expression, as formulaOf and parse give and the functions of \`expression\` make, got ${typeText(got)}`,
    ),

  badOption: (operation: string, option: string, expected: string, got: unknown) =>
    new DataError(operation, `${option}: expected ${expected}, got ${typeText(got)}`),

  notAVariable: (operation: string, got: unknown) =>
    new DataError(operation, `wrt: expected the Value that was differentiated by, got ${typeText(got)}`),

  noNumbers: (operation: string, option: string, got: unknown) =>
    new DataError(
      operation,
      `${option}: expected numbers by the names of nodes, got ${typeText(got)}${got && typeof got === 'object' ? ' without any' : ''}`,
    ),

  unknownNode: (operation: string, root: Value, name: string, hint: string) =>
    new DataError(operation, `${label(root)} has no node of the name ${name}${hint}`),
};
