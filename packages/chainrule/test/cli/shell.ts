import { type Answer, answerTo } from './command.ts';

/** Runs a command. */
export const shell = (args: readonly string[], { stdin = '' } = {}): Promise<Answer> => answerTo(args, stdin);

/** One unit of a network: a formula, its numbers, and the gradient with respect to w. */
export const UNIT = 'E = 1/2*(t - out)^2; out = sigmoid(net); net = w*x + b';
export const AT = ['--at', 'w=0.4,x=0.59,b=0.6,t=0.01'];
export const RIGHT = '-(t - out)*out*(1 - out)*x';
