/**
 * A key that occurs twice in one object of a JSON text, if any: `JSON.parse` would silently take the last. The text must be
 * valid JSON.
 */
export function duplicateKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  let last = '';
  for (let i = 0; i < json.length; i++) {
    const token = json[i];
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === '"') {
      const end = endOfText(json, i);
      last = json.slice(i, end + 1);
      i = end;
    } else if (token === ':') {
      const key: string = JSON.parse(last);
      const keys = open[open.length - 1];
      if (keys.has(key)) return key;
      keys.add(key);
    }
  }
  return undefined;
}

/** Where the text that begins at a quotation mark ends. */
function endOfText(json: string, start: number): number {
  let i = start + 1;
  while (json[i] !== '"') i += json[i] === '\\' ? 2 : 1;
  return i;
}
