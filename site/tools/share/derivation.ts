import type { Derivation } from '@chainrule/formula';

/** A derivation as a part of a page: the body of the page that it is written as. */
export async function derivationBody(derivation: Derivation): Promise<string> {
  const page = await derivation.toHTML();
  return page.slice(page.indexOf('<body>') + 6, page.lastIndexOf('</body>'));
}
