import type { Value } from '@chainrule/core';
import { constant } from '@chainrule/core';
import { type Landmark, landmarksOf } from '../graph/landmarks.ts';
import { stepOf } from '../graph/links.ts';
import { agree, isFinite, sameShape } from './agreement.ts';
import { Diagnosis, type Reason } from './diagnosis.ts';
import { forwardReasons } from './families/forward.ts';
import { printedAllowance } from './precision.ts';
import { brief } from './text.ts';
import { diagnosePass, type Named, targetsOf } from './whole-pass.ts';

/** Numbers of somebody's own program, against those of the graph: which departs first. */
export function diagnoseValues(
  root: Value,
  values: Named,
  gradients: Named | undefined,
  learningRate?: number,
): Diagnosis {
  const forward = new Forward(root, values);
  const parts = forward.inOrder().map(([name, landmark]) => forward.judge(name, landmark));
  const back = gradients && diagnosePass(root, gradients, learningRate);
  const all = [...parts, ...(back?.parts ?? [])];
  const first = parts.find(({ right }) => !right) ?? back?.parts.find(({ right }) => !right);
  return new Diagnosis({
    about: 'the numbers',
    verdict: first ? 'wrong' : 'right',
    reasons: first && back?.first === first.about ? back.reasons : first?.reasons,
    parts: all,
    first: first?.about,
  });
}

class Forward {
  readonly #root: Value;
  readonly #landmarks: readonly Landmark[];
  readonly #given: ReadonlyMap<Value, { value: Value; name: string }>;

  constructor(root: Value, values: Named) {
    this.#root = root;
    this.#landmarks = landmarksOf(root);
    const named = targetsOf(root, values, 'values');
    this.#given = new Map(
      [...named].map(([name, { node }]) => [node, { name, value: constant(values[name]) }]),
    );
  }

  /** What was given, in the order in which it is computed. */
  inOrder(): [string, Landmark][] {
    return this.#landmarks.flatMap((landmark) => {
      const given = this.#given.get(landmark.node);
      return given ? [[given.name, landmark] as [string, Landmark]] : [];
    });
  }

  judge(name: string, landmark: Landmark): Diagnosis {
    const { node } = landmark;
    const { value } = this.#given.get(node)!;
    const expected = { value: node.toArray() };
    const reasons = (): Reason[] => {
      if (!sameShape(value, node))
        return [
          reason(
            'shape',
            `${name} has the shape [${value.shape.join(', ')}], expected [${node.shape.join(', ')}]`,
          ),
        ];
      if (!isFinite(value)) return [reason('not-finite', `${name} is ${brief(value.toArray())}`)];
      return this.#why(name, landmark, value);
    };
    const right = sameShape(value, node) && agree(value, node, printedAllowance(value));
    return new Diagnosis({
      about: name,
      verdict: right ? 'right' : 'wrong',
      expected,
      reasons: right ? [] : reasons(),
    });
  }

  #why(name: string, landmark: Landmark, value: Value): Reason[] {
    const { node, inputs } = landmark;
    if (!node.primitive)
      return [
        reason('value', `${name} is ${brief(value.toArray())} where the graph has ${brief(node.toArray())}`),
      ];
    // Computed from the numbers that were given it may be right, and only those wrong.
    const wrongInputs = inputs.filter((input) => this.#departs(input));
    const { result } = stepOf(landmark, (input) => this.#given.get(input.node)?.value ?? input.node);
    if (wrongInputs.length > 0 && agree(value, result, printedAllowance(value)))
      return [
        reason(
          'value',
          `${name} follows from ${wrongInputs.map(({ symbol }) => symbol.name).join(' and ')}, which departed before`,
        ),
      ];
    const found = forwardReasons(this.#root, landmark, value);
    return found.length > 0
      ? found
      : [reason('value', `${name} departs here, and no usual slip gives this number`)];
  }

  #departs({ node }: Landmark): boolean {
    const given = this.#given.get(node);
    return given !== undefined && !agree(given.value, node, printedAllowance(given.value));
  }
}

const reason = (kind: Reason['kind'], message: string): Reason => ({
  kind,
  message,
  evidence: { points: 1 },
});
