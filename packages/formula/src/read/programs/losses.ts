import { call, type Expression, type Means, number } from '../../expression/expression.ts';
import type { Call } from './call.ts';
import type { Rule } from './dialect.ts';
import { programErrors } from './errors.ts';
import { oneHotOf } from './rules.ts';

/*
 * Losses of PyTorch, written out in operations of core.
 */

/** The mean, the sum, or each by itself, as the argument `reduction` says. */
function reduced(given: Call, each: Expression): Expression {
  const reduction = given.literal('reduction') ?? 'mean';
  given.end();
  if (reduction === 'none') return each;
  if (reduction !== 'mean' && reduction !== 'sum')
    throw given.expected(given.at, "reduction='mean', 'sum' or 'none'");
  return given.make(reduction, [each]);
}

/** A loss of a prediction and a target, entry by entry. */
const pairwise =
  (loss: (given: Call, x: Expression, y: Expression) => Expression): Rule =>
  (given) => {
    const [x, y] = [given.operand('input'), given.operand('target')];
    return reduced(given, loss(given, x, y));
  };

const squared = pairwise((given, x, y) => given.make('square', [given.make('sub', [x, y])]));

const absolute = pairwise((given, x, y) => given.make('abs', [given.make('sub', [x, y])]));

/** −(y ln p + (1 − y) ln(1 − p)) */
const binaryCrossEntropy = pairwise((given, p, y) => {
  const one = number(1);
  const hit = given.make('mul', [y, given.make('log', [p])]);
  const miss = given.make('mul', [
    given.make('sub', [one, y]),
    given.make('log', [given.make('sub', [one, p])]),
  ]);
  return given.make('neg', [given.make('add', [hit, miss])]);
});

/** softplus(z) − y z */
const binaryCrossEntropyWithLogits = pairwise((given, z, y) =>
  given.make('sub', [given.make('softplus', [z]), given.make('mul', [y, z])]),
);

/** −ln p of the class that each row has: classes by their numbers, or probabilities of all. */
const ofClasses =
  (logarithm: (z: Expression, axis: number) => Expression, operation: string): Rule =>
  (given) => {
    const [z, y] = [given.operand('input'), given.operand('target')];
    const each = given.notation(operation, [z, y], byClass(given, logarithm));
    return reduced(given, each);
  };

const byClass =
  (given: Call, logarithm: (z: Expression, axis: number) => Expression): Means =>
  ([z, y]) => {
    const [rank, classes] = [z.shape.length, z.shape[z.shape.length - 1]];
    if (rank < 1 || rank > 2 || (y.shape.length !== rank && y.shape.length !== rank - 1))
      throw programErrors.shapes(
        given.translator.source,
        given.at,
        `${given.written}: expected rows of scores, and a class or probabilities for each`,
        [z.shape, y.shape],
      );
    const target = y.shape.length === rank ? y.expression : oneHotOf(y, classes, given.at, given.translator);
    const picked = call('mul', [target, logarithm(z.expression, rank - 1)], undefined, given.at);
    return call('neg', [call('sum', [picked], { axis: rank - 1 }, given.at)], undefined, given.at);
  };

const crossEntropy = ofClasses((z, axis) => call('logSoftmax', [z], { axis }), 'crossEntropy');
const nll = ofClasses((z) => z, 'nllLoss');

/** Functions of torch.nn.functional, and the modules of torch.nn that are called with nothing but a prediction and a target. */
export const LOSSES: readonly (readonly [string, Rule])[] = [
  ['mse_loss', squared],
  ['l1_loss', absolute],
  ['binary_cross_entropy', binaryCrossEntropy],
  ['binary_cross_entropy_with_logits', binaryCrossEntropyWithLogits],
  ['cross_entropy', crossEntropy],
  ['nll_loss', nll],
  ['MSELoss()', squared],
  ['L1Loss()', absolute],
  ['BCELoss()', binaryCrossEntropy],
  ['BCEWithLogitsLoss()', binaryCrossEntropyWithLogits],
  ['CrossEntropyLoss()', crossEntropy],
  ['NLLLoss()', nll],
];
