/** The style of all that was loaded, which the shadows of all elements share. */
export const sheet = new CSSStyleSheet();

let text = '';

/** Adds the style of a component. A sheet that is made by a script stands in no page, and no policy on styles forbids it. */
export function adopt(css: string): void {
  text += css;
  sheet.replaceSync(text);
}
