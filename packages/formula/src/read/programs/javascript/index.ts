import type { Language } from '../../language.ts';
import { language } from '../languages.ts';
import { JAVASCRIPT } from './dialect.ts';
import { readJavaScript } from './lines.ts';

/** What JavaScript writes, and what only Values have. */
const SIGNS =
  /\bMath\.|^[ \t]*(?:const|let|var|export)\s|=>|===|\.(?:mul|add|sub|div|matmul|square|neg|transpose)\(|\bkeepDims\b|\bfunction[ \t]*\w*\(/m;

/**
 * JavaScript and TypeScript: `Math.exp(-z)`, `x.mul(w).sum({ axis: 0 })`. Signs work on numbers, as they do there, and the
 * operations of chainrule on all Values.
 */
export const javascript: Language = language(readJavaScript, JAVASCRIPT, () => javascript);

/** JavaScript, if a text shows it. */
export const shownJavaScript = (text: string): Language | undefined =>
  SIGNS.test(text) ? javascript : undefined;
