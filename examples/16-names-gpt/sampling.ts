import { compile } from '@chainrule/compile';
import { fromTypedArray, type Random, softmax, type Value } from '@chainrule/core';
import type { Gpt } from './gpt.ts';
import { LETTERS } from './letters.ts';

/**
 * Generates names letter by letter from the model's predictions. A temperature below 1 makes likely letters more likely, one
 * above 1 less likely.
 */
export function drawn(model: Gpt, names: number, random: Random, temperature = 1): string[] {
  const { context } = model;
  const next = compile(
    (tokens: Value) => softmax(model.eval().forward(tokens).div(temperature), { axis: -1 }),
    { state: model },
  );
  const tokens = new Int32Array(names * context);
  const made = Array.from({ length: names }, () => '');
  const open = new Set(made.keys());
  for (let place = 0; place < context && open.size > 0; place++) {
    // Earlier places do not see the places that are not drawn yet.
    const shares = next(fromTypedArray(tokens.slice(), { shape: [names, context] })).data as Float32Array;
    for (const name of open) {
      const start = (name * context + place) * LETTERS.length;
      const probabilities = shares.subarray(start, start + LETTERS.length);
      const [token] = random.choice(LETTERS.length, 1, { probabilities });
      if (token === 0) open.delete(name);
      else made[name] += LETTERS[token];
      if (place + 1 < context) tokens[name * context + place + 1] = token;
    }
  }
  return made;
}
