import type { Nested } from '@chainrule/core';
import { harmless } from '../write/names.ts';
import { formatNumber } from '../write/numbers.ts';
import type { Departure, Diagnosis, Expected } from './diagnosis.ts';

/** Arrays with more numbers than this are not printed. */
const MOST_NUMBERS = 12;

/** Reasons that are told; the others stay in the data. */
const MOST_REASONS = 3;

/** Characters of a line or a name that are shown. */
const MOST_CHARACTERS = 160;

/** What somebody wrote, as a sentence can quote it. */
export function shortened(text: string): string {
  return harmless(text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text);
}

/** Numbers as a sentence has them. */
export function numbersText(numbers: Nested): string {
  if (typeof numbers === 'number') return formatNumber(numbers);
  if (typeof numbers !== 'object') return String(numbers);
  return `[${Array.from(numbers, (each: Nested) => numbersText(each)).join(', ')}]`;
}

/** Numbers, or how many there are where they are too many to print. */
export function brief(numbers: Nested): string {
  const size = sizeOf(numbers);
  return size > MOST_NUMBERS ? `${size} numbers` : numbersText(numbers);
}

function sizeOf(numbers: Nested): number {
  if (typeof numbers !== 'object') return 1;
  return Array.from<Nested>(numbers).reduce<number>((sum, each) => sum + sizeOf(each), 0);
}

/** A diagnosis in words. */
export function diagnosisText(diagnosis: Diagnosis): string {
  return diagnosis.parts.length > 0 ? partsText(diagnosis) : singleText(diagnosis);
}

function singleText(diagnosis: Diagnosis): string {
  const { about, verdict, reasons, expected, digits, note, departure, readAs } = diagnosis;
  const told = reasons.slice(0, MOST_REASONS).map(({ message }) => message);
  const why = told.length > 0 ? `: ${told.join('; or ')}` : '';
  const said = [`${about} is ${verdictText(verdict, digits)}${why}.`];
  if (note) said.push(`(${note}.)`);
  if (verdict !== 'right' && expected) {
    said.push(`Expected ${expectedText(expected)}.`);
  }
  if (departure && departure.size > 1) said.push(departureText(departure));
  if (readAs !== undefined) said.push(`(Read as ${readAs}.)`);
  return harmless(said.join(' '));
}

/** The formula and the numbers; how many there are says nothing beside a formula. */
function expectedText({ formula, value }: Expected): string {
  if (formula === undefined) return brief(value);
  return sizeOf(value) > MOST_NUMBERS ? formula : `${formula} = ${brief(value)}`;
}

function verdictText(verdict: Diagnosis['verdict'], digits: number | undefined): string {
  if (verdict === 'coincidence') return 'right at the given point only, by coincidence';
  return verdict === 'right' && digits !== undefined ? `right to ${digits} digits` : verdict;
}

function departureText({ entries, wrong, size }: Departure): string {
  if (entries.length === 0) return `Its ${size} entries cannot be compared.`;
  const [{ index, claimed, expected }] = entries;
  const place = `[${index.join(', ')}]`;
  return `${wrong} of ${size} entries differ, ${place} most: ${formatNumber(claimed)} for ${formatNumber(expected)}.`;
}

function partsText({ parts, first, about, right, reasons }: Diagnosis): string {
  if (right) return `${about}: ${parts.length === 1 ? 'it is' : `all ${parts.length} are`} right.`;
  const wrong = parts.filter((part) => !part.right);
  const why = reasons.slice(0, 1).map(({ message }) => `: ${message}`);
  const head = `${about}: ${wrong.length} of ${parts.length} wrong; the first mistake is at ${first}${why}.`;
  return [harmless(head), ...wrong.map((part) => `- ${singleText(part)}`)].join('\n');
}
