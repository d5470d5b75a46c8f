/** Text as it may stand in XML and in Graphviz' HTML-like labels, where control characters have no place. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '�')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** `net_h1` and `out_{o1}`: one underscore, and something on either side of it. */
const SUBSCRIPTED = /^([^_\s]+)_(?:\{([^{}_]+)\}|([^{}_]+))$/;

/** A name with its subscript set low; any other name as it is written. */
export function nameMarkup(name: string): string {
  const match = SUBSCRIPTED.exec(name);
  if (!match) return bold(name);
  const [, base, braced, plain] = match;
  return bold(base) + small(`<SUB>${bold(braced ?? plain)}</SUB>`, SUBSCRIPT_SIZE);
}

const SUBSCRIPT_SIZE = 8;

const bold = (text: string) => `<B>${escapeMarkup(text)}</B>`;

/** Markup in a smaller size, in points. */
export const small = (markup: string, points: number) => `<FONT POINT-SIZE="${points}">${markup}</FONT>`;

/** Markup in a colour. */
export const coloured = (markup: string, colour: string) => `<FONT COLOR="${colour}">${markup}</FONT>`;
