import { functionNamed } from './functions.ts';
import type { Source } from './tokens.ts';

/*
 * People write words between the lines of a derivation, and numbers before them. What is no formula is taken out before the text is
 * read: spaces stand in its place, so that everything else stays where it was.
 */

/** `1.`, `(2)`, `Step 3:` before a line. */
const LABEL =
  /^\s*(?:(?:step|line|eq(?:uation)?|part)\.?\s*\(?\d{1,3}\)?\s*[:.)–-]?\s+|\(?\d{1,3}[.)]\s+(?=[^\d\s*/^+=])|\([a-z]\)\s+(?=\S+.*=)|[•‣∙]\s*)/iu;

/** Words and signs that lead to a line. */
const LEADING =
  /^\s*(?:therefore|thus|hence|so(?:\s+that)?|then|and|but|now|finally|also|next|first(?:ly)?|second(?:ly)?|similarly|likewise|where|since|because|with|let|we\s+(?:get|have|find|obtain|know)|this\s+gives(?:\s+us)?|which\s+gives|giving|that\s+is|i\.e\.|by\s+the\s+chain\s+rule|chain\s+rule|recall(?:\s+that)?|note(?:\s+that)?|∴|∵|⇒|⟹|→|=>|-->?)(?![\p{L}\p{N}_'(=^])\s*[,:]?\s*/iu;

/** A remark behind a line: `, since …`, `(by the chain rule)`. */
const REASON = /(?:\s*,)?\s(?:since|because|by|using)\s.*$/isu;
const REMARK = /\((?:by|using|from|since|because|the|chain|product|quotient|power|as|for)\b[^()]*\)[.;]?$/iu;

/** `, where u = …` and `=>` begin another line. */
const BETWEEN = /,?\s(?:where|with|and)\s+(?=[\p{L}_][\p{L}\p{N}_'/∂²]*\s*=)|=>|⇒|⟹|∴/giu;

/** What every text has that holds prose: two words in a row, a label, an arrow. Most formulas are quickly done with. */
const SOME_PROSE =
  /\p{L}{2}[,.:]?\s+[\p{L}(]|\p{L}:[^\S\n]*(?:\n|$)|[⇒⟹∴∵→•‣∙]|=>|-->?\s|(?:^|\n)[^\S\n]*(?:\(?\w{1,3}[.)]\s|\p{L}+\s+\d)/u;
const AROUND_MATH = /\$|\\[([]|(?:^|\n)[^\S\n]*(?:\(?\w{1,3}[.)]\s|[•‣∙]|\p{L}+\.?\s+\(?\d)/u;

/** So many words can lead to a line. */
const MOST_LEADING = 4;

/** What a line of words does not hold. */
const OPERATOR = /[=+*/^_<>|∂∇√·×⊙@\\[\]{}]/u;
const WORD = /\p{L}[\p{L}'’-]+/gu;

/** The text with spaces in the place of what is prose. */
export function withoutProse(source: Source, latex: boolean, names: readonly string[]): Source {
  const { text } = source;
  if (!(latex ? AROUND_MATH : SOME_PROSE).test(text)) return source;
  const inMath = latex ? onlyMath(text) : text;
  const known = new Set(names);
  const read = inMath
    .split('\n')
    .map((line) => (latex ? unlabelled(line) : withoutWords(line, known)))
    .join('\n');
  return read === text ? source : { ...source, text: read };
}

const blank = (text: string) => text.replaceAll(/[^\n]/gu, (sign) => ' '.repeat(sign.length));

function withoutWords(line: string, known: ReadonlySet<string>): string {
  const [formula, comment] = split(line);
  let read = unlabelled(formula);
  for (let k = 0; k < MOST_LEADING; k++) {
    const [found] = LEADING.exec(read) ?? [''];
    if (found.trim() === '' || known.has(found.trim())) break;
    read = blank(found) + read.slice(found.length);
  }
  if (isProse(read, known)) return blank(read) + comment;
  return withoutRemark(read).replaceAll(BETWEEN, (found) => `;${blank(found.slice(1))}`) + comment;
}

/** A line without the reason that stands behind its last side. */
function withoutRemark(line: string): string {
  const end = line.lastIndexOf('=') + 1;
  const side = line.slice(end).trimEnd();
  const remark = REASON.exec(side) ?? REMARK.exec(side);
  if (!remark || remark.index === 0) return line;
  const from = end + remark.index;
  return line.slice(0, from) + blank(line.slice(from));
}

/** A line apart from the comment at its end. */
function split(line: string): [string, string] {
  const at = line.indexOf('#');
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at)];
}

const unlabelled = (line: string) => line.replace(LABEL, blank);

/** Whether a line is a sentence: words that nothing connects, or words with a colon behind them. */
function isProse(line: string, known: ReadonlySet<string>): boolean {
  const words = line.match(WORD) ?? [];
  if (words.length === 0 || OPERATOR.test(line) || words.some((word) => known.has(word))) return false;
  if (/:\s*$/.test(line)) return true;
  return words.length > 1 && !/[(;]/.test(line) && words.every((word) => functionNamed(word) === undefined);
}

/** Between dollars and in \[ \] stands mathematics: around it, words. */
function onlyMath(text: string): string {
  const pattern = /\$\$[^$]{1,9999}\$\$|\$[^$]{1,9999}\$|\\\[[\s\S]{1,999}?\\\]|\\\([\s\S]{1,999}?\\\)/g;
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  let read = '';
  let from = 0;
  for (const { 0: formula, index } of found) {
    const between = text.slice(from, index);
    if (!isBetween(between)) return text;
    read += apart(between) + formula;
    from = index + formula.length;
  }
  return isBetween(text.slice(from)) ? read + apart(text.slice(from)) : text;
}

const isBetween = (text: string) => !/[=+*/^_<>|\\{}$]/.test(text);

/** The end of a line in the place of words between two formulas. */
const apart = (words: string) => (words.trim() === '' ? words : `\n${blank(words.slice(1))}`);
