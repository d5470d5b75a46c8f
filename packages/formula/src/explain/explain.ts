import { checkCount, type Tree, type Value } from '@chainrule/core';
import { argumentErrors } from '../errors/arguments.ts';
import { type Landmark, landmarksOf } from '../graph/landmarks.ts';
import { checkDigits, checkNumber, checkOptions, type OptionNames } from '../options.ts';
import { backwardSteps } from './backward.ts';
import { goalSteps, productSteps, updateStep } from './chain.ts';
import { Derivation, type Section, type Step } from './derivation.ts';
import { forwardSteps, givenStep } from './forward.ts';
import { differentiatedAgain } from './second-order.ts';
import { Story } from './story.ts';
import { checkRoot, namesInTree, routeToAll, targetsOf } from './targets.ts';

export interface ExplainOptions {
  /** With respect to what: a Value, or a tree of them, such as a module. Default: each named leaf that wants a gradient. */
  wrt?: Tree;
  /** η of the update w − η ∂E/∂w. Default: no update is shown. */
  learningRate?: number;
  /**
   * How much is shown: `'brief'` the gradients alone; `'normal'` each landmark and each link between two; `'full'` every
   * operation, and each formula before it is simplified as well.
   */
  level?: 'brief' | 'normal' | 'full';
  /** Decimals of the numbers shown. Default: 9. */
  digits?: number;
  /** 2 differentiates the gradient with respect to one scalar once more, with respect to the same. */
  order?: 1 | 2;
}

const EXPLAIN: OptionNames<ExplainOptions> = {
  wrt: 'any',
  learningRate: 'any',
  level: 'any',
  digits: 'any',
  order: 'any',
};

/** A section with more steps than this is folded, unless everything was asked for. */
const MOST_STEPS = 60;

/**
 * How the gradient of a scalar comes about, step by step: each landmark computed, the derivative of each link, what comes
 * back over each path, and the update of the parameters if a learning rate is given.
 *
 * Landmarks are the nodes with names. Throws a GradientError where the root is not a scalar, and where it does not
 * depend on what it is to be differentiated by.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { explain } from '@chainrule/formula';
 * const w = value(0.5, { name: 'w' });
 * const out = w.mul(2).sigmoid().named('out');
 * const E = out.square().named('E');
 * const derivation = explain(E, { wrt: w });
 * derivation.steps.map(({ id }) => id).includes('local out/w'); // → true
 * ```
 */
export function explain(root: Value, options: ExplainOptions = {}): Derivation {
  checkCount('explain', 2, arguments);
  checkRoot('explain', root);
  checkOptions('explain', options, EXPLAIN);
  checkDigits('explain', options.digits);
  checkNumber('explain', 'learningRate', options.learningRate);
  const { level = 'normal', digits = 9, order = 1 } = options;
  if (!LEVELS.includes(level)) throw argumentErrors.badOption('explain', 'level', LEVELS.join(', '), level);
  if (order !== 1 && order !== 2) throw argumentErrors.badOption('explain', 'order', '1 or 2', order);
  const targets = targetsOf('explain', root, options.wrt);
  const names = namesInTree(options.wrt);
  const landmarks = landmarksOf(root, { also: targets, every: level === 'full', names });
  const { route, wanted } = routeToAll('explain', targets, landmarks);
  const story = new Story(landmarks, route, { full: level === 'full' });
  const again = order === 2 ? differentiatedAgain(story, wanted) : undefined;
  return new Derivation({
    root: again ? again.story.rootSymbol : story.rootSymbol,
    wrt: wanted.map(({ symbol }) => symbol),
    sections: [...sectionsOf(story, wanted, options), ...(again ? again.sections : [])],
    digits,
    ranks: Object.fromEntries(
      [...landmarks, ...(again?.landmarks ?? [])].map(({ symbol, node }) => [symbol.name, node.rank]),
    ),
  });
}

const LEVELS: readonly unknown[] = ['brief', 'normal', 'full'];

function sectionsOf(
  story: Story,
  wanted: readonly Landmark[],
  { level, learningRate }: ExplainOptions,
): Section[] {
  const section = (title: string, steps: readonly Step[]): Section[] =>
    steps.length === 0 ? [] : [{ title, steps, folded: level !== 'full' && steps.length > MOST_STEPS }];
  const plan = wanted.flatMap((target) => goalSteps(target, story));
  const chains = wanted.flatMap((target) => productSteps(target, story));
  const backward = backwardSteps(story);
  const updates =
    learningRate === undefined ? [] : wanted.map((target) => updateStep(target, story, learningRate));
  if (level === 'brief') {
    const gradients = backward.filter(({ kind }) => kind === 'gradient');
    return [...section('Backward', gradients), ...section('Update', updates)];
  }
  return [
    ...section('What is given', [givenStep(story)]),
    ...section('Forward', forwardSteps(story.landmarks, story)),
    ...section('The plan', plan),
    ...section('Backward', backward),
    ...section('The chain in full', chains),
    ...section('Update', updates),
  ];
}
