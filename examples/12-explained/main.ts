// Tutorial B written out by the program: every step of w5 and w1, as text here and as a page to print.
//   npx tsx examples/12-explained/main.ts
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMain } from '../support/main.ts';
import { derivationB } from './derivations.ts';

/** The page that is committed with the docs. */
export const PAGE = new URL('../../docs/derivations/tutorial-b.html', import.meta.url);

/** The two weights that the tutorial derives: one of the output layer, one of the hidden layer. */
export const explained = () => derivationB(undefined, ['w5', 'w1']);

if (isMain(import.meta)) {
  const derivation = explained();
  console.log(derivation.toText({ colour: process.stdout.isTTY }));
  writeFileSync(PAGE, await derivation.toHTML());
  console.log(`The same as a page: ${fileURLToPath(PAGE)}`);
}
