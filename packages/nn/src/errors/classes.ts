import { ChainruleError } from '@chainrule/core';

/** A layer, loss or optimiser was given options or inputs that it cannot use. */
export class SetupError extends ChainruleError {}
