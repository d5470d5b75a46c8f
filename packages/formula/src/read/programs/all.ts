import type { Languages } from '../language.ts';
import { shownJavaScript } from './javascript/index.ts';
import { shownOctave } from './octave/index.ts';
import { shownLibrary, shownPython } from './python/index.ts';

/**
 * All languages that are read, of which the signs of a text show one: `np.` and `axis=` Python, `.*` and `%` Octave, `Math.` and
 * `=>` JavaScript. A text that shows none is a formula in plain text or LaTeX.
 *
 * @example
 * ```ts
 * import { diagnose, parse } from '@chainrule/formula';
 * import { programs } from '@chainrule/formula/programs';
 * const f = parse('h = 1 / (1 + np.exp(-X @ w))\nJ = -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))', { syntax: programs });
 * const { result: J, nodes } = f.graph({ X: [[1, 2], [1, -1], [1, 0]], w: [0.1, 0.2], y: [1, 0, 1] });
 * const claim = 'X.T @ (h - y)';
 * const found = diagnose(J, { wrt: nodes.get('w')!, claim });
 * found.reasons[0].kind; // → summed
 * found.readAs; // → X' @ (h − y)
 * ```
 */
export const programs: Languages = {
  shownBy: (text) => shownLibrary(text) ?? shownJavaScript(text) ?? shownOctave(text) ?? shownPython(text),
};
