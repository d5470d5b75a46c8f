import { GREEK } from '../../expression/names.ts';
import { isComposite } from '../composites.ts';
import { functionNamed } from '../functions.ts';

/** Words that are one name in LaTeX though nothing marks them so. */
const WORDS = ['net', 'out'];

/** A word on the left of `=`, where a line begins: a name, for it could not be a product. */
const ASSIGNED =
  /(?<![A-Za-z\\])[A-Za-z]{2,}(?=\s{0,9}(?:_(?:\{[^{}]{0,99}\}|\w))?\s{0,9}(?:\([^()=\n]{0,99}\))?\s{0,9}&?\s{0,9}=)/g;
const BEFORE_A_LINE = /(?:^|[\n;&}$]|\\\\|\\\[)[\s&]*$/;

/** The words that are read as one name, where other letters in a row are a product. */
export function wordsOf(text: string, names: Iterable<string>): ReadonlySet<string> {
  const assigned = Array.from(text.matchAll(ASSIGNED), ({ 0: word, index }) => {
    const before = text.slice(Math.max(0, index - 40), index);
    return index === 0 || BEFORE_A_LINE.test(before) ? word : '';
  }).filter((word) => word !== '');
  const bases = [...names].map((name) => name.split('_')[0]);
  return new Set([...WORDS, ...assigned, ...bases]);
}

/** Functions that stand behind other letters and before a parenthesis: y ln(x). */
const CALLED = /(?:ln|exp|log|sin|cos|tan|sinh|cosh|tanh|sqrt|max|min)$/;

/** A name or a function's name among letters in a row, which begins where it says. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly isFunction: boolean;
}

/** Letters in a row as the known words among them and single letters; before `(` the name of a function counts too. */
export function splitLetters(run: string, words: ReadonlySet<string>, beforeParenthesis: boolean): Word[] {
  if (beforeParenthesis && run.length >= 3 && !words.has(run) && (functionNamed(run) || isComposite(run)))
    return [{ text: run, start: 0, isFunction: true }];
  const called = beforeParenthesis && !words.has(run) ? CALLED.exec(run)?.[0] : undefined;
  if (called !== undefined) {
    const start = run.length - called.length;
    return [...splitLetters(run.slice(0, start), words, false), { text: called, start, isFunction: true }];
  }
  const found: Word[] = [];
  const longest = Math.max(1, ...[...words].map((word) => word.length));
  for (let start = 0; start < run.length; ) {
    let length = Math.min(longest, run.length - start);
    while (length > 1 && !words.has(run.slice(start, start + length))) length--;
    found.push({ text: run.slice(start, start + length), start, isFunction: false });
    start += length;
  }
  return found;
}

/** A letter below a mark, in a name. */
const ACCENTED = /\\(?:wide)?(hat|bar|tilde|dot)\s*\{?\s*(\\?[A-Za-z]+)\s*\}?/g;
const STYLES =
  /\\(?:mathrm|text|textrm|textit|textbf|mathit|mathsf|mathbf|mathcal|boldsymbol|bm|vec|rm|bf|operatorname|mbox)(?![A-Za-z])/g;

/** A subscript, or the text of a command such as `\mathrm`, as the part of a name. */
export function plainName(written: string): string {
  return written
    .replaceAll(STYLES, '')
    .replaceAll(ACCENTED, '$2_$1')
    .replaceAll(/\\([A-Za-z]+)/g, (command, word) => GREEK.get(word) ?? command)
    .replaceAll(/\\[ ,;!]|[{}\s]/g, '')
    .replaceAll(/\\_|,/g, '_');
}
