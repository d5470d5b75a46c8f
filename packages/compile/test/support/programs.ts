import { type Tree, type Value, value } from '@chainrule/core';
import type { Program } from '../../src/program/program.ts';
import { traceProgram } from '../../src/program/trace.ts';

/** Leaves of these shapes with the numbers 1, 2, 3 …, named a, b, c. */
export const leavesOf = (...shapes: readonly (readonly number[])[]): Value[] =>
  shapes.map((shape, k) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const numbers = Array.from({ length: size }, (_, i) => i + 1);
    return value(numbers, { shape, name: 'abc'[k] });
  });

/** The program of a function of Values of these shapes, before any pass. */
export const programOf = (f: (...xs: Value[]) => Tree, ...shapes: readonly (readonly number[])[]): Program =>
  traceProgram(leavesOf(...shapes), (xs) => f(...xs)).program;

/** The names of the operations of a program, in order. */
export const operationsIn = ({ instructions }: Program): string[] =>
  instructions.map(({ primitive }) => primitive.name);
