/// <reference types="vite/client" />
import { MathfieldElement } from 'mathlive';

/** The fonts of MathLive that formulas need; a browser fetches each when something is first written in it. */
const FONTS = import.meta.glob<string>(
  '../../node_modules/mathlive/fonts/KaTeX_{AMS,Main,Math,Size1,Size2,Size3,Size4}-*.woff2',
  { query: '?url', import: 'default', eager: true },
);

for (const [path, url] of Object.entries(FONTS)) {
  const [, family, kind] = /(KaTeX_\w+)-(\w+)\.woff2$/.exec(path)!;
  const weight = kind!.startsWith('Bold') ? 'bold' : 'normal';
  const style = kind!.endsWith('Italic') ? 'italic' : 'normal';
  document.fonts.add(new FontFace(family!, `url(${JSON.stringify(url)})`, { weight, style }));
}

// Nothing is fetched from elsewhere, and nothing sounds.
MathfieldElement.fontsDirectory = null;
MathfieldElement.soundsDirectory = null;
MathfieldElement.plonkSound = null;
MathfieldElement.keypressSound = null;

/** Functions that people know by a word. */
const FUNCTIONS = ['sigmoid', 'softmax', 'relu', 'softplus', 'mean', 'sum'];
const SHORTCUTS = Object.fromEntries(FUNCTIONS.map((name) => [name, `\\operatorname{${name}}`]));

/** A field in which one line of a formula is written. */
export function mathsLine(tex: string, label: string): MathfieldElement {
  const field = new MathfieldElement();
  field.value = tex;
  field.setAttribute('aria-label', label);
  // What is set needs the field to be in the page.
  field.addEventListener('mount', () => {
    field.inlineShortcuts = { ...field.inlineShortcuts, ...SHORTCUTS };
    field.menuItems = [];
  });
  return field;
}

export type { MathfieldElement };
