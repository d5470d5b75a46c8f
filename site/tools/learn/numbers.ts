/** A number in few letters, as the tutorials write it: .593, −.038, 1.11, 4.4e−4. */
export function short(x: number, digits = 3): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'NaN' : x > 0 ? '∞' : '−∞';
  const size = Math.abs(x);
  const isPlain = size === 0 || (size >= 10 ** -digits && size < 1e5);
  const text = isPlain
    ? String(rounded(x, digits))
    : x.toExponential(1).replace(/\.0e/, 'e').replace('+', '');
  return typeset(text.replace(/^(-?)0\./, '$1.'));
}

const rounded = (x: number, digits: number): number =>
  Math.abs(x) >= 1
    ? Number(x.toPrecision(Math.max(digits, Math.ceil(Math.log10(Math.abs(x))) + 1)))
    : Number(x.toFixed(digits));

/** A number with nine decimals, as the tutorials print it; a small one with six digits. */
export function exact(x: number): string {
  if (!Number.isFinite(x)) return short(x);
  const size = Math.abs(x);
  return typeset(String(size >= 1e-3 ? Number(x.toFixed(9)) : Number(x.toPrecision(6))));
}

/** A number that was typed: a minus of any kind; undefined where it is none, or too large to be meant. */
export function numberIn(text: string): number | undefined {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  const x = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(x) && Math.abs(x) <= 1e6 ? x : undefined;
}

const typeset = (text: string) => text.replaceAll('-', '−');
