import { GradientError } from './classes.ts';
import { type Described, describe, shapeText } from './text.ts';

/** The messages for derivatives that do not exist, by what went wrong. */
export const gradientErrors = {
  integerGradient: (operation: string, dtype: string) =>
    new GradientError(
      operation,
      `a ${dtype} value has no gradient: expected float64 or float32 data (constant(…) holds integers and booleans)`,
    ),

  notFloat: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `${describe(node)} is ${node.dtype}: only float64 and float32 have derivatives`,
    ),

  noDerivative: (operation: string, node: Described, operand: string) =>
    new GradientError(
      operation,
      `it has no derivative with respect to its ${operand} operand, ${describe(node)}, which wants a gradient: use constant(…) to hold it fixed`,
    ),

  needsSeed: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `expected a scalar, got ${describe(node)}: reduce it first (.sum(), .mean()) or ${operation === 'backward' ? 'give the cotangent as { seed }' : 'take jacobian or vjp'}`,
    ),

  seedShape: (operation: string, node: Described, seed: Described) =>
    new GradientError(
      operation,
      `the seed must have the shape of the result: expected ${shapeText(node.shape)} for ${describe(node)}, got ${shapeText(seed.shape)}`,
    ),
};
