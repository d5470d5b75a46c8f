import { GREEK } from '../expression/names.ts';

/** The first name of a letter is the usual one. */
const NAMES: ReadonlyMap<string, string> = new Map([...GREEK].reverse().map(([word, sign]) => [sign, word]));

/** The command of TeX for a letter or its name; the micro sign is what many keyboards have for μ. */
const letter = (text: string) => NAMES.get(text.replace('µ', 'μ')) ?? (GREEK.has(text) ? text : undefined);

/** Controls, what reorders or hides text, and halves of characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** Text that does nothing to a terminal or a page but stand there. */
export function harmless(text: string): string {
  return text.replace(UNPRINTABLE, '�');
}

/** A name in plain ASCII: Greek letters by their names, what is low or raised on the line. */
export function spelledOut(name: string): string {
  return name
    .replace(/[₀-₉]+/g, (digits) => Array.from(digits, (digit) => '₀₁₂₃₄₅₆₇₈₉'.indexOf(digit)).join(''))
    .replace(/⁺/g, '_new')
    .replaceAll(/⁽([^⁾]*)⁾/g, '_$1')
    .replace(/…/g, '...')
    .replace(/[^ -~]/gu, (character) => letter(character) ?? '?');
}

/** What means something to TeX, as what shows it in mathematics. Angle brackets in braces are no tags in Markdown. */
const ESCAPES: Readonly<Record<string, string>> = {
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  _: '\\_',
  '{': '\\{',
  '}': '\\}',
  '~': '{\\sim}',
  '^': '{\\wedge}',
  '\\': '{\\backslash}',
  '<': '{<}',
  '>': '{>}',
  "'": "{'}",
  '`': '{`}',
  '"': "{''}",
  '…': '{\\dots}',
};

/** Text as it may stand in TeX's mathematics. */
export function escapeTeX(text: string): string {
  return text
    .replace(UNPRINTABLE, '?')
    .replace(/[#$%&_{}~^\\<>'`"…]/g, (character) => ESCAPES[character])
    .replace(/\p{Zs}/gu, '\\ ');
}

/** A word in mathematics: one letter in italics, a Greek letter, several letters upright. */
function word(text: string): string {
  const greek = letter(text);
  if (greek) return `\\${greek}`;
  return /^[A-Za-z]\d*$|^\d+$/.test(text) ? text : `\\mathrm{${escapeTeX(text)}}`;
}

/** Letters, then digits that count as a subscript: w5. */
const NUMBERED = /^(\p{L}+)(\d+)$/u;

/** A name as TeX, its subscript set low: `w5` and `out_{o1}`; a ⁺ at its end marks the value after an update. */
export function texName(name: string): string {
  if (name === '…') return '\\dots';
  const updated = name.endsWith('⁺') && name.length > 1;
  const [text, ...indices] = (updated ? name.slice(0, -1) : name).split('⁽');
  const raised =
    indices.length > 0 ? `^{${indices.map((each) => `(${each.replace('⁾', ')')}`).join('')}}` : '';
  const cut = text.indexOf('_', 1);
  const split = cut > 0 && cut < text.length - 1;
  const [, base, digits] = split
    ? ['', text.slice(0, cut), text.slice(cut + 1)]
    : (NUMBERED.exec(text) ?? ['', text]);
  return `${word(base)}${digits === undefined ? '' : `_{${subscript(digits)}}`}${raised}${updated ? '^{+}' : ''}`;
}

/** `o1` and `ij` as they are, `total` upright, several parted by commas. */
function subscript(text: string): string {
  return text
    .split(/(_)/)
    .map((part) => (part === '_' ? '\\_' : /^[A-Za-z]{2}$/.test(part) && !letter(part) ? part : word(part)))
    .join('');
}
