/** Colours of the page's style as red, green and blue, for a canvas; in the middle where one is not written as #rrggbb. */
export function coloursOf(element: Element, names: readonly string[]): number[][] {
  const style = getComputedStyle(element);
  return names.map((name) => {
    const text = style.getPropertyValue(name).trim();
    const long = /^#[0-9a-f]{3}$/i.test(text) ? text.replace(/[0-9a-f]/gi, '$&$&') : text;
    const hex = /^#([0-9a-f]{6})$/i.exec(long)?.[1] ?? '808080';
    return [0, 2, 4].map((k) => Number.parseInt(hex.slice(k, k + 2), 16));
  });
}
