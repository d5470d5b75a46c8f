/** The names of the elements of an XML text, in order; throws where it is not well-formed. */
export function elements(xml: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const rest = xml.replaceAll(TAG, (_, close, name, __, empty) => {
    if (close && open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    if (!close) names.push(name);
    if (!close && !empty) open.push(name);
    return '';
  });
  if (open.length > 0 || rest.includes('<')) throw new Error(`not well-formed: ${open} ${rest}`);
  if (BARE_AMPERSAND.test(xml)) throw new Error('a bare &');
  return names;
}

const TAG = /<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g;
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

/** The texts that an SVG picture shows, unescaped. */
export function texts(svg: string): string[] {
  return [...svg.matchAll(/>([^<>]*)<\/text>/g)].map(([, text]) => unescapeText(text));
}

/** The titles of an SVG picture and of its parts, unescaped. */
export function titles(svg: string): string[] {
  return [...svg.matchAll(/<title>([^<>]*)<\/title>/g)].map(([, text]) => unescapeText(text));
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescapeText = (text: string) =>
  text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
    code ? String.fromCodePoint(Number(code)) : ENTITIES[name],
  );
