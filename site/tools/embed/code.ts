/** The tag of an element with its attributes, those that say something: texts, or flags. */
export function tagOf(name: string, attributes: Readonly<Record<string, string | true>>): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === '') return [];
    return [value === true ? key : `${key}="${escaped(value)}"`];
  });
  return `<${[name, ...written].join(' ')}></${name}>`;
}

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll(/\s*\n\s*/g, '; ');
